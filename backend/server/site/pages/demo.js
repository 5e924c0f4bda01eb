// The demo's page for newcomers: draws what can be done now, and looks again every few seconds.

const LOOK_EVERY_MS = 5000;
const said = document.getElementById("said");
let drawn = "";

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = `Copied ${text}: paste it into the scanner.`;
  } catch {
    said.textContent = `Type into the scanner: ${text}`;
  }
};

const code = ({ says, text }) =>
  element(
    "li",
    { className: "card" },
    element("p", { textContent: says }),
    element(
      "button",
      { className: "code", type: "button", onclick: () => void copied(text), title: `Copy ${text}` },
      element("img", { src: `/demo/code.svg?text=${encodeURIComponent(text)}`, alt: "" }),
      text,
    ),
  );

const badge = ({ name, role, badge: text, pin }) => code({ says: `${name}, ${role}. PIN ${pin}`, text });

const job = ({ title, how, codes }) =>
  element(
    "section",
    {},
    element("h3", { textContent: title }),
    element("p", { textContent: how }),
    element("ul", { className: "cards" }, ...codes.map(code)),
  );

const look = async () => {
  if (document.hidden && drawn) return;
  const answer = await fetch("/demo/jobs");
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  const text = await answer.text();
  if (text === drawn) return;
  drawn = text;
  const { badges, jobs } = JSON.parse(text);
  // A code that somebody is about to scan must not jump away: what has not changed stays as it is.
  document.getElementById("badges").replaceChildren(...badges.map(badge));
  document.getElementById("jobs").replaceChildren(...jobs.map(job));
};

const keepLooking = async () => {
  try {
    await look();
  } catch (trouble) {
    said.textContent = `The floor cannot be seen now (${trouble.message}).`;
  }
  setTimeout(keepLooking, LOOK_EVERY_MS);
};

document.getElementById("handheld").onclick = async () => {
  said.textContent = "Enrolling …";
  const answer = await fetch("/demo/handheld", { method: "POST", headers: { "x-stockwright": "1" } });
  const { setupBarcode, message } = await answer.json();
  if (!setupBarcode) {
    said.textContent = message;
    return;
  }
  said.textContent = "This browser is a handheld now. The scanner opens beside this page.";
  const address = `/#setup=${encodeURIComponent(setupBarcode)}`;
  if (!window.open(address, "stockwright-scanner")) location.assign(address);
};

void keepLooking();
