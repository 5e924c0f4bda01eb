/** The floor as columns: neighboring bays share one where there are more than fit side by side. Pure. */
import type { HeatMetric } from "../../contract.ts";
import type { Heat, Somebody } from "../watch.ts";

/** So many targets of 24 px fit side by side beside the stock. */
const COLUMNS_MAX = 11;

export interface Columns {
  readonly heads: readonly { readonly first: string; readonly title: string }[];
  /** From a bay to the first bay of its column. */
  readonly of: ReadonlyMap<string, string>;
}

export interface MapCell {
  /** Null when nothing is known of any bay in it. */
  readonly value: number | null;
  readonly isClosed: boolean;
}

/** Put bays into at most 11 columns, as many in each; or aisles into so many rows. */
export function columnsOf(bays: readonly string[], most = COLUMNS_MAX): Columns {
  const sorted = [...new Set(bays)].sort();
  const wide = Math.ceil(sorted.length / most) || 1;
  const heads: { first: string; title: string }[] = [];
  const of = new Map<string, string>();
  for (let at = 0; at < sorted.length; at += wide) {
    const shared = sorted.slice(at, at + wide);
    const first = shared[0] ?? "";
    heads.push({ first, title: shared.length > 1 ? `${first} – ${shared.at(-1) ?? first}` : first });
    for (const bay of shared) of.set(bay, first);
  }
  return { heads, of };
}

/** Return the bays that share a column. */
export function baysOf(columns: Columns, first: string): readonly string[] {
  return [...columns.of].flatMap(([bay, column]) => (column === first ? [bay] : []));
}

/** Return the cells by aisle and column: what is counted is summed, a share is averaged, of ages the oldest is shown. */
export function cellsOf(heat: Heat, columns: Columns, rows: Columns | null = null): ReadonlyMap<string, MapCell> {
  const found = new Map<string, Heat["bays"][number][]>();
  for (const bay of heat.bays) {
    const where = `${rows?.of.get(bay.aisle) ?? bay.aisle} ${columns.of.get(bay.bay) ?? ""}`;
    found.set(where, [...(found.get(where) ?? []), bay]);
  }
  return new Map([...found].map(([where, bays]) => [where, {
    value: together(heat.metric, bays.flatMap((bay) => (bay.value === null ? [] : [bay.value]))),
    isClosed: bays.every((bay) => bay.blocked === bay.bins),
  }]));
}

export function peopleByCell(crew: readonly Somebody[], columns: Columns, rows: Columns | null = null): ReadonlyMap<string, readonly Somebody[]> {
  const found = new Map<string, Somebody[]>();
  for (const one of crew) {
    const column = columns.of.get(one.bin?.bay ?? "");
    if (column === undefined) continue;
    const where = `${rows?.of.get(one.bin?.aisle ?? "") ?? one.bin?.aisle ?? ""} ${column}`;
    found.set(where, [...(found.get(where) ?? []), one]);
  }
  return found;
}

function together(metric: HeatMetric, values: readonly number[]): number | null {
  if (values.length === 0) return null;
  if (metric === "DAYS_SINCE_COUNT") return Math.max(...values);
  const sum = values.reduce((one, other) => one + other, 0);
  return metric === "OCCUPANCY" ? sum / values.length : sum;
}
