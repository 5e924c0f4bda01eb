// Moves a flow on: writes an answer down, passes over what was not said, ends laps and the job.
import { endLap, endRound } from "./laps.ts";
import { lotValue, type Fit, type Read } from "./judge.ts";
import { endOfEach, isAnswered, isBySerial, isLapEmpty, isNeedless, labelWeight, limitOf, piecesOf, presetOf, quantityStep, stepAt, wantedOf } from "./place.ts";
import type { Run } from "./run.ts";
import { sendAfter } from "./send.ts";
import { dayOf, elementOf, gramsOn } from "./shapes.ts";
import type { Answer, EntryMethod, Flow } from "./types.ts";

/** What is written down at a step. */
export type Told = {
  readonly value: unknown;
  readonly shown: string;
  readonly text: string;
  readonly key: string;
  readonly method: EntryMethod;
};

/** A number, a day or a code as it is written down. */
export function told(value: string | number | boolean, method: EntryMethod = "SCANNED"): Told {
  const text = String(value);
  return { value, shown: text, text, key: text, method };
}

/** Take a scan that is right at its step. */
export function take(run: Run, fit: Fit, read: Read): void {
  const { flow } = run;
  passTo(run, fit.step);
  const step = stepAt(flow, flow.at);
  run.tone ??= "ok";
  flow.isKept ||= run.keeps;
  if (step.kind === "ENTER_QUANTITY") {
    flow.counted += fit.said ?? fit.units;
    flow.pulls += 1;
    addLabel(run, read, fit.said ?? fit.units);
    settle(run);
    return;
  }
  if (step.kind === "SCAN_SERIAL") {
    addSerial(run, fit, read);
    settle(run);
    return;
  }
  write(run, { ...fit, text: read.scan.text, method: read.scan.method }, fit.field);
  if (step.kind === "SCAN_ITEM") beginGoods(run, fit, read);
  const isOpen = step.kind === "SCAN_ITEM" && step.accepts.length === 0 && fit.line === null;
  if (isOpen && read.target === null && !run.keeps) run.calls.push({ kind: "check", text: read.scan.text });
  leave(run);
  settle(run);
}

/** One more single thing: the serials say how many. Their item once more says nothing new. */
function addSerial(run: Run, fit: Fit, read: Read): void {
  const { flow } = run;
  if (typeof fit.value !== "string") {
    run.tone = "again";
    return;
  }
  const serials = [...serialsOf(flow), fit.value];
  write(run, { value: serials, shown: "", text: read.scan.text, key: fit.key, method: read.scan.method }, fit.field);
  flow.counted = serials.length;
  addLabel(run, read, 1);
}

/** The single things that were named and are not sent yet. */
export function serialsOf(flow: Flow): readonly string[] {
  const said = flow.answers.find(({ step }) => step >= 0 && stepAt(flow, step).kind === "SCAN_SERIAL")?.value;
  return Array.isArray(said) ? (said as readonly string[]) : [];
}

/** Write down at a step what was typed, tapped or chosen, and go on. */
export function say(run: Run, index: number, said: Told): void {
  passTo(run, index);
  run.tone ??= "ok";
  write(run, said, stepAt(run.flow, run.flow.at).field);
  leave(run);
  settle(run);
}

/** Pass over what was not said, up to a step; one that is behind begins the next lap. */
export function passTo(run: Run, index: number): void {
  const { flow } = run;
  const end = endOfEach(flow);
  for (let left = 2 * flow.job.steps.length; left > 0 && flow.at !== index; left -= 1) {
    if (flow.at >= end && index < flow.at) flow.at = index;
    else if (flow.at < end && index >= end && isLapEmpty(flow)) flow.at = end;
    else pass(run);
  }
}

/** Write an answer at the step where the flow is; it takes the place of an earlier one. */
export function write(run: Run, said: Told, field: string): void {
  const { flow, event } = run;
  const step = stepAt(flow, flow.at);
  const answer: Answer = {
    step: flow.at,
    operations: step.operation === null ? step.also : [step.operation, ...step.also],
    field,
    value: said.value,
    shown: said.shown,
    text: said.text,
    key: said.key,
    method: said.method,
    isKept: flow.isKept,
    operationId: event.operationId,
  };
  const others = flow.answers.filter((other) => other.step !== flow.at);
  flow.answers = [...others, answer].sort((one, other) => one.step - other.step);
}

/** Go behind the step where the flow is; what is complete with it goes out. */
export function leave(run: Run): void {
  const { flow } = run;
  if (isAnswered(flow, flow.at)) sendAfter(run, flow.at);
  flow.at += 1;
  if (flow.at === endOfEach(flow)) endLap(run);
  else if (flow.at >= flow.job.steps.length) endRound(run);
}

/** Answer what needs no asking: the label said it, the count is full, the goods have no lot. */
export function settle(run: Run): void {
  const { flow } = run;
  while (!flow.isDone) {
    const step = stepAt(flow, flow.at);
    const isSerial = step.kind === "SCAN_SERIAL" && !isNeedless(flow, step);
    if (isSerial && !isComplete(flow)) return;
    const isOver = isAnswered(flow, flow.at) || isNeedless(flow, step);
    const known = isOver ? null : knownAt(run);
    if (!isOver && known === null) return;
    if (known !== null) write(run, told(known), step.field);
    leave(run);
  }
}

/** True when every single thing that is wanted was named. */
function isComplete(flow: Flow): boolean {
  const wanted = wantedOf(flow, stepAt(flow, quantityStep(flow)));
  return wanted !== null && flow.counted > 0 && flow.counted >= wanted;
}

/** The number that nobody has to say: all are counted, or their labels weigh them. */
function knownAt(run: Run): number | null {
  const { flow } = run;
  if (stepAt(flow, flow.at).kind === "ENTER_WEIGHT") return labelWeight(flow, piecesOf(flow));
  return isFull(run) ? flow.counted : null;
}

function isFull(run: Run): boolean {
  const { flow } = run;
  const step = stepAt(flow, flow.at);
  if (step.kind === "ENTER_QUANTITY" && isBySerial(flow)) return flow.counted > 0;
  if (step.kind !== "ENTER_QUANTITY" || flow.counted === 0 || flow.isKept) return false;
  const wanted = wantedOf(flow, step);
  const mayBeWhole = step.preset !== null && flow.pulls <= 1;
  return wanted !== null && !mayBeWhole && flow.counted >= wanted;
}

function pass(run: Run): void {
  const { flow } = run;
  const step = stepAt(flow, flow.at);
  if (step.kind === "ENTER_QUANTITY" && !isAnswered(flow, flow.at)) {
    const preset = isBySerial(flow) ? null : presetOf(flow, step);
    const quantity = preset !== null && flow.pulls <= 1 ? preset : flow.counted;
    write(run, told(quantity), step.field);
  }
  const grams = step.kind === "ENTER_WEIGHT" ? labelWeight(flow, piecesOf(flow)) : null;
  if (grams !== null && !isAnswered(flow, flow.at)) write(run, told(grams), step.field);
  leave(run);
}

function beginGoods(run: Run, fit: Fit, read: Read): void {
  const { flow } = run;
  flow.line = fit.line;
  const next = flow.job.steps.findIndex(({ kind }, at) => at > flow.at && kind === "ENTER_QUANTITY");
  if (next < 0) return;
  // A case that holds more than is wanted proves the item; how many of it the worker says.
  const limit = limitOf(flow, stepAt(flow, next));
  const isTooMuch = limit !== null && (fit.said ?? fit.units) > limit;
  const isCounted = !isTooMuch && fit.line?.container !== fit.key && !isBySerial(flow);
  flow.counted = isCounted ? fit.units : 0;
  flow.pulls = isCounted ? 1 : 0;
  flow.labels = { pieces: 0, grams: 0 };
  if (!isBySerial(flow)) addLabel(run, read, fit.said ?? fit.units);
  else if (elementOf(read.scan, "21") !== null) addLabel(run, read, 1);
  fill(run, read, isTooMuch || isBySerial(flow) ? null : fit.said);
  if (isBySerial(flow)) flow.counted = serialsOf(flow).length;
}

/** Add what a label says of its own weight; one that says none leaves its pieces unweighed. */
function addLabel(run: Run, read: Read, pieces: number): void {
  const { flow } = run;
  const grams = gramsOn(read.scan);
  const { labels = { pieces: 0, grams: 0 } } = flow;
  if (grams !== null) flow.labels = { pieces: labels.pieces + pieces, grams: labels.grams + grams };
}

/** Write down what else the label says: how many, of which lot, until when, which one. */
function fill(run: Run, read: Read, said: number | null): void {
  const { flow } = run;
  const here = flow.at;
  const { part } = stepAt(flow, here);
  flow.job.steps.forEach((step, index) => {
    if (index <= here || step.part !== part) return;
    const lot = elementOf(read.scan, "10");
    const serial = isNeedless(flow, step) ? null : elementOf(read.scan, "21");
    if (step.kind === "SCAN_LOT" && lot !== null) fillAt(run, index, { ...told(lot), value: lotValue(step, lot) });
    if (step.kind === "SCAN_SERIAL" && serial !== null) fillAt(run, index, { ...told(serial), value: [serial], shown: "" });
    const value = {
      ENTER_EXPIRY: dayOf(elementOf(read.scan, "17")),
      ENTER_QUANTITY: said,
    }[step.kind as string];
    if (value !== null && value !== undefined) fillAt(run, index, told(value));
  });
}

function fillAt(run: Run, index: number, said: Told): void {
  const { flow } = run;
  const here = flow.at;
  flow.at = index;
  write(run, said, stepAt(flow, index).field);
  flow.at = here;
}
