/** The job in hand outlives a reload or an empty battery: it is kept, with its owner, after each event. */
import type { Past } from "../link/outbox.ts";
import type { Flow } from "../work/types.ts";
import type { Floor } from "./floor.ts";

interface KeptFlow {
  readonly person: string;
  readonly flow: Flow;
  /** When it stood so. */
  readonly at?: string;
}

const FLOW = "flow";
const SHIFT = "shift";
/** Writing down what is not sent yet must not delay the frame of the scan. */
const AFTER_PAINT_MS = 40;

/** Keep it as it stands once what came of it is safe, so that after a fall nothing is done twice. */
export async function keepFlow(floor: Floor, after: Promise<unknown> = Promise.resolve()): Promise<void> {
  await after;
  await new Promise((later) => setTimeout(later, AFTER_PAINT_MS));
  const person = floor.link.session.person.peek();
  const flow = floor.flow.peek();
  if (person === null) return;
  const kept: KeptFlow | null = flow && !flow.isDone ? { person: person.id, flow, at: floor.link.clock.instant() } : null;
  await floor.link.settings.set(FLOW, kept);
}

/** Take up the job that was in hand, where the same person goes on and it was not sent in the last moment. */
export async function restoreFlow(floor: Floor): Promise<void> {
  const person = floor.link.session.person.peek();
  const kept = floor.link.settings.get<KeptFlow | null>(FLOW);
  if (!person || !kept || kept.person !== person.id) return;
  const history = await floor.link.outbox.history();
  if (isSent(kept.flow, history) || isOvertaken(kept, history)) {
    const task = kept.flow.job.task;
    if (task) await floor.link.tasks.drop([task.id]);
    return;
  }
  floor.flow.value = kept.flow;
}

/** These are told beside the job, and change nothing in it. */
const BESIDE: ReadonlySet<string> = new Set(["openCase", "undoOperation"]);

/** Whether work was kept after the job was: its screen would show as open what is done. The paper or the task begins it anew. */
function isOvertaken({ flow, at = "" }: KeptFlow, history: readonly Past[]): boolean {
  const sent = new Set(flow.sent.map((one) => one.operationId));
  return history.some((past) => past.at > at && !sent.has(past.operationId) && !BESIDE.has(past.operation));
}

function isSent(flow: Flow, history: readonly Past[]): boolean {
  const sent = new Set(flow.sent.map((one) => one.operationId));
  const unsent = [...flow.answers, ...flow.laps.flatMap((lap) => lap.answers)].map((answer) => answer.operationId);
  const task = flow.job.task?.id;
  return history.some((past) => {
    const isOfTask = task !== undefined && past.task === task && !sent.has(past.operationId);
    return isOfTask || unsent.includes(past.operationId);
  });
}

/** Who has started a shift here goes on after a reload without starting it again. */
export function isShiftKept(floor: Floor): boolean {
  const person = floor.link.session.person.peek();
  return person !== null && floor.link.settings.get<string | null>(SHIFT) === person.id;
}

export async function keepShift(floor: Floor, person: string | null): Promise<void> {
  await floor.link.settings.set(SHIFT, person);
}
