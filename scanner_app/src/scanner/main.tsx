/** Start: open what is kept on the device, wire the trigger to the floor, and show the first screen. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { startShift } from "../feel/feel.ts";
import { openLink } from "../link/link.ts";
import { registerShell } from "../link/shell.ts";
import "../look/tokens.css";
import "../look/components.css";
import "../look/scanner.css";
import "../look/shell.css";
import { loadReader } from "../scan/scan.ts";
import { listen } from "../scan/wedge.ts";
import { isRightToLeft, language, speak, spokenLanguage } from "../words/voice.ts";
import { App } from "./app.tsx";
import { setUp, speakAsTheyDo } from "./entering.ts";
import { createFloor, type Floor } from "./floor.ts";
import { hearEarly, hearScan } from "./hearing.ts";
import { isShiftKept } from "./keeping.ts";
import { restoreSettings } from "./settings.ts";

async function start(root: HTMLElement): Promise<void> {
  const floor = createFloor(await openLink());
  restoreSettings(floor);
  floor.shift.value = isShiftKept(floor);
  await (floor.link.session.person.peek() ? speakAsTheyDo(floor) : speak(spokenLanguage(navigator.language)));
  const isBefore = floor.phase.peek() === "setUp" || floor.phase.peek() === "logIn";
  if (!isBefore) await openWorkplace(floor);
  // First the listener: its focus costs a layout, and the page is empty yet.
  wire(floor);
  render(<App floor={floor} />, root);
  performance.mark("scannable");
  if (isBefore) await openWorkplace(floor);
  void registerShell(() => floor.link.noteUpdate());
}

/** The work itself comes behind the first screen, or before it where somebody is in a shift. */
async function openWorkplace(floor: Floor): Promise<void> {
  const [{ workplace }] = await Promise.all([import("./workplace.tsx"), loadReader()]);
  await workplace.open(floor);
  floor.workplace.value = workplace;
  hearEarly(floor);
}

function wire(floor: Floor): void {
  const { settings } = floor.link;
  listen(document, (scan) => hearScan(floor, scan), {
    endsWithSuffix: settings.get<boolean>("endsWithSuffix") ?? false,
    onLearned: (endsWithSuffix) => void settings.set("endsWithSuffix", endsWithSuffix),
  });
  effect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dir = isRightToLeft(language.value) ? "rtl" : "ltr";
  });
  // Tests of how sentences fit speak a longer language on any screen, and change nothing else.
  addEventListener("speak", (asked) => void speak(spokenLanguage(String((asked as CustomEvent).detail))));
  if (floor.shift.peek()) soundAgain();
  takeSetUpCode(floor);
}

/** After a reload in a shift, the first touch or key is the gesture that the browser wants. */
function soundAgain(): void {
  const heard = new AbortController();
  const start = (): void => {
    heard.abort();
    startShift();
  };
  for (const gesture of ["pointerdown", "keydown"]) {
    document.addEventListener(gesture, start, { capture: true, signal: heard.signal });
  }
}

/** A set-up code in the address, as the board prints it, is taken once and then wiped. */
function takeSetUpCode(floor: Floor): void {
  const code = new URLSearchParams(location.hash.slice(1)).get("setup");
  if (code === null) return;
  history.replaceState(null, "", location.pathname);
  if (floor.phase.peek() === "setUp") void setUp(floor, code);
}

const root = document.getElementById("app");
if (root) void start(root);
