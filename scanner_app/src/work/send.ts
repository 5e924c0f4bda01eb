// Gives out operations: when the last step of one is answered, with an id that nothing else has.
import { inputOf, operationOf } from "./compose.ts";
import { endOfEach, firstOf, goodsOf, isNeedless, stepAt } from "./place.ts";
import type { Run } from "./run.ts";
import type { Answer, Flow, Lap, Line, OperationName, Sent } from "./types.ts";

const SENT_MAX = 20;

/** Give out an operation if this step was its last one. */
export function sendAfter(run: Run, index: number): void {
  const { flow } = run;
  const { operation } = stepAt(flow, index);
  const isLast = !flow.job.steps.some((step, at) => at > index && step.operation === operation && !isNeedless(flow, step));
  if (operation === null || !isLast) return;
  if (index >= endOfEach(flow) && flow.laps.length > 0 && opensInEach(flow, operation)) {
    sendLaps(run, operation);
  } else {
    sendOne(run, operation, flow.answers, flow.line, takeId(run));
  }
}

/** True when what is said for each goes out with the end, not lap by lap. */
export function isGathered(flow: Flow): boolean {
  const end = endOfEach(flow);
  const each = flow.job.steps.slice(firstOf(flow, "EACH"), end);
  const last = flow.job.steps.slice(end);
  return each.some(({ operation }) => {
    return operation !== null && last.some((step) => step.operation === operation);
  });
}

/** Give out something that no step asks for: a short pick, a skip, a case, an undo. */
export function sendPlain(
  run: Run,
  name: OperationName,
  fields: { readonly [field: string]: unknown },
  counts: { readonly sku: string; readonly quantity: number; readonly shown: readonly string[] },
): void {
  const operationId = takeId(run);
  run.operations.push(inputOf(name, { operationId, occurredAt: run.event.at, ...fields }));
  remember(run, { operationId, name, ...counts });
}

function opensInEach(flow: Flow, name: OperationName): boolean {
  const each = flow.job.steps.slice(firstOf(flow, "EACH"), endOfEach(flow));
  return each.some((step) => step.operation === name || step.also.includes(name));
}

function sendLaps(run: Run, name: OperationName): void {
  const { flow } = run;
  const each = firstOf(flow, "EACH");
  const shared = flow.answers.filter((answer) => answer.step < each || answer.step >= endOfEach(flow));
  const isList = flow.job.steps.some((step) => step.operation === name && step.field.includes("."));
  if (isList) {
    const all = [...shared, ...flow.laps.flatMap((lap) => lap.answers)];
    sendOne(run, name, all, null, takeId(run));
    return;
  }
  for (const lap of distinct(flow.laps, name)) {
    const id = lap.answers[0]?.operationId ?? takeId(run);
    sendOne(run, name, [...lap.answers, ...shared], lap.line, id);
  }
}

/** Laps that say the same to an operation are one: two cartons of one shipment. */
function distinct(laps: readonly Lap[], name: OperationName): Lap[] {
  const seen = new Set<string>();
  return laps.filter((lap) => {
    const said = lap.line?.fixed[name];
    const text = said === undefined ? JSON.stringify(lap.answers[0]?.value) : JSON.stringify(said);
    return seen.has(text) ? false : seen.add(text) !== null;
  });
}

function sendOne(
  run: Run,
  name: OperationName,
  answers: readonly Answer[],
  line: Line | null,
  operationId: string,
): void {
  const { flow } = run;
  const told = { name, answers, line, operationId, at: run.event.at };
  run.operations.push(operationOf(flow, told));
  const mine = answers.filter((answer) => answer.operations[0] === name);
  const quantity = mine.find((answer) => answer.field === "quantity")?.value;
  const counted = typeof quantity === "number" ? quantity : 0;
  const sku = line?.item.sku ?? goodsOf(flow);
  if (counted > 0) flow.done = { ...flow.done, [sku]: (flow.done[sku] ?? 0) + counted };
  flow.inLap = [...flow.inLap, operationId];
  const shown = mine.filter((answer) => answer.shown !== "" && answer.value !== true).map((answer) => answer.shown);
  const serials = mine.flatMap(({ field, value }) => (field === "serials" ? (value as readonly string[]) : []));
  remember(run, { operationId, name, sku, quantity: counted, shown, ...(serials.length > 0 ? { serials } : {}) });
}

function remember(run: Run, sent: Omit<Sent, "at" | "isUndone">): void {
  const kept: Sent = { ...sent, at: run.event.at, isUndone: false };
  run.flow.sent = [...run.flow.sent, kept].slice(-SENT_MAX);
  run.flow.before = null;
}

function takeId(run: Run): string {
  const id = run.ids.shift();
  if (id === undefined) throw new RangeError("an event makes three operations at most");
  return id;
}
