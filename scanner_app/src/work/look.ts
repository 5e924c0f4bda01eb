// What a screen shows of a flow: the step now, the rail, the count, how far it is.
import { endOfEach, firstOf, isAnswered, isBySerial, isNeedless, limitOf, quantityStep, reach, stepAt, wantedOf } from "./place.ts";
import { missing } from "./laps.ts";
import { UNDOABLE } from "./undo.ts";
import type { Answer, Flow, Line, Sent, Step } from "./types.ts";

/** One place of the rail. */
export type Rung = { readonly step: Step; readonly state: "done" | "now" | "next" };

/** The step that the trigger answers now. */
export function stepNow(flow: Flow): Step {
  return stepAt(flow, Math.min(flow.at, flow.job.steps.length - 1));
}

/** The scans of this stop, in order; what these goods do not need is left out. */
export function railOf(flow: Flow): Rung[] {
  return flow.job.steps.flatMap((step, index): Rung[] => {
    const isScanned = step.kind.startsWith("SCAN") || step.kind.startsWith("CHOOSE");
    if (!isScanned || (isNeedless(flow, step) && !isAnswered(flow, index))) return [];
    if (index === flow.at && !flow.isDone) return [{ step, state: "now" }];
    // It was left out: neither done nor to come.
    if (step.isOptional && index < flow.at && step.part === "ONCE" && !isAnswered(flow, index)) return [];
    const isDone = flow.isDone || isAnswered(flow, index) || (step.part === "ONCE" && index < flow.at);
    return [{ step, state: isDone ? "done" : "next" }];
  });
}

/** How many so far, of how many; `of` is null when blind. */
export function countOf(flow: Flow): { readonly counted: number; readonly of: number | null } {
  const index = quantityStep(flow);
  if (index < 0) return { counted: flow.counted, of: null };
  const said = flow.answers.find((answer) => answer.step === index)?.value;
  const counted = typeof said === "number" ? said : flow.counted;
  return { counted, of: wantedOf(flow, stepAt(flow, index)) };
}

/** What "All 12" would take; null when the button means nothing here. */
export function allOf(flow: Flow): number | null {
  const index = quantityStep(flow);
  if (index < 0 || isBySerial(flow) || !(reach(flow).includes(index) || isAnswered(flow, index))) return null;
  const wanted = wantedOf(flow, stepAt(flow, index));
  return wanted === null || wanted === 0 ? null : wanted;
}

/** Above this the device says no; null without a limit. */
export function maximumOf(flow: Flow): number | null {
  const index = quantityStep(flow);
  return index < 0 ? null : limitOf(flow, stepAt(flow, index));
}

/** Lines done, of how many. */
export function progressOf(flow: Flow): { readonly done: number; readonly of: number } {
  const of = flow.job.lines.length;
  return { done: of - missing(flow).length, of };
}

/** Lines of which something is missing. */
export function linesLeft(flow: Flow): readonly Line[] {
  return missing(flow);
}

/** What was counted or gathered so far: one row for each lap, the open one last. */
export function lapsOf(flow: Flow): readonly { readonly line: Line | null; readonly answers: readonly Answer[] }[] {
  const each = firstOf(flow, "EACH");
  const open = flow.answers.filter((answer) => answer.step >= each && answer.step < endOfEach(flow));
  return open.length === 0 ? flow.laps : [...flow.laps, { line: flow.line, answers: open }];
}

/** True when undo would do something. */
export function canUndo(flow: Flow): boolean {
  return flow.before !== null || undoable(flow).length > 0;
}

/** Operations for the undo drawer, newest first. */
export function undoable(flow: Flow): readonly Sent[] {
  return flow.sent.filter((sent) => !sent.isUndone && UNDOABLE.has(sent.name)).toReversed();
}

/** True when a short pick can be told here. */
export function canBeShort(flow: Flow): boolean {
  return !flow.isDone && flow.job.steps.some((step) => step.operation === "confirmPick");
}
