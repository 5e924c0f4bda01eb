// Hears a number from the keypad, and the button that means all of them.
import { say, settle, told } from "./advance.ts";
import { isAnswered, isBySerial, limitOf, quantityStep, reach, stepAt, wantedOf, weightStep } from "./place.ts";
import { mayKeepMore } from "./halt.ts";
import type { Run } from "./run.ts";

/** A number so many times what is expected is asked about. */
const MANY_MORE = 10;

/** Hear how many. */
export function hearQuantity(run: Run, quantity: number): void {
  const { flow } = run;
  const index = quantityStep(flow);
  run.tone = "look";
  if (!Number.isSafeInteger(quantity) || quantity < 0) return;
  // The serials say how many.
  if (isBySerial(flow)) return;
  if (flow.asking?.kind === "shortReason") {
    hearFound(run, quantity);
    return;
  }
  if (index < 0 || !(reach(flow).includes(index) || isAnswered(flow, index))) return;
  const step = stepAt(flow, index);
  // Zero is said, never assumed: only a count takes it.
  if (quantity === 0 && !step.field.includes(".")) return;
  const limit = limitOf(flow, step);
  if (limit !== null && quantity > limit) {
    stopAtLimit(run, index, quantity, limit);
    return;
  }
  const expected = wantedOf(flow, step);
  const isMore = expected !== null && quantity > expected * (mayKeepMore(flow) ? 1 : MANY_MORE);
  if (isMore && !flow.isKept) {
    flow.asking = { kind: "manyMore", quantity, expected };
    return;
  }
  setQuantity(run, quantity);
}

/** Hear "all of them"; where nobody may know how many, it means nothing. */
export function hearAll(run: Run): void {
  const { flow } = run;
  const index = quantityStep(flow);
  const wanted = index < 0 ? null : wantedOf(flow, stepAt(flow, index));
  if (wanted === null || wanted === 0) run.tone = "look";
  else hearQuantity(run, wanted);
}

/** Write a number down, in place of what was counted. */
export function setQuantity(run: Run, quantity: number): void {
  const index = quantityStep(run.flow);
  const isNew = !isAnswered(run.flow, index);
  writeDown(run, index, quantity);
  if (!isNew) weighAnew(run);
}

/** Write down what they weigh, in place of what was said before. */
export function setWeight(run: Run, grams: number): void {
  writeDown(run, weightStep(run.flow), grams);
}

function writeDown(run: Run, index: number, number: number): void {
  const { flow } = run;
  flow.halt = null;
  flow.asking = null;
  run.tone = null;
  if (!isAnswered(flow, index)) {
    say(run, index, told(number));
    return;
  }
  flow.answers = flow.answers.map((answer) => (answer.step === index ? { ...answer, ...told(number) } : answer));
  run.tone = "ok";
}

/** They are more or fewer than were weighed: ask again what they weigh. */
function weighAnew(run: Run): void {
  const { flow } = run;
  const index = weightStep(flow);
  if (index < 0 || !isAnswered(flow, index)) return;
  flow.answers = flow.answers.filter(({ step, field }) => step !== index && field !== "reweighed");
  flow.at = Math.min(flow.at, index);
  settle(run);
}

function hearFound(run: Run, found: number): void {
  const { flow } = run;
  const wanted = wantedOf(flow, stepAt(flow, quantityStep(flow)));
  if (flow.asking?.kind !== "shortReason" || (wanted !== null && found >= wanted)) return;
  flow.asking = { ...flow.asking, found };
  run.tone = "ok";
}

function stopAtLimit(run: Run, index: number, quantity: number, limit: number): void {
  const { flow } = run;
  const item = flow.line?.item ?? flow.job.task?.item ?? null;
  flow.halt = {
    why: "tooMany",
    step: index,
    expected: String(limit),
    expectedName: item?.name ?? "",
    got: String(quantity),
    gotCode: String(quantity),
    gotName: "",
    symbology: null,
    elements: [],
    canKeep: false,
    wantsReason: false,
    isKeyed: true,
  };
  run.tone = "wrong";
}
