/** Setting a device up, logging in and out, and starting a shift. */
import { batch } from "@preact/signals";
import { endShift, feel, setFeel, startShift } from "../feel/feel.ts";
import type { No } from "../link/session.ts";
import { say } from "../words/scanner.ts";
import { speak, spokenLanguage } from "../words/voice.ts";
import { type Floor, tellWorker } from "./floor.ts";
import { keepShift } from "./keeping.ts";
import { isOutOfReach } from "./reach.ts";
import { settingOf } from "./settings.ts";

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
  const isIn = await answered(floor, () => floor.link.session.signIn(badge, pin));
  floor.keys.value = isIn ? null : "";
  if (!isIn) return;
  floor.badge.value = null;
  await speakAsTheyDo(floor);
}

/** Speak the worker's language: the one chosen on this device, else the one in their record. */
export async function speakAsTheyDo(floor: Floor): Promise<void> {
  const person = floor.link.session.person.peek();
  if (person === null) return;
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
  });
  await keepShift(floor, null);
}

/** Ask once, say a no plainly; true when the answer was yes. */
async function answered(floor: Floor, ask: () => Promise<No | null>): Promise<boolean> {
  floor.isBusy.value = true;
  try {
    const no = await ask();
    if (no === null) tellWorker(floor, null);
    else tellNo(floor, no);
    return no === null;
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
    feel("look");
    tellWorker(floor, { mood: "warn", title: say("noNetwork"), text: say("needsNetwork") });
    return false;
  } finally {
    floor.isBusy.value = false;
  }
}

function tellNo(floor: Floor, no: No): void {
  feel("wrong");
  tellWorker(floor, { mood: "stop", title: no.message });
}
