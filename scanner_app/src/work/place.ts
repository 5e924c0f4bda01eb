// Where a flow is: what the next scan may answer, what may be passed over, how much is wanted.
import type { Flow, Part, Step, Weighs } from "./types.ts";

/** The step at an index; it must be there. */
export function stepAt(flow: Flow, index: number): Step {
  const step = flow.job.steps[index];
  if (step === undefined) throw new RangeError(`there is no step ${index}`);
  return step;
}

/** Index of the first step of a part; the number of steps when there is none. */
export function firstOf(flow: Flow, part: Part): number {
  const index = flow.job.steps.findIndex((step) => step.part === part);
  return index < 0 ? flow.job.steps.length : index;
}

/** Index behind the last step that is said for each. */
export function endOfEach(flow: Flow): number {
  return flow.job.steps.findLastIndex((step) => step.part === "EACH") + 1;
}

/** True when a step was answered and that is not sent yet. */
export function isAnswered(flow: Flow, index: number): boolean {
  return flow.answers.some((answer) => answer.step === index);
}

/** True when nothing was said of the one that comes next. */
export function isLapEmpty(flow: Flow): boolean {
  const from = firstOf(flow, "EACH");
  return flow.counted === 0 && !flow.answers.some((answer) => answer.step >= from);
}

/** True when some of the many were done: only then the end can come. */
export function hasLaps(flow: Flow): boolean {
  return flow.laps.length > 0 || Object.values(flow.done).some((done) => done > 0);
}

/** By what goods are known in `done`. */
export function goodsOf(flow: Flow): string {
  return flow.line?.item.sku ?? flow.job.task?.item?.sku ?? "";
}

/** How many of these goods this flow has done. */
export function doneOf(flow: Flow): number {
  return flow.done[goodsOf(flow)] ?? 0;
}

/** How many are still wanted here; null when blind or nobody's business. */
export function wantedOf(flow: Flow, step: Step): number | null {
  const expected = step.expected ?? flow.line?.expected ?? null;
  return expected === null ? null : Math.max(0, expected - doneOf(flow));
}

/** Above what the device says no; null without a limit. */
export function limitOf(flow: Flow, step: Step): number | null {
  const maximum = step.maximum ?? flow.line?.maximum ?? null;
  return maximum === null ? null : Math.max(0, maximum - doneOf(flow));
}

/** What is taken when nothing is said; null when something must be. */
export function presetOf(flow: Flow, step: Step): number | null {
  if (step.preset === null) return null;
  return flow.line === null ? Math.max(0, step.preset - doneOf(flow)) : step.preset;
}

/** True when the worker need not be asked: not of these goods. */
export function isNeedless(flow: Flow, step: Step): boolean {
  const { line } = flow;
  // A task has these steps only where its goods need them.
  const isOfTask = line === null && flow.job.task !== null;
  if (step.kind === "SCAN_LOT") return line?.tracksLot !== true && !isOfTask;
  if (step.kind === "SCAN_SERIAL") return line?.tracksSerial !== true && !isOfTask;
  if (step.kind === "ENTER_WEIGHT") return weighsOf(flow) === null;
  return step.kind === "ENTER_EXPIRY" && flow.line?.hasExpiry !== true;
}

/** What one of the goods in hand weighs, at least and at most; null where they are not sold by weight. */
export function weighsOf(flow: Flow): { readonly least: number; readonly most: number } | null {
  const { leastWeightGrams: least = null, mostWeightGrams: most = null }: Weighs = flow.line?.item ?? flow.job.task?.item ?? {};
  return least === null || most === null ? null : { least, most };
}

/** True when each piece of the goods in hand is named by its serial: the serials say how many. */
export function isBySerial(flow: Flow): boolean {
  return flow.job.steps.some((step) => step.kind === "SCAN_SERIAL" && !isNeedless(flow, step));
}

/** True when the next scan may pass over a step. */
export function isPassable(flow: Flow, index: number): boolean {
  const step = stepAt(flow, index);
  if (step.isOptional || isNeedless(flow, step) || isAnswered(flow, index)) return true;
  if (step.kind === "ENTER_WEIGHT") return labelWeight(flow, piecesOf(flow)) !== null;
  if (isBySerial(flow) && flow.counted === 0) return false;
  if (step.kind !== "ENTER_QUANTITY") return false;
  return flow.counted > 0 || presetOf(flow, step) !== null;
}

const UNSETTLED: ReadonlySet<string> = new Set(["manyMore", "shortReason", "shortWeight", "weighAgain"]);

/** True when a number was said that is not settled: asked about, more than there is, or why it is short. */
export function hasUnsettled({ asking, halt }: Flow): boolean {
  return (asking !== null && UNSETTLED.has(asking.kind)) || halt?.isKeyed === true;
}

/** Steps that the next answer may be for, nearest first. */
export function reach(flow: Flow): number[] {
  const each = firstOf(flow, "EACH");
  const end = endOfEach(flow);
  const isInEach = flow.at >= each && flow.at < end;
  const [ahead, isThrough] = span(flow, flow.at, isInEach ? end : flow.job.steps.length);
  if (!isInEach) {
    return flow.at >= end && each < end ? [...ahead, each] : ahead;
  }
  const canEnd = isLapEmpty(flow) ? hasLaps(flow) : isThrough;
  const wrapped = canEnd && !isLapEmpty(flow) ? [each] : [];
  const closing = canEnd ? span(flow, end, flow.job.steps.length)[0] : [];
  return [...ahead, ...wrapped, ...closing];
}

/** Index of the step that tells how many; -1 when none does. */
export function quantityStep(flow: Flow): number {
  return flow.job.steps.findIndex((step) => step.kind === "ENTER_QUANTITY");
}

/** Index of the step that tells what they weigh; -1 when none does. */
export function weightStep(flow: Flow): number {
  return flow.job.steps.findIndex((step) => step.kind === "ENTER_WEIGHT");
}

/** How many are in hand: as said, else as is usual, else as counted. */
export function piecesOf(flow: Flow): number {
  const index = quantityStep(flow);
  const said = flow.answers.find((answer) => answer.step === index)?.value;
  if (typeof said === "number") return said;
  const preset = index < 0 || isBySerial(flow) ? null : presetOf(flow, stepAt(flow, index));
  return preset !== null && flow.pulls <= 1 ? preset : flow.counted;
}

/** What so many weigh by their labels; null unless each bore its weight, and it can be. */
export function labelWeight(flow: Flow, pieces: number): number | null {
  const { labels } = flow;
  return labels?.pieces === pieces && canWeigh(flow, pieces, labels.grams) ? labels.grams : null;
}

/** Whether so many can weigh that, by what one of them weighs. */
export function canWeigh(flow: Flow, pieces: number, grams: number): boolean {
  const weighs = weighsOf(flow);
  if (weighs === null || pieces < 1) return false;
  return weighs.least * pieces <= grams && grams <= weighs.most * pieces;
}

function span(flow: Flow, from: number, to: number): [number[], boolean] {
  const found: number[] = [];
  for (let index = from; index < to; index += 1) {
    found.push(index);
    if (!isPassable(flow, index)) return [found, false];
  }
  return [found, true];
}
