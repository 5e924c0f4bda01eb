/** Where a lot or a single thing is and where it went, and the word that calls a lot back. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  LotTrace, RecallLot, SerialTrace,
  type Disposition, type ItemsAnswer, type LotTraceAnswer, type SerialTraceAnswer,
} from "../../contract.ts";
import { Chip } from "../../parts/chip.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say, type Key } from "../../words/board.ts";
import { day, quantity } from "../../words/voice.ts";
import { OrderLink } from "../panels/container.tsx";
import { send } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import { may, type Place } from "../wire/session.ts";
import { Line } from "./fields.tsx";
import { Form, text } from "./form.tsx";
import { PrintButton } from "../panels/print.tsx";

export interface Wanted {
  readonly item: ItemsAnswer["items"]["nodes"][number];
  /** One of the two is given. */
  readonly lot: string | null;
  readonly serial: string | null;
}

type OfLot = NonNullable<LotTraceAnswer["lotTrace"]>;
type OfSerial = NonNullable<SerialTraceAnswer["serialTrace"]>;
type Traced = OfLot | OfSerial;
const PARTS = {
  DAMAGED: "part_DAMAGED", EXPIRED: "part_EXPIRED", OBSOLETE: "part_OBSOLETE", QUALITY_HOLD: "part_QUALITY_HOLD",
  QUARANTINE: "part_QUARANTINED", RECALLED: "part_RECALLED", RETURN_PENDING: "part_RETURN_PENDING",
} as const satisfies Readonly<Record<Exclude<Disposition, "USABLE">, Key>>;

async function trace({ item, lot, serial }: Wanted): Promise<Traced | null> {
  const of = { id: item.id };
  if (lot !== null) return (await ask(LotTrace, { item: of, lot: { id: lot } })).lotTrace;
  return (await ask(SerialTrace, { item: of, number: serial ?? "" })).serialTrace;
}

interface TraceLook {
  readonly at: Place;
  readonly wanted: Wanted;
  /** Look at the lot of a single thing. */
  readonly onChoose: (lot: string) => void;
  readonly onRecalled: () => void;
}

export function TraceCard({ at, wanted, onChoose, onRecalled }: TraceLook) {
  const traced = useSignal<Traced | null | "asking" | "away">("asking");
  const read = (): void => void trace(wanted).then((found) => { traced.value = found; }, () => { traced.value = "away"; });
  useEffect(read, []);
  const known = traced.value;
  if (known === "asking") return <p class="card empty" aria-busy="true">{say("loading")}</p>;
  if (known === "away") return <Notice mood="warn" title={say("serverAway")}>{say("tryAgain")}</Notice>;
  if (known === null) return <p class="card empty" role="status">{say("noSuchSerial")}</p>;
  const again = (): void => {
    read();
    onRecalled();
  };
  return (
    <>
      <section class="card">
        <header><h2>{"lot" in known ? say("lot") : say("serial")} <Code>{"lot" in known ? known.lot.number : known.serial.number}</Code></h2></header>
        {"lot" in known && known.lot.isRecalled && <Notice mood="stop" title={say("calledBack")}><span dir="auto">{known.lot.recallReason}</span></Notice>}
        {"serial" in known && known.serial.lot && <OfLotLink lot={known.serial.lot} onChoose={onChoose} />}
        <Holders traced={known} />
        <Receivers traced={known} />
        {"lot" in known && wanted.item.packs.length > 0 && (
          <p class="tools pad0">
            {wanted.item.packs.map((pack) => <PrintButton key={pack.id} at={at} subjects={[{ pack: { id: pack.id } }]} lot={{ id: known.lot.id }} word={`${pack.code} × ${quantity(pack.quantity)}`} />)}
          </p>
        )}
      </section>
      {"lot" in known && !known.lot.isRecalled && may("RECALL_LOT") && <Recall wanted={wanted} onSaved={again} />}
    </>
  );
}

function OfLotLink({ lot, onChoose }: { readonly lot: { readonly id: string; readonly number: string }; readonly onChoose: (lot: string) => void }) {
  return <p class="pad0">{say("lot")} <button type="button" class="why" onClick={() => onChoose(lot.id)}><Code>{lot.number}</Code></button></p>;
}

function Holders({ traced: { balances } }: { readonly traced: Traced }) {
  const lying = balances?.nodes.filter((one) => one.onHand > 0) ?? [];
  return (
    <>
      <h3 class="pad0">{say("whoHolds")}</h3>
      {lying.length === 0 && <p class="dim pad0">{say("nobodyHolds")}</p>}
      {lying.map((one) => (
        <p key={one.id} class="row spread">
          <span><Code>{one.bin.code}</Code> {one.container && <Code>{one.container.code}</Code>} {one.disposition !== "USABLE" && <Chip icon="lock" mood="warn">{say(PARTS[one.disposition])}</Chip>}</span>
          <b>{quantity(one.onHand)}</b>
        </p>
      ))}
      {balances?.pageInfo.hasNextPage && <p class="dim pad0">{say("moreNotShown")}</p>}
    </>
  );
}

function Receivers({ traced: { shipments } }: { readonly traced: Traced }) {
  return (
    <>
      <h3 class="pad0">{say("whoReceived")}</h3>
      {!shipments?.nodes.length && <p class="dim pad0">{say("nobodyReceived")}</p>}
      {shipments?.nodes.map((one) => (
        <p key={one.id} class="row spread">
          <span>{one.order && <OrderLink number={one.order.number} />} <Name>{one.order?.customer?.name ?? ""}</Name></span>
          <span class="dim">{say(`shipment_${one.status}`)} {one.shippedAt && day(one.shippedAt)}</span>
        </p>
      ))}
      {shipments?.pageInfo.hasNextPage && <p class="dim pad0">{say("moreNotShown")}</p>}
    </>
  );
}

function Recall({ wanted, onSaved }: { readonly wanted: Wanted; readonly onSaved: () => void }) {
  const save = (given: FormData) => send(RecallLot, { item: { id: wanted.item.id }, lot: { id: wanted.lot ?? "" }, reason: text(given, "reason") ?? "" });
  return (
    <Form title={say("callBack")} action={say("callBack")} save={save} onSaved={onSaved}>
      <p>{say("callBackMeans")}</p>
      <Line label={say("reason")} name="reason" required />
    </Form>
  );
}
