// The demo's page for newcomers: draws what can be done now, and looks again every two seconds.

const LOOK_EVERY_MS = 2000;
const BUSY = 503;
const said = document.getElementById("said");
const old = document.getElementById("old");
let seen = null;
const drawn = new Map();

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

// What belongs together stands in one row: goods and the bin that they go to.
const row = (codes) => element("li", {}, element("ul", { className: "cards" }, ...codes.map(code)));

const job = ({ title, how, rows }) =>
  element(
    "section",
    {},
    element("h3", { textContent: title }),
    element("p", { textContent: how }),
    element("ol", { className: "rows" }, ...rows.map(row)),
  );

// A code that somebody is about to scan must not jump away: what has not changed stays as it is.
const draw = (id, things, make) => {
  const into = document.getElementById(id);
  if (into.children.length !== things.length) into.replaceChildren(...things.map(() => document.createElement("li")));
  things.forEach((thing, at) => {
    const text = JSON.stringify(thing);
    if (drawn.get(`${id} ${at}`) === text) return;
    drawn.set(`${id} ${at}`, text);
    into.children[at].replaceWith(make(thing));
  });
};

const look = async () => {
  if (document.hidden && drawn.size > 0) return;
  const answer = await fetch("/demo/jobs");
  if (!answer.ok) throw new Error(answer.status === BUSY ? (await answer.json()).message : `The server answered ${answer.status}.`);
  const { badges, jobs } = await answer.json();
  draw("badges", badges, badge);
  draw("jobs", jobs, job);
};

const keepLooking = async () => {
  try {
    await look();
    old.textContent = "";
    seen = new Date();
  } catch (trouble) {
    old.textContent = `${trouble.message} ${seen ? `These codes are of ${seen.toLocaleTimeString()}.` : ""}`;
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
