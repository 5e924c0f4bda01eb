/** Taking back: first what was said since the last operation, then operations, as new entries. */
import { newId } from "../link/ids.ts";
import type { Past } from "../link/outbox.ts";
import { say } from "../words/scanner.ts";
import { undoable } from "../work/look.ts";
import type { Flow } from "../work/types.ts";
import { type Floor, tellWorker } from "./floor.ts";
import { tell } from "./talking.ts";
import { doAgain } from "./working.ts";

/** For so long after a scan one tap takes it back. */
const FRESH_MS = 10_000;

/** What the Undo button does: back one step, or the operation just sent, or the drawer. */
export function undoLast(floor: Floor): void {
  const flow = floor.flow.peek();
  if (flow?.before) return tell(floor, { kind: "undo" });
  void undoFresh(floor, flow);
}

/** What was refused has done nothing, and there is nothing to take back. */
async function undoFresh(floor: Floor, flow: Flow | null): Promise<void> {
  const [last] = flow ? undoable(flow) : [];
  const isFresh = last !== undefined && floor.link.clock.now() - Date.parse(last.at) < FRESH_MS;
  const past = isFresh ? (await floor.link.outbox.history()).find((one) => one.operationId === last.operationId) : undefined;
  if (past?.outcome === "WAITING" || past?.outcome === "APPLIED") return undoOperation(floor, past);
  floor.sheet.value = "undo";
}

/** Take back one own operation; the stop that it ended comes back. */
export async function undoOperation(floor: Floor, { operationId: target, label, task }: Past): Promise<void> {
  floor.sheet.value = null;
  const isOnly = task !== null && (await isOnlyOne(floor, target, task));
  const isOfFlow = floor.flow.peek()?.sent.some((sent) => sent.operationId === target);
  if (isOfFlow) {
    tell(floor, { kind: "undo", target });
  } else {
    const { clock, outbox } = floor.link;
    const undoOperation = { operationId: newId(), occurredAt: clock.instant(), target };
    await outbox.put([{ undoOperation }], { label: say("undoNote", { what: label }), task: null });
  }
  if (isOnly && floor.ended.has(task)) await doAgain(floor, task);
  // What comes back with the answer may be done again.
  else floor.finished.value = new Map();
  tellWorker(floor, { mood: "ok", title: say("undone"), text: label });
}

/** A task that was done in parts comes back with what is left of it, as the house says; else as it was. */
async function isOnlyOne(floor: Floor, target: string, task: string): Promise<boolean> {
  const others = (await floor.link.outbox.history()).filter((one) => one.task === task && one.operationId !== target);
  return others.every(({ outcome }) => outcome === "REFUSED" || outcome === "SKIPPED");
}
