/** Stock as it moves: what changed last stands on top, and every number answers "why?". */
import { useSignal, type Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Icon } from "../../parts/icon.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { say, type Key } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { stockGrain, stockSearch } from "../watch.ts";
import { now, since } from "../wire/clock.ts";
import { place } from "../wire/session.ts";
import { askWhy } from "./opened.ts";
import { countOf, SIEVES, type Line, type Sieve } from "./line.ts";
import { allLines, isWhole, shownLines, type Frozen } from "./stocklines.ts";

const NEW_MS = 4_000;
/** From here on the top line is out of sight. */
const READS_PX = 24;

export function Stock() {
  const follows = useSignal(true);
  const sieve = useSignal<Sieve>("all");
  const list = useRef<HTMLDivElement>(null);
  const leftByScroll = useRef(false);
  const follow = (wanted: boolean): void => {
    leftByScroll.current = false;
    follows.value = wanted;
    if (wanted) list.current?.scrollTo({ top: 0 });
  };
  // Whoever scrolls reads, and lines stand still then; back at the top they move again.
  const scrolled = (top: number): void => {
    if (top > READS_PX && follows.value) {
      leftByScroll.current = true;
      follows.value = false;
    } else if (top === 0 && leftByScroll.current) follow(true);
  };
  const all = allLines();
  return (
    <section class="card stock" aria-labelledby="h-st">
      <header>
        <h2 id="h-st">{say("stockLive")}</h2>
        <Grain />
        <label class="find end">
          <span class="vh">{say("filterStock")}</span>
          <Icon name="find" />
          <input type="search" placeholder={say("itemOrBin")} value={stockSearch.value} maxLength={100}
            onInput={(event) => { stockSearch.value = event.currentTarget.value; }} />
        </label>
        <button type="button" class="btn hide" aria-pressed={follows.value} onClick={() => follow(!follows.value)}>
          {follows.value && <Icon name="check" />} {say("follow")}
        </button>
      </header>
      <Sieves all={all} chosen={sieve} />
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="h-st" ref={list} onScroll={(event) => scrolled(event.currentTarget.scrollTop)}><Lines all={all} sieve={sieve.value} follows={follows.value} /></div>
    </section>
  );
}

function Grain() {
  return (
    <div class="tabs hide" role="group" aria-labelledby="h-st">
      {(["item", "bin"] as const).map((one) => (
        <button key={one} type="button" aria-pressed={stockGrain.value === one} onClick={() => { stockGrain.value = one; }}>{say(`by_${one}`)}</button>
      ))}
    </div>
  );
}

function Sieves({ all, chosen }: { readonly all: readonly Line[]; readonly chosen: Signal<Sieve> }) {
  return (
    <div class="strip" role="group" aria-label={say("filterStock")}>
      {SIEVES.map((one) => (
        <button key={one} type="button" class={`chip ${chosen.value === one ? "act" : ""}`} aria-pressed={chosen.value === one}
          onClick={() => { chosen.value = one; }}>
          {say(`sieve_${one}` as Key & `sieve_${Sieve}`, { count: countOf(all, one, isWhole()) })}
        </button>
      ))}
    </div>
  );
}

interface LinesLook {
  readonly all: readonly Line[];
  readonly sieve: Sieve;
  readonly follows: boolean;
}

function Lines({ all, sieve, follows }: LinesLook) {
  const frozen = useRef<Frozen | null>(null);
  const asked = `${sieve} ${stockGrain.value} ${stockSearch.value}`;
  const isFrozen = !follows && frozen.current?.asked === asked;
  const shown = shownLines(all, sieve, isFrozen ? frozen.current : null);
  // What is asked anew is shown anew, and stands from when it is whole.
  if (!isFrozen && isWhole()) frozen.current = { asked, ids: shown.map((line) => line.id) };
  if (shown.length === 0) return <p class="empty">{isWhole() ? say("noStock") : say("loading")}</p>;
  const isByBin = stockGrain.value === "bin";
  return (
    <table class="data">
      <thead>
        <tr>
          <th class="sku">{say("item")}</th><th>{say("itemName")}</th>{isByBin && <th class="at">{say("bin")}</th>}
          <th class="n on">{say("onHand")}</th><th class="n tiny">{say("held")}</th><th class="n tiny" title={say("asideMeans")}>{say("aside")}</th><th class="n tiny">{say("free")}</th><th class="n fig">{say("moved")}</th>
        </tr>
      </thead>
      <tbody>{shown.map((line) => <Row key={line.id} line={line} isByBin={isByBin} />)}</tbody>
    </table>
  );
}

function Row({ line, isByBin }: { readonly line: Line; readonly isByBin: boolean }) {
  const isNew = line.toldAt > 0 && now.value - line.toldAt < NEW_MS;
  return (
    <tr class={isNew ? "new" : ""}>
      <td><Code>{line.item.sku}</Code></td>
      <td class="nm" dir="auto" title={line.item.name}><Name>{line.item.name}</Name></td>
      {isByBin && <td>{line.bin && <Code>{line.bin.code}</Code>}</td>}
      <td class="n"><Figure line={line} number="ON_HAND" value={line.onHand} /></td>
      <td class="n"><Figure line={line} number="HELD" value={line.held} /></td>
      <td class="n dim">{line.aside === 0 ? "" : quantity(line.aside)}</td>
      <td class="n"><Figure line={line} number="AVAILABLE" value={line.free} /></td>
      <td class="n">
        <bdi dir="ltr">{line.by === 0 ? "" : `${line.by > 0 ? "+" : "−"}${quantity(Math.abs(line.by))}`}</bdi> <span class="dim">{isNew ? say("justNow") : line.at === 0 ? "" : since(line.at)}</span>
      </td>
    </tr>
  );
}

function Figure({ line, number, value }: { readonly line: Line; readonly number: "ON_HAND" | "HELD" | "AVAILABLE"; readonly value: number }) {
  const at = place.value;
  const where = line.bin ? `${line.item.sku}, ${line.bin.code}` : line.item.sku;
  return (
    <button type="button" class="why" aria-haspopup="dialog"
      aria-label={say("whyIsIt", { number: say(`number_${number}`), value, item: where })}
      onClick={() => at && askWhy({ number, item: line.item, place: at, bin: line.bin })}>
      {quantity(value)}
    </button>
  );
}
