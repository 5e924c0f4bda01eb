// Takes back: first what was said and not sent, then the last operation, by an entry of its own.
import { endOfEach, firstOf } from "./place.ts";
import type { Run } from "./run.ts";
import { sendPlain } from "./send.ts";
import type { Flow, OperationName, Sent } from "./types.ts";

/** What the house can take back; the rest a supervisor sets right. */
export const UNDOABLE: ReadonlySet<OperationName> = new Set<OperationName>([
  "changeDisposition",
  "confirmPick",
  "confirmPutaway",
  "moveStock",
  "packItem",
  "packTote",
  "putBack",
  "receiveLine",
  "submitCount",
]);

/** So many things that were said and not sent can be taken back. */
const BEFORE_MAX = 20;

/** A flow to come back to; what was long before it is forgotten, so that a long count stays small. */
export function remembered(flow: Flow, left: number = BEFORE_MAX): Flow {
  if (flow.before === null) return flow;
  return { ...flow, before: left === 1 ? null : remembered(flow.before, left - 1) };
}

/** Take back what was said last, or an operation of the drawer. */
export function hearUndo(run: Run, target: string | null): void {
  const { flow } = run;
  const { before } = flow;
  run.tone = "ok";
  if (target === null && before !== null) {
    Object.assign(flow, { ...before, sent: flow.sent, last: null, halt: null, asking: null });
    return;
  }
  const sent = flow.sent.findLast((one) => {
    return !one.isUndone && (target === null || one.operationId === target);
  });
  if (sent === undefined || !UNDOABLE.has(sent.name)) run.tone = "look";
  else undo(run, sent);
}

function undo(run: Run, sent: Sent): void {
  const { flow } = run;
  const { sku } = sent;
  sendPlain(run, "undoOperation", { target: sent.operationId }, { sku, quantity: 0, shown: sent.shown });
  flow.sent = flow.sent.slice(0, -1).map((one) => {
    return one.operationId === sent.operationId ? { ...one, isUndone: true } : one;
  });
  flow.halt = null;
  flow.asking = null;
  flow.last = null;
  if (sku in flow.done) {
    flow.done = { ...flow.done, [sku]: Math.max(0, (flow.done[sku] ?? 0) - sent.quantity) };
  }
  if (!flow.isDone && endOfEach(flow) > 0 && flow.at >= endOfEach(flow)) flow.at = firstOf(flow, "EACH");
}
