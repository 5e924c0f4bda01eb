/** Lots: find one by its item, or a single thing by its serial; who holds it, who received it; call it back. */
import { useSignal } from "@preact/signals";
import { Items, Lots, type ItemsAnswer, type LotsAnswer, type Tracking } from "../../contract.ts";
import { Chip } from "../../parts/chip.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { day } from "../../words/voice.ts";
import { ask } from "../wire/ask.ts";
import type { Place } from "../wire/session.ts";
import { Line } from "./fields.tsx";
import { text } from "./form.tsx";
import { List } from "./list.tsx";
import { TraceCard, type Wanted } from "./trace.tsx";

type Item = ItemsAnswer["items"]["nodes"][number];
type Lot = LotsAnswer["lots"]["nodes"][number];
const TOLD_APART: readonly Tracking[] = ["LOT", "SERIAL", "LOT_AND_SERIAL"];

export function LotsPage({ at }: { readonly at: Place }) {
  const chosen = useSignal<Item | null>(null);
  const wanted = useSignal<Wanted | null>(null);
  const turn = useSignal(0);
  const item = chosen.value;
  const choose = (one: Item): void => {
    chosen.value = one;
    wanted.value = null;
  };
  return (
    <div class="beside">
      <div class={item ? "halves" : "whole"}>
        <ToldApart chosen={item} onChoose={choose} />
        {item && item.tracking !== "SERIAL" && (
          <LotsOf key={item.id} item={item} turn={turn.value} onChoose={(lot) => { wanted.value = { item, lot, serial: null }; }} />
        )}
      </div>
      {item && (
        <div class="asides">
          {item.tracking !== "LOT" && <FindSerial key={item.id} onFind={(serial) => { wanted.value = { item, lot: null, serial }; }} />}
          {wanted.value && (
            <TraceCard key={`${wanted.value.lot ?? ""} ${wanted.value.serial ?? ""}`} at={at} wanted={wanted.value}
              onChoose={(lot) => { wanted.value = { item, lot, serial: null }; }} onRecalled={() => { turn.value += 1; }} />
          )}
          {!wanted.value && item.tracking === "LOT" && <p class="card empty">{say("chooseLot")}</p>}
        </div>
      )}
    </div>
  );
}

/** The items whose lots or single things are told apart. */
function ToldApart({ chosen, onChoose }: { readonly chosen: Item | null; readonly onChoose: (one: Item) => void }) {
  return (
    <List
      title={say("toldApart")}
      turn={0}
      read={async ({ search, ...page }) => (await ask(Items, { filter: { search, tracking: TOLD_APART }, ...page })).items}
      columns={[{ head: say("item"), look: "code1" }, { head: say("itemName"), look: "wide" }, say("toldApartBy")]}
      row={(one) => (
        <>
          <td><button type="button" class="why" aria-expanded={one.id === chosen?.id} onClick={() => onChoose(one)}><Code>{one.sku}</Code></button></td>
          <td title={one.name}><Name>{one.name}</Name></td>
          <td class="dim">{say(`tracking_${one.tracking}`)}</td>
        </>
      )}
    />
  );
}

function LotsOf({ item, turn, onChoose }: { readonly item: Item; readonly turn: number; readonly onChoose: (lot: string) => void }) {
  return (
    <List
      title={say("lotsOf", { item: item.sku })}
      turn={turn}
      searches={false}
      read={async ({ first, after }) => (await ask(Lots, { item: { id: item.id }, first, after })).lots}
      columns={[say("lot"), say("expires"), say("supplier"), { head: say("state"), look: "wide" }]}
      row={(lot) => <LotCells lot={lot} onChoose={() => onChoose(lot.id)} />}
    />
  );
}

function LotCells({ lot, onChoose }: { readonly lot: Lot; readonly onChoose: () => void }) {
  return (
    <>
      <td><button type="button" class="why" onClick={onChoose}><Code>{lot.number}</Code></button></td>
      <td class="dim">{lot.expiresOn ? day(lot.expiresOn) : "–"}</td>
      <td class="dim">{lot.supplier && <Name>{lot.supplier.name}</Name>}</td>
      <td>{lot.isRecalled && <Chip icon="lock" mood="stop">{say("calledBack")} <bdi>{lot.recallReason}</bdi></Chip>}</td>
    </>
  );
}

function FindSerial({ onFind }: { readonly onFind: (serial: string) => void }) {
  const find = (form: HTMLFormElement): void => {
    const serial = text(new FormData(form), "serial");
    if (serial !== null) onFind(serial);
  };
  return (
    <form class="card form" onSubmit={(event) => { event.preventDefault(); find(event.currentTarget); }}>
      <div class="fields">
        <Line label={say("serial")} name="serial" required />
        <p class="tools"><button type="submit" class="btn go">{say("find")}</button></p>
      </div>
    </form>
  );
}
