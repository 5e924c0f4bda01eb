/** One line of the stock table: what an item, or a bin's part of it, shows. Pure. */
import type { BalanceRow, StockRow } from "../watch.ts";
import type { Change } from "../wire/fold.ts";

export interface Line {
  readonly id: string;
  readonly item: { readonly id: string; readonly sku: string; readonly name: string };
  readonly bin: { readonly id: string; readonly code: string } | null;
  readonly onHand: number;
  readonly held: number;
  readonly free: number;
  /** What is neither held for orders nor free: on the dock, damaged, kept back as safety stock, ... */
  readonly aside: number;
  /** By how much it changed last; 0 when nothing is known of that. */
  readonly by: number;
  /** When it changed last, in milliseconds; 0 when it did not. */
  readonly at: number;
  /** When the board was told, in milliseconds; 0 when it was so from the beginning. */
  readonly toldAt: number;
  readonly is: Readonly<Record<Sieve, boolean>>;
}

export const SIEVES = ["all", "below", "held", "receiving"] as const;
export type Sieve = (typeof SIEVES)[number];
const HELD: ReadonlySet<string> = new Set(["QUALITY_HOLD", "QUARANTINED", "DAMAGED", "RECALLED", "EXPIRED"]);
const COMING: ReadonlySet<string> = new Set(["RECEIVED", "RETURN_PENDING"]);

/** How many lines a sieve lets through; nobody knows before all are read. */
export function countOf(all: readonly Line[], sieve: Sieve, isWhole: boolean): number | "…" {
  return isWhole ? all.filter((line) => line.is[sieve]).length : "…";
}

export function ofItem(row: StockRow, change: Change<StockRow> | undefined): Line {
  const has = (states: ReadonlySet<string>): boolean => row.states.some((one) => states.has(one.state) && one.quantity > 0);
  return {
    id: row.id, item: row.item, bin: null, onHand: row.onHand, held: row.reserved, free: row.available, aside: row.onHand - row.reserved - row.available,
    by: change === undefined ? 0 : row.onHand - (change.before?.onHand ?? 0),
    at: change?.at ?? 0, toldAt: change?.at ?? 0,
    is: { all: true, below: row.available <= 0 || row.available < row.safetyStock, held: has(HELD), receiving: has(COMING) },
  };
}

export function ofBalance(row: BalanceRow, change: Change<BalanceRow> | undefined): Line {
  return {
    id: row.id, item: row.item, bin: row.bin, onHand: row.onHand, held: row.reserved, free: row.available, aside: row.onHand - row.reserved - row.available,
    by: row.lastChange?.onHand ?? 0,
    at: row.lastChange === null ? 0 : new Date(row.lastChange.at).getTime(), toldAt: change?.at ?? 0,
    is: { all: true, below: row.available <= 0, held: HELD.has(row.disposition), receiving: COMING.has(row.disposition) },
  };
}
