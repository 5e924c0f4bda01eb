/** Stock as lines of one table, item by item or bin by bin; which are shown, in which order. */
import { balances, stock, stockGrain, type BalanceRow, type StockRow } from "../watch.ts";
import type { Change, Folded } from "../wire/fold.ts";

/** More lines than anybody reads; the search finds the others. */
const LINES_MAX = 120;

export interface Line {
  readonly id: string;
  readonly item: { readonly id: string; readonly sku: string; readonly name: string };
  readonly bin: { readonly id: string; readonly code: string } | null;
  readonly onHand: number;
  readonly held: number;
  readonly free: number;
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

/** Return all lines there are, as the table is set. */
export function allLines(): readonly Line[] {
  return stockGrain.value === "bin" ? lines(balances.value, ofBalance) : lines(stock.value, ofItem);
}

export function isWhole(): boolean {
  return (stockGrain.value === "bin" ? balances.value : stock.value).isWhole;
}

/** Which lines the table shows while it stands still, and of what it was asked then. */
export interface Frozen {
  readonly asked: string;
  readonly ids: readonly string[];
}

/** What moved last comes first; a frozen table keeps its lines where they are, with their figures of now. */
export function shownLines(all: readonly Line[], sieve: Sieve, frozen: Frozen | null): readonly Line[] {
  if (frozen !== null) {
    const known = new Map(all.map((line) => [line.id, line]));
    return frozen.ids.flatMap((id) => known.get(id) ?? []);
  }
  return all.filter((line) => line.is[sieve]).sort(byMoved).slice(0, LINES_MAX);
}

function byMoved(one: Line, other: Line): number {
  return other.at - one.at || one.item.sku.localeCompare(other.item.sku) || (one.bin?.code ?? "").localeCompare(other.bin?.code ?? "");
}

function lines<T>(folded: Folded<T>, of: (row: T, change: Change<T> | undefined) => Line): readonly Line[] {
  return [...folded.things].map(([id, row]) => of(row, folded.changes.get(id)));
}

function ofItem(row: StockRow, change: Change<StockRow> | undefined): Line {
  const has = (states: ReadonlySet<string>): boolean => row.states.some((one) => states.has(one.state) && one.quantity > 0);
  return {
    id: row.id, item: row.item, bin: null, onHand: row.onHand, held: row.reserved, free: row.available,
    by: change === undefined ? 0 : row.onHand - (change.before?.onHand ?? 0),
    at: change?.at ?? 0, toldAt: change?.at ?? 0,
    is: { all: true, below: row.available <= 0 || row.available < row.safetyStock, held: has(HELD), receiving: has(COMING) },
  };
}

function ofBalance(row: BalanceRow, change: Change<BalanceRow> | undefined): Line {
  return {
    id: row.id, item: row.item, bin: row.bin, onHand: row.onHand, held: row.reserved, free: row.available,
    by: row.lastChange?.onHand ?? 0,
    at: row.lastChange === null ? 0 : new Date(row.lastChange.at).getTime(), toldAt: change?.at ?? 0,
    is: { all: true, below: row.available <= 0, held: HELD.has(row.disposition), receiving: COMING.has(row.disposition) },
  };
}
