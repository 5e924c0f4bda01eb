/** Which work comes next: tasks are claimed ahead, so that one stop leads to the next without a tap. */
import { batch, effect } from "@preact/signals";
import type { TaskKind } from "../contract.ts";
import { begin } from "../work/flow.ts";
import { newId } from "../link/ids.ts";
import { batchJob } from "../work/jobs/inbound.ts";
import { jobOfTask } from "../work/jobs/task.ts";
import type { FloorTask, Flow, Job } from "../work/types.ts";
import { type Floor, openTasks, tellWorker } from "./floor.ts";
import { keepFlow } from "./keeping.ts";
import { say } from "../words/scanner.ts";
import { titleOf } from "./view.ts";
import { isNo, isOutOfReach } from "./reach.ts";
import { wordsOf } from "./refused.ts";

/** How many tasks to hold ahead, so that a dead spot of some minutes costs nothing; others want work too. */
const PREFETCH = 5;
/** The stops of a walk are nobody else's. */
const WALK_PREFETCH = 12;
const ENOUGH = 4;

/** Begin a job; what was undone or heard just before goes along with the device. */
export function beginJob(floor: Floor, job: Job): void {
  batch(() => {
    floor.flow.value = begin(job, floor.flow.peek() ?? undefined);
    floor.looked.value = null;
    floor.wanted.value = null;
    floor.sheet.value = null;
    floor.keys.value = null;
  });
  void keepFlow(floor);
}

export function beginTask(floor: Floor, task: FloorTask): void {
  beginJob(floor, jobOfTask(task));
  void claimAhead(floor, task.kind);
}

/** The task of these kinds that is next on the device; the stops of a walk in their order. */
export function nextKept(floor: Floor, kinds?: readonly TaskKind[]): FloorTask | undefined {
  const [first, ...others] = openTasks(floor).filter((task) => !kinds || kinds.length === 0 || kinds.includes(task.kind));
  if (!first?.walk) return first;
  const walk = others.filter((task) => task.walk?.id === first.walk?.id);
  return [first, ...walk].toSorted((one, other) => one.sequence - other.sequence)[0];
}

/** Carry all that is to be put away here at once: scan each, then the bin. */
export function beginBatch(floor: Floor): void {
  const tasks = openTasks(floor).filter((task) => task.kind === "PUT_AWAY");
  beginJob(floor, batchJob(newId(), tasks));
}

/** Begin work of a kind: what is kept here first, else what the house gives. */
export async function beginKind(floor: Floor, kinds: readonly TaskKind[]): Promise<void> {
  if (floor.isBusy.peek()) return;
  tellWorker(floor, null);
  const kept = nextKept(floor, kinds);
  if (kept) return beginTask(floor, kept);
  floor.isBusy.value = true;
  try {
    const asked = floor.link.tasks.claim({ ...(kinds.length > 0 ? { kinds } : {}), prefetch: prefetchOf(kinds) });
    const claimed = await soonest(floor, kinds, asked);
    const first = nextKept(floor, kinds);
    if (first) beginTask(floor, first);
    else if (isNo(claimed)) tellWorker(floor, { mood: "info", title: wordsOf(claimed) });
    // All that the house speaks of was done here just now, and it has not heard of that.
    else tellWorker(floor, { mood: "warn", title: say("stillSending"), text: say("stillSendingText") });
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
    tellWorker(floor, { mood: "warn", title: say("noNetwork"), text: say("newWorkNeedsNetwork") });
  } finally {
    floor.isBusy.value = false;
  }
}

/** Wait for the answer, or until a claim that was asked for before brings such work. */
function soonest<A>(floor: Floor, kinds: readonly TaskKind[], asked: Promise<A>): Promise<A | object> {
  let stop = (): void => undefined;
  const brought = new Promise<object>((resolve) => {
    stop = effect(() => void (nextKept(floor, kinds) && resolve({})));
  });
  return Promise.race([asked, brought]).finally(() => stop());
}

/** Begin the task that a scanned text belongs to; false when none of those on the device does. */
export function beginScanned(floor: Floor, text: string, kind?: TaskKind): boolean {
  const task = openTasks(floor).find((one) => {
    const [first] = one.steps;
    if (kind !== undefined && one.kind !== kind) return false;
    return first?.accepts.some((accepted) => accepted.barcode === text) || one.walk?.number === text;
  });
  if (task) beginTask(floor, task);
  return task !== undefined;
}

/** What a finished job leaves: its tasks, and the promise that what came of it is safe. */
export interface Finished {
  readonly tasks: readonly string[];
  readonly kept: Promise<void>;
  /** What it did, in words; null where nothing came of it. */
  readonly note: string | null;
}

/** The job is done: on to the next of its kind, or home. */
export function jobDone(floor: Floor, flow: Flow, { tasks, kept, note }: Finished): void {
  rememberEnded(floor, tasks);
  floor.finished.value = new Map([...floor.finished.peek(), ...tasks.map((id) => [id, fenceOf(floor, id)] as const)]);
  void kept.then(() => floor.link.tasks.drop(tasks));
  const { task } = flow.job;
  const next = task && nextKept(floor, [task.kind]);
  if (next) return beginTask(floor, next);
  goHome(floor);
  // What was skipped comes again, and whatever else has come up meanwhile.
  if (task) void kept.then(() => claimAhead(floor));
  if (note === null) tellWorker(floor, { mood: "info", title: say("nothingDone"), text: titleOf(flow) });
  else tellWorker(floor, { mood: "ok", title: say("jobDone", { job: titleOf(flow) }), text: note });
}

/** The claim under which a task was done. */
function fenceOf(floor: Floor, id: string): number {
  return floor.link.tasks.kept.peek().find((task) => task.id === id)?.fence ?? Number.MAX_SAFE_INTEGER;
}

/** As many as the undo drawer shows. */
const ENDED_MAX = 20;

function rememberEnded(floor: Floor, ids: readonly string[]): void {
  for (const task of openTasks(floor)) if (ids.includes(task.id)) floor.ended.set(task.id, task);
  for (const id of [...floor.ended.keys()].slice(0, -ENDED_MAX)) floor.ended.delete(id);
}

/** A task that was taken back is work again as soon as the house gives it to this worker. */
export function reopen(floor: Floor, id: string): void {
  floor.finished.value = new Map([...floor.finished.peek()].filter(([one]) => one !== id));
}

/** Whether nothing is said yet of the job in hand, or none is: another may take its place. */
export function isAtLeisure(floor: Floor): boolean {
  const flow = floor.flow.peek();
  return flow === null || (flow.answers.length === 0 && flow.laps.length === 0 && flow.counted === 0);
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

/** After a refusal the house still holds what is ours: ask for it again. */
export async function claimAgain(floor: Floor): Promise<void> {
  floor.finished.value = new Map();
  await claimQuietly(floor, {});
}

/** Hold enough ahead for a dead spot; out of reach is no harm here. */
export async function claimAhead(floor: Floor, kind?: TaskKind): Promise<void> {
  const kept = openTasks(floor).filter((task) => !kind || task.kind === kind);
  if (kept.length >= ENOUGH) return;
  await claimQuietly(floor, kind ? { kinds: [kind] } : {});
}

/** As many as one may hold, where the worker chooses which comes next. */
const MOST = 20;

export function claimMore(floor: Floor, kind: TaskKind): Promise<void> {
  return claimQuietly(floor, { kinds: [kind], prefetch: MOST });
}

function prefetchOf(kinds: readonly TaskKind[]): number {
  return kinds.includes("PICK") ? WALK_PREFETCH : PREFETCH;
}

interface WantedWork {
  readonly kinds?: readonly TaskKind[];
  readonly prefetch?: number;
}

async function claimQuietly(floor: Floor, wanted: WantedWork): Promise<void> {
  try {
    await floor.link.tasks.claim({ prefetch: prefetchOf(wanted.kinds ?? []), ...wanted });
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
  }
}
