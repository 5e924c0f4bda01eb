/** Setting a device up, logging in and out, and starting a shift. */
import { batch } from "@preact/signals";
import { endShift, feel, setFeel, startShift } from "../feel/feel.ts";
import type { No } from "../link/session.ts";
import { say } from "../words/scanner.ts";
import { type Language, speak, spokenLanguage } from "../words/voice.ts";
import { type Floor, tellWorker } from "./floor.ts";
import { keepShift } from "./keeping.ts";
import { isOutOfReach } from "./reach.ts";
import { wordsOf } from "./refused.ts";
import { setLanguage, settingOf } from "./settings.ts";

export async function setUp(floor: Floor, code: string): Promise<void> {
  await answered(floor, () => floor.link.session.setUpDevice(code));
}

/** A badge waits for its PIN; no network is needed to say so. */
export function takeBadge(floor: Floor, badge: string): void {
  feel("ok");
  batch(() => {
    floor.badge.value = badge;
    floor.keys.value = "";
    floor.told.value = null;
    floor.acks.value += 1;
  });
}

export async function logIn(floor: Floor): Promise<void> {
  const badge = floor.badge.peek();
  if (badge === null || floor.isBusy.peek()) return;
  const pin = floor.keys.peek() ?? "";
  if (pin === "") return feel("look");
  const answer = await answered(floor, () => floor.link.session.signIn(badge, pin));
  // What could not be asked may be asked again.
  if (answer !== "away") floor.keys.value = answer === "yes" ? null : "";
  if (answer !== "yes") return;
  floor.badge.value = null;
  await speakAsTheyDo(floor);
}

/** Chosen before anybody was logged in: whoever logs in next has chosen it. */
let chosenBefore: Language | null = null;

export function chooseLanguage(wanted: Language): void {
  chosenBefore = wanted;
  void speak(wanted);
}

/** Speak the worker's language: the one chosen on this device, else the one in their record. */
export async function speakAsTheyDo(floor: Floor): Promise<void> {
  const person = floor.link.session.person.peek();
  if (person === null) return;
  const before = chosenBefore;
  chosenBefore = null;
  if (before !== null) return setLanguage(floor, before);
  const chosen = settingOf(floor, `language:${person.id}`);
  await speak(spokenLanguage(chosen ?? person.language));
}

/** The tap that starts the shift; from here on the device sounds and stays awake. */
export function beginShift(floor: Floor): void {
  setFeel({ isNoisy: settingOf(floor, "noise") === "on" });
  startShift();
  floor.shift.value = true;
  void keepShift(floor, floor.link.session.person.peek()?.id ?? null);
}

/** Somebody else scans their badge: the device is theirs as soon as they have said their PIN. */
export function handOver(floor: Floor, badge: string): void {
  floor.badge.value = badge;
  void floor.link.session.signOut();
}

/** Safe at any time: what waits is still sent, under its owner. */
export async function logOut(floor: Floor): Promise<void> {
  await floor.link.session.signOut();
  endShift();
  // At once: the next badge may come before anything else is written.
  batch(() => {
    floor.shift.value = false;
    floor.badge.value = null;
    floor.flow.value = null;
    floor.looked.value = null;
    floor.sheet.value = null;
    floor.keys.value = null;
    floor.told.value = null;
    floor.tote.value = null;
  });
  await keepShift(floor, null);
}

/** Ask once, and say plainly that the answer was no, or that nobody could be asked. */
async function answered(floor: Floor, ask: () => Promise<No | null>): Promise<"yes" | "no" | "away"> {
  floor.isBusy.value = true;
  try {
    const no = await ask();
    if (no === null) tellWorker(floor, null);
    else tellNo(floor, no);
    return no === null ? "yes" : "no";
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
    feel("look");
    tellWorker(floor, { mood: "warn", title: say("noNetwork"), text: say("needsNetwork") });
    return "away";
  } finally {
    floor.isBusy.value = false;
  }
}

function tellNo(floor: Floor, no: No): void {
  feel("wrong");
  tellWorker(floor, { mood: "stop", title: wordsOf(no) });
}
