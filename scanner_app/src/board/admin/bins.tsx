/** Bins: find them in walking order, add one, block and unblock. */
import { Bins, BlockBin, SaveBin, UnblockBin, type BinBlock, type BinKind, type BinsAnswer } from "../../contract.ts";
import { Chip } from "../../parts/chip.tsx";
import { Code } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { day } from "../../words/voice.ts";
import { send } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import type { Place } from "../wire/session.ts";
import { Desk } from "./desk.tsx";
import { Choice, CodeLine, Line, NumberLine } from "./fields.tsx";
import { Form, text, whole, type Editing } from "./form.tsx";
import { PrintButton } from "../panels/print.tsx";

type Bin = BinsAnswer["bins"]["nodes"][number];
const KINDS: readonly BinKind[] = ["PICK_FACE", "RESERVE", "DOCK", "STAGE", "PACK", "OUTBOUND_STAGE", "RETURNS", "INSPECTION", "QUARANTINE", "CART"];
const BLOCKS: readonly BinBlock[] = ["BOTH", "INBOUND", "OUTBOUND"];

export function BinsPage({ at }: { readonly at: Place }) {
  return (
    <Desk
      title={say("page_bins")}
      read={async ({ search, ...page }) => (await ask(Bins, { filter: { location: { code: at.code }, codePrefix: search }, ...page })).bins}
      columns={[say("bin"), say("kindOfBin"), say("holds"), { head: say("state"), look: "wide" }, say("counted"), { head: "", look: "act1" }]}
      codeOf={(bin) => bin.code}
      cells={(bin) => <Cells bin={bin} at={at} />}
      adds="EDIT_MASTER_DATA"
      form={({ one, ...editing }) => (one === null ? <NewBin at={at} {...editing} /> : <BlockForm at={at} bin={one} {...editing} />)}
    />
  );
}

function Cells({ bin, at }: { readonly bin: Bin; readonly at: Place }) {
  return (
    <>
      <td>{say(`bin_${bin.kind}`)}</td>
      <td>{bin.fixedItem && <Code>{bin.fixedItem.sku}</Code>}</td>
      <td>{bin.block ? <Chip icon="lock" mood="warn">{say(`block_${bin.block}`)} <bdi>{bin.blockReason}</bdi></Chip> : !bin.isActive && say("notInUse")}</td>
      <td class="dim">{bin.lastCountedAt ? day(bin.lastCountedAt) : say("never")}</td>
      <td class="n"><PrintButton at={at} subjects={[{ bin: { id: bin.id } }]} /></td>
    </>
  );
}

type FormLook = Omit<Editing<Bin>, "one"> & { readonly at: Place };

function NewBin({ at, ...editing }: FormLook) {
  const save = (given: FormData) => send(SaveBin, {
    location: { code: at.code },
    code: text(given, "code"),
    kind: text(given, "kind") as BinKind | null,
    aisle: text(given, "aisle"),
    bay: text(given, "bay"),
    level: text(given, "level"),
    sequence: whole(given, "sequence"),
  });
  return (
    <Form title={say("newBin")} save={save} {...editing}>
      <CodeLine label={say("bin")} name="code" />
      <Choice label={say("kindOfBin")} name="kind" chosen="RESERVE" options={KINDS.map((one) => [one, say(`bin_${one}`)] as const)} />
      <Line label={say("aisle")} name="aisle" maxLength={20} />
      <Line label={say("bay")} name="bay" maxLength={20} />
      <Line label={say("level")} name="level" maxLength={20} />
      <NumberLine label={say("sequence")} name="sequence" />
    </Form>
  );
}

function BlockForm({ bin, at, ...editing }: FormLook & { readonly bin: Bin }) {
  const here = { bin: { id: bin.id }, location: { code: at.code } };
  const save = (given: FormData) => (bin.block
    ? send(UnblockBin, here)
    : send(BlockBin, { ...here, block: text(given, "block") as BinBlock, reason: text(given, "reason") ?? "" }));
  return (
    <Form title={bin.code} action={bin.block ? say("unblock") : say("block")} save={save} {...editing}>
      {bin.block
        ? <p dir="auto">{bin.blockReason}</p>
        : (
          <>
            <Choice label={say("block")} name="block" chosen="BOTH" options={BLOCKS.map((one) => [one, say(`block_${one}`)] as const)} />
            <Line label={say("reason")} name="reason" required />
          </>
        )}
    </Form>
  );
}
