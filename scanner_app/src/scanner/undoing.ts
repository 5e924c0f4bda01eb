/** Taking back: first what was said since the last operation, then operations, as new entries. */
import { BEHIND_MS } from "../link/link.ts";
import type { Past } from "../link/outbox.ts";
import { say } from "../words/scanner.ts";
import { undoable } from "../work/look.ts";
import { jobOfTask } from "../work/jobs/task.ts";
import type { Flow } from "../work/types.ts";
import { type Floor, stampNow, tellWorker } from "./floor.ts";
import { isNo, isOutOfReach } from "./reach.ts";
import { tell } from "./talking.ts";
import { beginJob, beginTask, isAtLeisure, reopen } from "./working.ts";

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

/** Take back one own operation. The stop that it ended is work again once the house has said so. */
export async function undoOperation(floor: Floor, past: Past): Promise<void> {
  floor.sheet.value = null;
  const undo = await sendUndo(floor, past);
  const { task, label } = past;
  if (task === null) return tellWorker(floor, { mood: "ok", title: say("undone"), text: label });
  floor.isBusy.value = true;
  tellWorker(floor, { mood: "info", title: say("takingBack"), text: label });
  try {
    const answer = await floor.link.outbox.answered(undo, BEHIND_MS);
    reopen(floor, task);
    // A refusal is told with the news; nothing was taken back, and nothing is to be done again.
    if (answer?.outcome === "REFUSED" || answer?.outcome === "SKIPPED") return tellWorker(floor, null);
    if (answer === null) return redoUnheard(floor, past, undo);
    await redo(floor, task, label);
  } finally {
    floor.isBusy.value = false;
  }
}

/** Send it, through the job in hand where that counts with it; return the id of the undo. */
async function sendUndo(floor: Floor, { operationId: target, label }: Past): Promise<string> {
  const stamp = stampNow(floor);
  if (floor.flow.peek()?.sent.some((sent) => sent.operationId === target)) {
    tell(floor, { kind: "undo", target }, stamp);
  } else {
    const undoOperation = { operationId: stamp.operationId, occurredAt: stamp.at, target };
    await floor.link.outbox.put([{ undoOperation }], { label: say("undoNote", { what: label }), task: null });
  }
  return stamp.operationId;
}

/** Ask for the task anew: what was taken back may be somebody else's by now. */
async function redo(floor: Floor, task: string, label: string): Promise<void> {
  const done = { mood: "ok", title: say("undone"), text: label } as const;
  try {
    const claimed = await floor.link.tasks.claim({ tasks: [task] });
    if (isNo(claimed)) return tellWorker(floor, { mood: "info", title: say("undone"), text: claimed.message });
    const [again] = claimed;
    if (again && isAtLeisure(floor)) beginTask(floor, again);
    tellWorker(floor, done);
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
    tellWorker(floor, { ...done, text: say("undoneLater") });
  }
}

/**
 * The house has not heard of the undo. Where it has not heard either of what is taken back, the task is still this
 * worker's, and what is done again depends on the undo: if that is refused, so is this. Else it comes with a later claim.
 */
async function redoUnheard(floor: Floor, { operationId: target, task: id, outcome }: Past, undo: string): Promise<void> {
  const task = id === null ? undefined : floor.ended.get(id);
  const isOnly = id !== null && outcome === "WAITING" && (await isOnlyOne(floor, target, id));
  const isAgain = task !== undefined && isOnly && isAtLeisure(floor);
  if (isAgain) beginJob(floor, jobOfTask(task, undo));
  tellWorker(floor, { mood: "ok", title: say("undone"), ...(isAgain ? {} : { text: say("undoneLater") }) });
}

/** A task that was done in parts comes back with what is left of it, as the house says; else as it was. */
async function isOnlyOne(floor: Floor, target: string, task: string): Promise<boolean> {
  const others = (await floor.link.outbox.history()).filter((one) => one.task === task && one.operationId !== target);
  return others.every(({ outcome }) => outcome === "REFUSED" || outcome === "SKIPPED");
}
