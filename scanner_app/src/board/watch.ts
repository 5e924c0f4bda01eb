/** What the board knows of the location that is looked at: live lists, and figures asked for now and then. */
import { signal, type Signal } from "@preact/signals";
import {
  ApprovalsChanged, BalancesChanged, BarcodesToApprove, CasesChanged, CutOffs, HeatMap, Kpis, PeopleOnFloor, Queues, StockChanged, TaskQueueChanged,
  type ApprovalsChangedAnswer, type BalancesChangedAnswer, type BarcodesToApproveAnswer, type CasesChangedAnswer, type CutOffsAnswer, type HeatMapAnswer, type HeatMetric,
  type KpiName, type KpisAnswer, type PeopleOnFloorAnswer, type QueuesAnswer, type StockChangedAnswer, type StockFilter, type TaskQueueChangedAnswer,
} from "../contract.ts";
import { ask } from "./wire/ask.ts";
import { type Folded, NOTHING } from "./wire/fold.ts";
import { follow } from "./wire/live.ts";
import { poll } from "./wire/poll.ts";
import type { Place } from "./wire/session.ts";

type In<A, K extends string> = A extends { readonly [name in K]: ReadonlyArray<infer T> } ? T : never;
export type StockRow = In<StockChangedAnswer["stockChanged"], "stock">;
export type BalanceRow = In<BalancesChangedAnswer["stockChanged"], "balances">;
export type TaskRow = In<TaskQueueChangedAnswer["taskQueueChanged"], "tasks">;
export type CaseRow = In<CasesChangedAnswer["casesChanged"], "cases">;
export type ApprovalRow = In<ApprovalsChangedAnswer["approvalsChanged"], "approvals">;
export type Queue = NonNullable<QueuesAnswer["queues"]>[number];
export type CutOff = NonNullable<CutOffsAnswer["cutOffs"]>[number];
export type Kpi = NonNullable<KpisAnswer["kpis"]>[number];
export type Heat = NonNullable<HeatMapAnswer["heatMap"]>;
export type Somebody = NonNullable<PeopleOnFloorAnswer["peopleOnFloor"]>[number];

export type LearnedBarcode = BarcodesToApproveAnswer["itemBarcodes"]["nodes"][number];

export const stock = signal<Folded<StockRow>>(NOTHING);
export const balances = signal<Folded<BalanceRow>>(NOTHING);
export const stockSearch = signal("");
/** Whether stock is shown item by item, or bin by bin. */
export const stockGrain = signal<"item" | "bin">("item");
export const tasks = signal<Folded<TaskRow>>(NOTHING);
export const cases = signal<Folded<CaseRow>>(NOTHING);
export const approvals = signal<Folded<ApprovalRow>>(NOTHING);
/** Barcodes that the floor taught and nobody looked at yet. */
export const learned = signal<readonly LearnedBarcode[]>([]);
export const queues = signal<readonly Queue[]>([]);
/** Null for those who may not see orders. */
export const cutOffs = signal<readonly CutOff[] | null | "asking">("asking");
export const kpis = signal<readonly Kpi[]>([]);
export const heat = signal<Heat | null | "asking">("asking");
/** Null for those who may not see people. */
export const people = signal<readonly Somebody[] | null>(null);
export const heatMetric = signal<HeatMetric>("PICKS");

const NAMES: readonly KpiName[] = ["LINES_PER_HOUR", "INVENTORY_ACCURACY", "DOCK_TO_STOCK", "FILL_RATE", "SHORT_PICKS"];
const OFTEN_MS = 2_000;
const NOW_AND_THEN_MS = 5_000;
const SELDOM_MS = 15_000;
const LEARNED_MAX = 20;
const SETTLE_MS = 250;
/** The least time between two askings. */
const AT_ONCE_MS = 300;
const BRIEFLY_MS = 1_000;

/** Follow everything of a location until the returned function is called. */
export function watchPlace(at: Place): () => void {
  forget();
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

/** Figures of another place are none of this one. */
function forget(): void {
  cutOffs.value = "asking";
  heat.value = "asking";
  queues.value = [];
  kpis.value = [];
  people.value = null;
}

/** Follow stock, narrowed to what is searched for; a search waits until the fingers rest. */
function watchStock(at: Place): () => void {
  let leave = (): void => undefined;
  let timer = 0;
  const begin = (): void => {
    leave();
    leave = followStock({ locations: [{ code: at.code }], search: stockSearch.value.trim() || null });
  };
  const again = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(begin, SETTLE_MS);
  };
  const unwatch = [stockSearch.subscribe(again), stockGrain.subscribe(again)];
  return () => {
    unwatch.forEach((one) => one());
    clearTimeout(timer);
    leave();
  };
}

function followStock(filter: StockFilter): () => void {
  if (stockGrain.peek() === "bin") {
    return follow(BalancesChanged, { filter }, ({ stockChanged: message }) => ({
      message, things: "balances" in message ? message.balances : [],
    }), balances);
  }
  return follow(StockChanged, { filter }, ({ stockChanged: message }) => ({
    message, things: "stock" in message ? message.stock : [],
  }), stock);
}

/** What is counted rather than told is asked for anew as soon as the lists tell of something. */
function figures(at: Place): (() => void)[] {
  const here = { code: at.code };
  const turns = [
    poll(OFTEN_MS, AT_ONCE_MS, async () => keep(queues, (await ask(Queues, { location: here })).queues ?? [])),
    poll(OFTEN_MS, BRIEFLY_MS, async () => keep(people, (await ask(PeopleOnFloor, { location: here })).peopleOnFloor)),
    poll(NOW_AND_THEN_MS, BRIEFLY_MS, () => readHeat(here)),
    poll(SELDOM_MS, BRIEFLY_MS, async () => keep(cutOffs, (await ask(CutOffs, { location: here })).cutOffs)),
    poll(SELDOM_MS, NOW_AND_THEN_MS, async () => keep(kpis, (await ask(Kpis, { names: NAMES, location: here })).kpis ?? [])),
  ];
  const slow = poll(SELDOM_MS, SELDOM_MS, readLearned);
  const poke = (): void => turns.forEach((turn) => turn.poke());
  return [
    slow.end,
    ...turns.map((turn) => turn.end),
    ...[tasks, stock, balances, cases].map((list) => list.subscribe(poke)),
    heatMetric.subscribe(() => void readHeat(here).catch(() => undefined)),
  ];
}

export async function readLearned(): Promise<void> {
  keep(learned, (await ask(BarcodesToApprove, { first: LEARNED_MAX, after: null })).itemBarcodes.nodes);
}

async function readHeat(location: { readonly code: string }): Promise<void> {
  keep(heat, (await ask(HeatMap, { location, metric: heatMetric.peek() })).heatMap);
}

/** Change a signal only when something is different, so that nothing is painted for nothing. */
function keep<T>(into: Signal<T>, value: T): void {
  if (JSON.stringify(into.peek()) !== JSON.stringify(value)) into.value = value;
}
