/** Bins: find them in walking order, add one, block and unblock. */
import { useSignal } from "@preact/signals";
import { Bins, BlockBin, SaveBin, UnblockBin, type BinBlock, type BinKind, type BinsAnswer } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Code } from "../../parts/code.tsx";
import { Field } from "../../parts/field.tsx";
import { say } from "../../words/board.ts";
import { day } from "../../words/voice.ts";
import { send, type Said } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import { may, type Place } from "../wire/session.ts";
import { Choice } from "./choice.tsx";
import { Form, text, whole } from "./form.tsx";
import { List } from "./list.tsx";
import { PrintButton } from "./print.tsx";

type Bin = BinsAnswer["bins"]["nodes"][number];
const KINDS: readonly BinKind[] = ["PICK_FACE", "RESERVE", "DOCK", "STAGE", "PACK", "OUTBOUND_STAGE", "RETURNS", "INSPECTION", "QUARANTINE", "CART"];
const BLOCKS: readonly BinBlock[] = ["BOTH", "INBOUND", "OUTBOUND"];
const PAGE = 50;

export function BinsPage({ at }: { readonly at: Place }) {
  const chosen = useSignal<Bin | "new" | null>(null);
  const turn = useSignal(0);
  const again = (): void => { turn.value += 1; };
  const close = (): void => { chosen.value = null; };
  const open = chosen.value;
  return (
    <div class="beside">
      <List
        title={say("page_bins")}
        turn={turn.value}
        read={async (search, after) => {
          const filter = { location: { code: at.code }, codePrefix: search === "" ? null : search };
          return (await ask(Bins, { filter, first: PAGE, after })).bins;
        }}
        columns={[say("bin"), say("kindOfBin"), say("holds"), say("state"), say("counted"), ""]}
        keyOf={(bin) => bin.id}
        row={(bin) => <Cells bin={bin} at={at} onChoose={() => { chosen.value = bin; }} />}
        acts={may("EDIT_MASTER_DATA") && <Button look="go" onPress={() => { chosen.value = "new"; }}>{say("add")}</Button>}
      />
      {open === "new" && <NewBin at={at} onClose={close} onSaved={again} />}
      {open !== null && open !== "new" && <BlockForm key={open.id} bin={open} at={at} onClose={close} onSaved={again} />}
    </div>
  );
}

function Cells({ bin, at, onChoose }: { readonly bin: Bin; readonly at: Place; readonly onChoose: () => void }) {
  return (
    <>
      <td><button type="button" class="why" onClick={onChoose}><Code>{bin.code}</Code></button></td>
      <td>{say(`bin_${bin.kind}`)}</td>
      <td>{bin.fixedItem && <Code>{bin.fixedItem.sku}</Code>}</td>
      <td>{bin.block ? <Chip icon="lock" mood="warn">{say(`block_${bin.block}`)} {bin.blockReason}</Chip> : !bin.isActive && say("notInUse")}</td>
      <td class="dim">{bin.lastCountedAt ? day(bin.lastCountedAt) : say("never")}</td>
      <td class="n"><PrintButton at={at} subjects={[{ bin: { id: bin.id } }]} /></td>
    </>
  );
}

interface FormLook {
  readonly at: Place;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function NewBin({ at, onClose, onSaved }: FormLook) {
  const save = async (given: FormData): Promise<Said> => {
    const said = await send(SaveBin, {
      operationId: newId(),
      location: { code: at.code },
      code: text(given, "code"),
      kind: text(given, "kind") as BinKind | null,
      aisle: text(given, "aisle"),
      bay: text(given, "bay"),
      level: text(given, "level"),
      sequence: whole(given, "sequence"),
    });
    if (said.isDone) onSaved();
    return said;
  };
  return (
    <Form title={say("newBin")} action={say("save")} onSend={save} onClose={onClose}>
      <Field label={say("bin")} input={{ name: "code", required: true, maxLength: 64, autoComplete: "off" }} />
      <Choice label={say("kindOfBin")} name="kind" chosen="RESERVE" options={KINDS.map((one) => [one, say(`bin_${one}`)] as const)} />
      <Field label={say("aisle")} input={{ name: "aisle", maxLength: 20, autoComplete: "off" }} />
      <Field label={say("bay")} input={{ name: "bay", maxLength: 20, autoComplete: "off" }} />
      <Field label={say("level")} input={{ name: "level", maxLength: 20, autoComplete: "off" }} />
      <Field label={say("sequence")} input={{ name: "sequence", inputMode: "numeric", pattern: "[0-9]*", autoComplete: "off" }} />
    </Form>
  );
}

function BlockForm({ bin, at, onClose, onSaved }: FormLook & { readonly bin: Bin }) {
  const here = { bin: { id: bin.id }, location: { code: at.code } };
  const save = async (given: FormData): Promise<Said> => {
    const said = bin.block
      ? await send(UnblockBin, { operationId: newId(), ...here })
      : await send(BlockBin, { operationId: newId(), ...here, block: text(given, "block") as BinBlock, reason: text(given, "reason") ?? "" });
    if (said.isDone) onSaved();
    return said;
  };
  return (
    <Form title={bin.code} action={bin.block ? say("unblock") : say("block")} onSend={save} onClose={onClose}>
      {bin.block
        ? <p>{bin.blockReason}</p>
        : (
          <>
            <Choice label={say("block")} name="block" chosen="BOTH" options={BLOCKS.map((one) => [one, say(`block_${one}`)] as const)} />
            <Field label={say("reason")} input={{ name: "reason", required: true, maxLength: 200 }} />
          </>
        )}
    </Form>
  );
}
