/** Stock as lines of one table, item by item or bin by bin; which are shown, in which order. */
import { balances, stock, stockGrain } from "../watch.ts";
import type { Change, Folded } from "../wire/fold.ts";
import { ofBalance, ofItem, type Line, type Sieve } from "./line.ts";

/** More lines than anybody reads; the search finds the others. */
const LINES_MAX = 120;

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
