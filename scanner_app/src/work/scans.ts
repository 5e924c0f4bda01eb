// Hears the trigger: counts it, takes it, changes what was said, or stops.
import { take, write } from "./advance.ts";
import { askKeepReason, hearTote } from "./ask.ts";
import { isTwice, wrongLotAt } from "./exactly.ts";
import { isTooMany, keeping, stop, stopTooMany, stopTwice, stopWrongLot } from "./halt.ts";
import { fitOf, readOf, thingWanted, type Fit, type Read } from "./judge.ts";
import { isAnswered, quantityStep, reach, stepAt } from "./place.ts";
import type { Run } from "./run.ts";
import { thingOf } from "./shapes.ts";
import type { Flow, Scan, Target } from "./types.ts";

/** The same code within this time is the same pull of the trigger. */
const SAME_PULL_MS = 700;

/** Hear one scan. */
export function hearScan(run: Run, scan: Scan, given: Target | null): void {
  const { flow, event } = run;
  const read = readOf(flow, scan, given);
  const isSame = isSamePull(flow, read, event.ms);
  flow.last = { text: scan.text, ms: event.ms };
  if (isSame) {
    run.tone = "again";
    return;
  }
  if (hearTote(run, read)) return;
  flow.asking = null;
  hearRead(run, read);
}

/** Take a scan where it fits; the nearest step comes first, and what is sure before a guess. */
export function hearRead(run: Run, read: Read): void {
  const { flow } = run;
  const kept = keeping(flow, read);
  if (kept !== null) {
    keep(run, kept, read);
    return;
  }
  const fit = bestFit(flow, read);
  const wrongLot = fit === null ? -1 : wrongLotAt(flow, fit, read);
  if (fit === null) hearOther(run, read);
  else if (wrongLot >= 0) stopWrongLot(run, read, wrongLot);
  else if (isTwice(flow, fit, read)) stopTwice(run, fit, read);
  else if (isTooMany(flow, fit)) stopTooMany(run, fit, read);
  else {
    flow.halt = null;
    take(run, fit, read);
  }
}

/** Where a scan fits best; null when nowhere. */
export function bestFit(flow: Flow, read: Read): Fit | null {
  const fits = reach(flow).map((index) => fitOf(flow, index, read));
  return fits.find((fit) => fit?.isSure) ?? fits.find((fit) => fit !== null) ?? null;
}

function keep(run: Run, fit: Fit, read: Read): void {
  const wantsReason = run.flow.halt?.wantsReason === true;
  run.flow.halt = null;
  run.keeps = true;
  if (wantsReason) askKeepReason(run, read);
  else take(run, fit, read);
}

/** A scan that no step waits for. */
function hearOther(run: Run, read: Read): void {
  const { flow } = run;
  const { text } = read.scan;
  const thing = thingOf(read.scan, read.target);
  const isUnsaid = flow.answers.length === 0 && flow.laps.length === 0;
  const full = quantityStep(flow);
  if (flow.job.steps.some((step) => step.kind === "SCAN_ANY")) {
    run.calls.push({ kind: "lookUp", text });
    run.tone = "ok";
  } else if (change(run, read)) {
    flow.halt = null;
  } else if (thing === "user") {
    run.calls.push({ kind: "switchUser", badge: text });
    run.tone = "ok";
  } else if (thing === "document" && isUnsaid) {
    run.calls.push({ kind: "begin", text });
    run.tone = "look";
  } else {
    const more = full >= 0 && isAnswered(flow, full) ? fitOf(flow, full, read) : null;
    if (more === null) stop(run, read);
    else stopTooMany(run, more, read);
  }
}

/** A valid scan of a step that is past: another bin, another carton, for what is not sent yet. */
function change(run: Run, read: Read): boolean {
  const { flow } = run;
  const at = flow.at;
  for (let index = at - 1; index >= 0; index -= 1) {
    const step = stepAt(flow, index);
    const isPlace = thingWanted(step) !== undefined && step.kind !== "SCAN_ITEM";
    const isFixed = flow.laps.length > 0 || (step.part !== "ONCE" && step.part !== stepAt(flow, at).part);
    const fit = isPlace && step.again === null ? fitOf(flow, index, read) : null;
    if (fit === null || !fit.isSure) continue;
    const isSame = flow.answers.some((answer) => answer.step === index && answer.key === fit.key);
    if (isFixed && !isSame) return false;
    run.tone = isSame ? "again" : "ok";
    if (isSame) return true;
    flow.at = index;
    write(run, { ...fit, text: read.scan.text, method: read.scan.method }, fit.field);
    flow.at = at;
    return true;
  }
  return false;
}

/** The same code at once is the same pull, unless the flow counts repeats. */
function isSamePull(flow: Flow, read: Read, ms: number): boolean {
  if (flow.last === null || flow.last.text !== read.scan.text) return false;
  if (ms - flow.last.ms >= SAME_PULL_MS || ms < flow.last.ms) return false;
  const step = stepAt(flow, flow.at);
  const isCounting = step.kind === "ENTER_QUANTITY" && step.preset === null;
  return !(isCounting && fitOf(flow, flow.at, read) !== null);
}
