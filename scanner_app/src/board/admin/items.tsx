/** Items: find one, change what people call it, take it out of use. */
import { useSignal } from "@preact/signals";
import { Items, SaveItem, type ItemsAnswer, type VelocityClass } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Field } from "../../parts/field.tsx";
import { say } from "../../words/board.ts";
import { send } from "../panels/send.ts";
import { askWhy } from "../panels/opened.ts";
import { ask } from "../wire/ask.ts";
import { may, type Place } from "../wire/session.ts";
import { Choice } from "./choice.tsx";
import { Form, text } from "./form.tsx";
import { List } from "./list.tsx";
import { PrintButton } from "./print.tsx";

type Item = ItemsAnswer["items"]["nodes"][number];
const VELOCITIES: readonly VelocityClass[] = ["A", "B", "C"];
const PAGE = 40;

export function ItemsPage({ at }: { readonly at: Place }) {
  const chosen = useSignal<Item | "new" | null>(null);
  const turn = useSignal(0);
  return (
    <div class="beside">
      <List
        title={say("page_items")}
        turn={turn.value}
        read={async (search, after) => (await ask(Items, { filter: search === "" ? null : { search }, first: PAGE, after })).items}
        columns={[say("item"), say("itemName"), say("unit"), say("barcodes"), say("packs"), ""]}
        keyOf={(item) => item.id}
        row={(item) => <Cells item={item} at={at} onChoose={() => { chosen.value = item; }} />}
        acts={may("EDIT_MASTER_DATA") && <Button look="go" onPress={() => { chosen.value = "new"; }}>{say("add")}</Button>}
      />
      {chosen.value !== null && (
        <ItemForm key={chosen.value === "new" ? "new" : chosen.value.id} at={at} item={chosen.value === "new" ? null : chosen.value}
          onClose={() => { chosen.value = null; }} onSaved={() => { turn.value += 1; }} />
      )}
    </div>
  );
}

function Cells({ item, at, onChoose }: { readonly item: Item; readonly at: Place; readonly onChoose: () => void }) {
  const packs = item.packs.map((pack) => `${pack.code} ${pack.quantity}`).join(", ");
  return (
    <>
      <td><button type="button" class="why" onClick={onChoose}><Code>{item.sku}</Code></button></td>
      <td title={item.name}><Name>{item.name}</Name>{!item.isActive && ` (${say("notInUse")})`}</td>
      <td>{item.unit}</td>
      <td class="dim">{item.barcodes.map((one) => one.value).join(", ")}</td>
      <td class="dim">{packs}</td>
      <td class="n"><PrintButton at={at} subjects={[{ item: { id: item.id } }]} /> <Button onPress={() => askWhy({ number: "ON_HAND", item, place: at, bin: null })}>{say("howMany")}</Button></td>
    </>
  );
}

interface ItemFormLook {
  readonly at: Place;
  readonly item: Item | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function ItemForm({ at, item, onClose, onSaved }: ItemFormLook) {
  const save = async (given: FormData) => {
    const said = await send(SaveItem, {
      operationId: newId(),
      item: item ? { id: item.id } : null,
      ifVersion: item?.version ?? null,
      sku: item ? null : text(given, "sku"),
      name: text(given, "name"),
      velocity: (text(given, "velocity") as VelocityClass | null) ?? null,
      isActive: given.get("isActive") === "on",
    });
    if (said.isDone) onSaved();
    return said;
  };
  return (
    <Form title={item ? item.sku : say("newItem")} action={say("save")} onSend={save} onClose={onClose}>
      {!item && <Field label={say("item")} input={{ name: "sku", required: true, maxLength: 64, autoComplete: "off" }} />}
      <Field label={say("itemName")} input={{ name: "name", required: true, maxLength: 200, defaultValue: item?.name ?? "", autoComplete: "off" }} />
      <Choice label={say("velocity")} name="velocity" chosen={item?.velocity ?? ""} options={[["", "–"], ...VELOCITIES.map((one): [string, string] => [one, one])]} />
      <label class="tick1"><input type="checkbox" name="isActive" defaultChecked={item?.isActive ?? true} /> {say("inUse")}</label>
      {item?.packs.map((pack) => (
        <p key={pack.id}><PrintButton at={at} subjects={[{ pack: { id: pack.id } }]} word={`${say("label")} ${pack.code} ${pack.quantity}`} /></p>
      ))}
    </Form>
  );
}
