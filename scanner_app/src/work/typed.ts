// Hears what is tapped or typed: choices, texts, digits in place of a scan, "empty", "done".
import { leave, passTo, say, settle, told, write } from "./advance.ts";
import { addExtra, answerAsked } from "./ask.ts";
import { stopDigits, stopWrongLot } from "./halt.ts";
import { answerTo, lotValue, readOf } from "./judge.ts";
import { missing } from "./laps.ts";
import { endOfEach, hasLaps, isLapEmpty, reach, stepAt } from "./place.ts";
import type { Run } from "./run.ts";
import { hearRead } from "./scans.ts";
import type { EntryMethod, Flow, Scan } from "./types.ts";

/** Hear a tap on a choice. */
export function hearChoice(run: Run, code: string): void {
  const { flow } = run;
  if (answerAsked(run, code)) return;
  const index = reach(flow).find((at) => stepAt(flow, at).choices.some((one) => one.code === code));
  if (index === undefined) {
    run.tone = "look";
    return;
  }
  flow.halt = null;
  passTo(run, index);
  const step = stepAt(flow, index);
  run.tone ??= "ok";
  write(run, told(code), step.field);
  const implied = step.choices.find((one) => one.code === code)?.implies ?? null;
  if (implied !== null) imply(run, implied);
  leave(run);
  settle(run);
}

/** Hear a typed text: a lot, a day, or a code in place of its scan. */
export function hearText(run: Run, text: string): void {
  const { flow } = run;
  if (flow.asking?.kind === "keepReason") {
    answerAsked(run, text);
    return;
  }
  const { kind } = stepAt(flow, flow.at);
  const isDay = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/.test(text);
  if (text === "" || (kind === "ENTER_EXPIRY" && !isDay)) run.tone = "look";
  else if (kind === "SCAN_LOT") sayLot(run, text);
  else if (kind === "ENTER_EXPIRY") say(run, flow.at, told(text, "TYPED"));
  else hearRead(run, readOf(flow, scanOf(text, "TYPED"), null));
}

/** Hear that the bin is empty; zero is said, never assumed. */
export function hearEmpty(run: Run): void {
  const { flow } = run;
  const index = reach(flow).find((at) => stepAt(flow, at).kind === "CONFIRM_EMPTY");
  const from = flow.job.steps.findIndex(({ kind }) => kind === "CONFIRM_EMPTY");
  const isJustPast = from >= 0 && flow.at === from + 1 && isLapEmpty(flow) && !hasLaps(flow);
  if (index === undefined && !isJustPast) {
    run.tone = "look";
    return;
  }
  say(run, from, told(true));
  finishAgain(run);
}

/** Hear check digits, or the last four under the bars. */
export function hearDigits(run: Run, digits: string): void {
  const { flow } = run;
  for (const index of reach(flow)) {
    const step = stepAt(flow, index);
    const [bin] = step.accepts;
    if (step.kind === "SCAN_BIN" && step.checkDigits === digits && bin !== undefined) {
      flow.halt = null;
      hearRead(run, readOf(flow, scanOf(bin.barcode, "CHECK_DIGITS"), null));
      return;
    }
    const found = endingWith(flow, index, digits);
    if (found === null) continue;
    flow.halt = null;
    hearRead(run, readOf(flow, scanOf(found, "TYPED"), null));
    return;
  }
  stopDigits(run, flow.at, digits);
}

/** Take the one thing that is right here, without any proof. */
export function takeUnproved(run: Run): void {
  const { flow } = run;
  const [accepted] = stepAt(flow, flow.at).accepts;
  if (accepted === undefined) return;
  hearRead(run, readOf(flow, scanOf(accepted.barcode, "UNPROVED"), null));
}

/** Hear that goods are damaged: what is received next is set aside. */
export function hearDamaged(run: Run): void {
  const { flow } = run;
  const index = flow.job.steps.findIndex((step) => step.operation === "receiveLine");
  run.tone = "look";
  if (index < 0) return;
  addExtra(run, "discrepancy", "DAMAGED", index);
  addExtra(run, "disposition", "DAMAGED", index);
}

/** Hear "done": the job ends as far as it got. */
export function hearFinish(run: Run): void {
  const { flow } = run;
  const end = endOfEach(flow);
  const last = flow.job.steps[end];
  const canEnd = isLapEmpty(flow) || reach(flow).some((index) => index < flow.at || index >= end);
  flow.halt = null;
  if (flow.answers.length > 0 && (!canEnd || end === 0)) {
    flow.asking = { kind: "leave" };
    run.tone = "look";
  } else if (end > 0 && last?.kind === "CONFIRM_DONE") {
    close(run, end);
  } else if (end > 0 && last !== undefined && last.again !== null && canFinish(flow)) {
    finishAgain(run);
  } else if (end > 0 && last !== undefined && (flow.answers.length > 0 || flow.laps.length > 0)) {
    // It goes out with the scan that ends it, such as the lane: without that nothing is done.
    run.tone = "look";
  } else {
    flow.isDone = true;
    run.tone = hasLaps(flow) ? "taskDone" : "ok";
  }
}

function canFinish(flow: Flow): boolean {
  return hasLaps(flow) || !isLapEmpty(flow);
}

function close(run: Run, end: number): void {
  const { flow } = run;
  passTo(run, end);
  const lines = missing(flow);
  if (lines.length === 0) {
    say(run, end, told(true));
    return;
  }
  flow.asking = { kind: "closeShort", lines };
  run.tone = "look";
}

/** Give the answer again that the last step wants again. */
function finishAgain(run: Run): void {
  const { flow } = run;
  const end = endOfEach(flow);
  const again = stepAt(flow, end).again;
  const before = again === null ? null : answerTo(flow, again);
  if (before !== null) say(run, end, { ...before });
}

function imply(run: Run, code: string): void {
  const { flow } = run;
  const here = flow.at;
  const next = flow.job.steps[here + 1];
  if (next === undefined || !next.choices.some((one) => one.code === code)) return;
  flow.at = here + 1;
  write(run, told(code), next.field);
  flow.at = here;
}

function sayLot(run: Run, text: string): void {
  const { flow } = run;
  const step = stepAt(flow, flow.at);
  const isRight = step.accepts.length === 0 || step.accepts.some(({ barcode }) => barcode === text);
  if (!isRight) {
    stopWrongLot(run, readOf(flow, scanOf(text, "TYPED"), null), flow.at);
    return;
  }
  flow.halt = null;
  say(run, flow.at, { ...told(text, "TYPED"), value: lotValue(step, text) });
}

/** The one barcode at a step that ends with these digits; null when it is none or several. */
function endingWith(flow: Flow, index: number, digits: string): string | null {
  const step = stepAt(flow, index);
  if (digits.length < 4 || (step.kind !== "SCAN_ITEM" && step.kind !== "SCAN_CONTAINER")) return null;
  const groups = step.kind === "SCAN_ITEM" ? flow.job.lines.map((line) => line.accepts) : [];
  const found = [step.accepts, ...groups]
    .map((accepts) => accepts.find(({ barcode }) => barcode.endsWith(digits))?.barcode)
    .filter((barcode) => barcode !== undefined);
  const [first] = found;
  return first !== undefined && new Set(found).size === 1 ? first : null;
}

function scanOf(text: string, method: EntryMethod): Scan {
  return { text, symbology: null, elements: [], method };
}
