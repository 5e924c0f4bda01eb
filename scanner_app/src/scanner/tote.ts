/** The tote on the cart: which one it is, and what follows when another takes its place. */
import type { FloorTask, Flow, Heard } from "../work/types.ts";
import { type Floor, openTasks } from "./floor.ts";

/** The tote on the cart, as far as it is of this walk; a new walk may take another. */
export function toteOf(floor: Floor, { job }: Flow): string | null {
  const tote = floor.tote.value;
  return tote !== null && tote.walk === job.task?.walk?.id ? tote.code : null;
}

/** Where a full tote is to be changed and the job does not name it, it is the one on the cart. */
export function withTote(flow: Flow, tote: string | null): Flow {
  const { asking } = flow;
  return asking?.kind === "newTote" && asking.from === null && tote !== null ? { ...flow, asking: { ...asking, from: tote } } : flow;
}

/** Remember what the goods went into; the stops that are still to come want the new tote too. */
export function rememberTote(floor: Floor, before: Flow, { operations }: Heard): void {
  const last = operations.at(-1);
  const changed = last?.changeTote;
  const into = changed?.to.barcode ?? last?.confirmPick?.into.barcode;
  const walk = before.job.task?.walk?.id;
  if (into && walk) floor.tote.value = { walk, code: into };
  if (changed?.from.barcode && into) void changeStops(floor, before.job.task, { from: changed.from.barcode, to: into });
}

interface Change {
  readonly from: string;
  readonly to: string;
}

async function changeStops(floor: Floor, task: FloorTask | null, { from, to }: Change): Promise<void> {
  const stops = openTasks(floor).filter((one) => one.walk !== null && one.walk.id === task?.walk?.id);
  const changed = stops.map((stop) => ({
    ...stop,
    steps: stop.steps.map((step) => {
      const isIt = step.field === "into" && step.accepts.some(({ barcode }) => barcode === from);
      return isIt ? { ...step, accepts: [{ barcode: to, quantity: null }] } : step;
    }),
  }));
  await floor.link.tasks.keep(changed);
}
