/** What the board knows of the location that is looked at: live lists, and figures asked for now and then. */
import { signal, type Signal } from "@preact/signals";
import {
  ApprovalsChanged, CasesChanged, CutOffs, HeatMap, Kpis, PeopleOnFloor, Queues, StockChanged, TaskQueueChanged,
  type ApprovalsChangedAnswer, type CasesChangedAnswer, type CutOffsAnswer, type HeatMapAnswer, type HeatMetric,
  type KpiName, type KpisAnswer, type PeopleOnFloorAnswer, type QueuesAnswer, type StockChangedAnswer, type TaskQueueChangedAnswer,
} from "../contract.ts";
import { ask, SignedOut } from "./wire/ask.ts";
import { type Folded, NOTHING } from "./wire/fold.ts";
import { follow } from "./wire/live.ts";
import { person, type Place } from "./wire/session.ts";

type In<A, K extends string> = A extends { readonly [name in K]: ReadonlyArray<infer T> } ? T : never;
export type StockRow = In<StockChangedAnswer["stockChanged"], "stock">;
export type TaskRow = In<TaskQueueChangedAnswer["taskQueueChanged"], "tasks">;
export type CaseRow = In<CasesChangedAnswer["casesChanged"], "cases">;
export type ApprovalRow = In<ApprovalsChangedAnswer["approvalsChanged"], "approvals">;
export type Queue = NonNullable<QueuesAnswer["queues"]>[number];
export type CutOff = NonNullable<CutOffsAnswer["cutOffs"]>[number];
export type Kpi = NonNullable<KpisAnswer["kpis"]>[number];
export type Heat = NonNullable<HeatMapAnswer["heatMap"]>;
export type Somebody = NonNullable<PeopleOnFloorAnswer["peopleOnFloor"]>[number];

export const stock = signal<Folded<StockRow>>(NOTHING);
export const stockSearch = signal("");
export const tasks = signal<Folded<TaskRow>>(NOTHING);
export const cases = signal<Folded<CaseRow>>(NOTHING);
export const approvals = signal<Folded<ApprovalRow>>(NOTHING);
export const queues = signal<readonly Queue[]>([]);
export const cutOffs = signal<readonly CutOff[] | null>([]);
export const kpis = signal<readonly Kpi[]>([]);
export const heat = signal<Heat | null>(null);
/** Null for those who may not see people. */
export const people = signal<readonly Somebody[] | null>(null);
export const heatMetric = signal<HeatMetric>("PICKS");

const NAMES: readonly KpiName[] = ["LINES_PER_HOUR", "INVENTORY_ACCURACY", "DOCK_TO_STOCK", "FILL_RATE", "SHORT_PICKS"];
const OFTEN_MS = 2_000;
const NOW_AND_THEN_MS = 5_000;
const SELDOM_MS = 15_000;
const SETTLE_MS = 250;

/** Follow everything of a location until the returned function is called. */
export function watchPlace(at: Place): () => void {
  const here = [{ code: at.code }];
  const leaves = [
    follow(TaskQueueChanged, { filter: { locations: here } }, ({ taskQueueChanged: message }) => ({
      message, things: "tasks" in message ? message.tasks : [],
    }), tasks),
    follow(CasesChanged, { filter: { locations: here } }, ({ casesChanged: message }) => ({
      message, things: "cases" in message ? message.cases : [],
    }), cases),
    follow(ApprovalsChanged, { filter: { locations: here } }, ({ approvalsChanged: message }) => ({
      message, things: "approvals" in message ? message.approvals : [],
    }), approvals),
    watchStock(at),
    ...figures(at),
  ];
  return () => leaves.forEach((leave) => leave());
}

/** Follow stock, narrowed to what is searched for; a search waits until the fingers rest. */
function watchStock(at: Place): () => void {
  let leave = (): void => undefined;
  let timer = 0;
  const begin = (): void => {
    leave();
    const search = stockSearch.value.trim() || null;
    leave = follow(StockChanged, { filter: { locations: [{ code: at.code }], search } }, ({ stockChanged: message }) => ({
      message, things: "stock" in message ? message.stock : [],
    }), stock);
  };
  const unwatch = stockSearch.subscribe(() => {
    clearTimeout(timer);
    timer = window.setTimeout(begin, SETTLE_MS);
  });
  return () => {
    unwatch();
    clearTimeout(timer);
    leave();
  };
}

function figures(at: Place): (() => void)[] {
  const here = { code: at.code };
  return [
    poll(OFTEN_MS, async () => keep(queues, (await ask(Queues, { location: here })).queues ?? [])),
    poll(OFTEN_MS, async () => keep(people, (await ask(PeopleOnFloor, { location: here })).peopleOnFloor)),
    poll(NOW_AND_THEN_MS, () => readHeat(here)),
    poll(SELDOM_MS, async () => keep(cutOffs, (await ask(CutOffs, { location: here })).cutOffs)),
    poll(SELDOM_MS, async () => keep(kpis, (await ask(Kpis, { names: NAMES, location: here })).kpis ?? [])),
    heatMetric.subscribe(() => void readHeat(here).catch(() => undefined)),
  ];
}

async function readHeat(location: { readonly code: string }): Promise<void> {
  keep(heat, (await ask(HeatMap, { location, metric: heatMetric.peek() })).heatMap);
}

/** Change a signal only when something is different, so that nothing is painted for nothing. */
function keep<T>(into: Signal<T>, value: T): void {
  if (JSON.stringify(into.peek()) !== JSON.stringify(value)) into.value = value;
}

/** Ask again and again, the next time only after the last answer; a page that nobody sees asks nothing. */
function poll(every: number, read: () => Promise<void>): () => void {
  let isOver = false;
  const turn = async (): Promise<void> => {
    if (isOver) return;
    try {
      if (!document.hidden) await read();
    } catch (trouble) {
      if (trouble instanceof SignedOut) person.value = null;
    }
    setTimeout(() => void turn(), every);
  };
  void turn();
  return () => {
    isOver = true;
  };
}
