/** Stock as it moves: what changed last stands on top, and every number answers "why?". */
import { useComputed, useSignal, type ReadonlySignal, type Signal } from "@preact/signals";
import { Icon } from "../../parts/icon.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { say, type Key } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { stock, stockSearch, type StockRow } from "../watch.ts";
import { now, since } from "../wire/clock.ts";
import type { Change } from "../wire/fold.ts";
import { place } from "../wire/session.ts";
import { ask as askWhy } from "./why.tsx";

/** More rows than anybody reads; the search finds the others. */
const ROWS_MAX = 120;
const NEW_MS = 4_000;

const SIEVES = {
  all: () => true,
  below: (row: StockRow) => row.available <= 0 || row.available < row.safetyStock,
  held: (row: StockRow) => has(row, ["QUALITY_HOLD", "QUARANTINED", "DAMAGED", "RECALLED", "EXPIRED"]),
  receiving: (row: StockRow) => has(row, ["RECEIVED", "RETURN_PENDING"]),
} as const;
type Sieve = keyof typeof SIEVES;

export function Stock() {
  const follows = useSignal(true);
  const sieve = useSignal<Sieve>("all");
  const held = useSignal<readonly string[]>([]);
  const shown = useComputed(() => rowsOf(sieve.value, follows.value, held));
  return (
    <section class="card stock" aria-labelledby="h-st">
      <header>
        <h2 id="h-st">{say("stockLive")}</h2>
        <label class="find end">
          <span class="vh">{say("filterStock")}</span>
          <Icon name="find" />
          <input type="search" placeholder={say("itemOrBin")} value={stockSearch.value} maxLength={100}
            onInput={(event) => { stockSearch.value = event.currentTarget.value; }} />
        </label>
        <button type="button" class="btn hide" aria-pressed={follows.value} onClick={() => { follows.value = !follows.value; }}>
          {follows.value && <Icon name="check" />} {say("follow")}
        </button>
      </header>
      <Sieves chosen={sieve} />
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="h-st"><Rows shown={shown} /></div>
    </section>
  );
}

function Sieves({ chosen }: { readonly chosen: Signal<Sieve> }) {
  const all = [...stock.value.things.values()];
  return (
    <div class="strip" role="group" aria-label={say("filterStock")}>
      {(Object.keys(SIEVES) as Sieve[]).map((one) => (
        <button key={one} type="button" class={`chip ${chosen.value === one ? "act" : ""}`} aria-pressed={chosen.value === one}
          onClick={() => { chosen.value = one; }}>
          {say(`sieve_${one}` as Key & `sieve_${Sieve}`, { count: all.filter(SIEVES[one]).length })}
        </button>
      ))}
    </div>
  );
}

function Rows({ shown }: { readonly shown: ReadonlySignal<readonly StockRow[]> }) {
  const { isWhole, changes } = stock.value;
  if (shown.value.length === 0) return <p class="empty">{isWhole ? say("noStock") : say("loading")}</p>;
  return (
    <table class="data">
      <thead>
        <tr>
          <th class="sku">{say("item")}</th><th>{say("itemName")}</th><th class="n fig">{say("change")}</th>
          <th class="n on">{say("onHand")}</th><th class="n fig">{say("held")}</th><th class="n fig">{say("free")}</th><th class="n fig">{say("moved")}</th>
        </tr>
      </thead>
      <tbody>{shown.value.map((row) => <Row key={row.id} row={row} change={changes.get(row.id)} />)}</tbody>
    </table>
  );
}

function Row({ row, change }: { readonly row: StockRow; readonly change: Change<StockRow> | undefined }) {
  const isNew = change !== undefined && now.value - change.at < NEW_MS;
  const by = change === undefined ? 0 : row.onHand - (change.before?.onHand ?? 0);
  return (
    <tr class={isNew ? "new" : ""}>
      <td><Code>{row.item.sku}</Code></td>
      <td class="nm" title={row.item.name}><Name>{row.item.name}</Name></td>
      <td class="n">{by === 0 ? "" : `${by > 0 ? "+" : "−"}${quantity(Math.abs(by))}`}</td>
      <td class="n"><Figure row={row} number="ON_HAND" value={row.onHand} /></td>
      <td class="n"><Figure row={row} number="HELD" value={row.reserved} /></td>
      <td class="n"><Figure row={row} number="AVAILABLE" value={row.available} /></td>
      <td class="n dim">{change === undefined ? "" : isNew ? say("justNow") : since(change.at)}</td>
    </tr>
  );
}

function Figure({ row, number, value }: { readonly row: StockRow; readonly number: "ON_HAND" | "HELD" | "AVAILABLE"; readonly value: number }) {
  const at = place.value;
  return (
    <button type="button" class="why" aria-haspopup="dialog"
      aria-label={say("whyIsIt", { number: say(`number_${number}`), value, item: row.item.sku })}
      onClick={() => at && askWhy({ number, item: row.item, place: at, bin: null })}>
      {quantity(value)}
    </button>
  );
}

/** What moved last comes first while the list follows; a list that stands keeps its order. */
function rowsOf(sieve: Sieve, follows: boolean, held: Signal<readonly string[]>): readonly StockRow[] {
  const { things, changes } = stock.value;
  if (!follows) return held.peek().flatMap((id) => things.get(id) ?? []).filter(SIEVES[sieve]);
  const rows = [...things.values()].filter(SIEVES[sieve]);
  const moved = (row: StockRow): number => changes.get(row.id)?.at ?? 0;
  rows.sort((one, other) => moved(other) - moved(one) || one.item.sku.localeCompare(other.item.sku));
  const shown = rows.slice(0, ROWS_MAX);
  held.value = shown.map((row) => row.id);
  return shown;
}

function has(row: StockRow, states: readonly string[]): boolean {
  return row.states.some((one) => states.includes(one.state) && one.quantity > 0);
}
