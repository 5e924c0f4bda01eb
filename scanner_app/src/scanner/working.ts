/** Which work comes next: tasks are claimed ahead, so that one stop leads to the next without a tap. */
import { batch } from "@preact/signals";
import type { TaskKind } from "../contract.ts";
import { begin } from "../work/flow.ts";
import { jobOfTask } from "../work/jobs/task.ts";
import type { FloorTask, Flow, Job } from "../work/types.ts";
import { type Floor, openTasks, tellWorker } from "./floor.ts";
import { keepFlow } from "./keeping.ts";
import { say } from "../words/scanner.ts";
import { isNo, isOutOfReach } from "./reach.ts";

/** How many tasks to hold ahead, so that a dead spot of some minutes costs nothing. */
const PREFETCH = 12;
const ENOUGH = 4;

/** Begin a job; what was undone or heard just before goes along with the device. */
export function beginJob(floor: Floor, job: Job): void {
  batch(() => {
    floor.flow.value = begin(job, floor.flow.peek() ?? undefined);
    floor.looked.value = null;
    floor.sheet.value = null;
    floor.keys.value = null;
  });
  void keepFlow(floor);
}

export function beginTask(floor: Floor, task: FloorTask): void {
  beginJob(floor, jobOfTask(task));
  void claimAhead(floor, task.kind);
}

/** The task of these kinds that is next on the device. */
export function nextKept(floor: Floor, kinds?: readonly TaskKind[]): FloorTask | undefined {
  return openTasks(floor).find((task) => !kinds || kinds.length === 0 || kinds.includes(task.kind));
}

/** Begin work of a kind: what is kept here first, else what the house gives. */
export async function beginKind(floor: Floor, kinds: readonly TaskKind[]): Promise<void> {
  const kept = nextKept(floor, kinds);
  if (kept) return beginTask(floor, kept);
  floor.isBusy.value = true;
  try {
    const claimed = await floor.link.tasks.claim({ ...(kinds.length > 0 ? { kinds } : {}), prefetch: PREFETCH });
    if (isNo(claimed)) return tellWorker(floor, { mood: "info", title: claimed.message });
    const [first] = claimed;
    if (first) beginTask(floor, first);
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
    tellWorker(floor, { mood: "warn", title: say("noNetwork"), text: say("newWorkNeedsNetwork") });
  } finally {
    floor.isBusy.value = false;
  }
}

/** Begin the task that a scanned text belongs to; false when none of those on the device does. */
export function beginScanned(floor: Floor, text: string): boolean {
  const task = openTasks(floor).find((one) => {
    const [first] = one.steps;
    return first?.accepts.some((accepted) => accepted.barcode === text) || one.walk?.number === text;
  });
  if (task) beginTask(floor, task);
  return task !== undefined;
}

/** The job is done: on to the next of its kind, or home. */
export function jobDone(floor: Floor, flow: Flow, kept: Promise<void>): void {
  const { task } = flow.job;
  if (task) {
    floor.finished.value = new Set([...floor.finished.peek(), task.id]);
    void kept.then(() => floor.link.tasks.drop([task.id]));
    const next = nextKept(floor, [task.kind]);
    if (next) return beginTask(floor, next);
  }
  goHome(floor);
  tellWorker(floor, { mood: "ok", title: say("jobDone", { job: flow.job.title }) });
}

/** Leave the job where it is; its tasks stay claimed until their time runs out. */
export function goHome(floor: Floor): void {
  batch(() => {
    floor.flow.value = null;
    floor.looked.value = null;
    floor.sheet.value = null;
    floor.keys.value = null;
  });
  void keepFlow(floor);
}

/** Hold enough ahead for a dead spot; out of reach is no harm here. */
export async function claimAhead(floor: Floor, kind?: TaskKind): Promise<void> {
  const kept = openTasks(floor).filter((task) => !kind || task.kind === kind);
  if (kept.length >= ENOUGH) return;
  try {
    await floor.link.tasks.claim({ ...(kind ? { kinds: [kind] } : {}), prefetch: PREFETCH });
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
  }
}
