/** Items: find one, change what people call it, take it out of use, print its labels. */
import { Items, SaveItem, type ItemsAnswer, type VelocityClass } from "../../contract.ts";
import { Button } from "../../parts/button.tsx";
import { Name } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { askWhy } from "../panels/opened.ts";
import { send } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import type { Place } from "../wire/session.ts";
import { Desk } from "./desk.tsx";
import { Choice, CodeLine, Line, Tick } from "./fields.tsx";
import { Form, text, type Editing } from "./form.tsx";
import { PrintButton } from "../panels/print.tsx";

type Item = ItemsAnswer["items"]["nodes"][number];
const VELOCITIES: readonly VelocityClass[] = ["A", "B", "C"];

export function ItemsPage({ at }: { readonly at: Place }) {
  return (
    <Desk
      title={say("page_items")}
      read={async ({ search, ...page }) => (await ask(Items, { filter: search === null ? null : { search }, ...page })).items}
      columns={[{ head: say("item"), look: "code1" }, { head: say("itemName"), look: "wide" }, say("barcodes"), say("packs"), { head: "", look: "act2" }]}
      codeOf={(item) => item.sku}
      cells={(item) => <Cells item={item} at={at} />}
      adds="EDIT_MASTER_DATA"
      form={(editing) => <ItemForm at={at} {...editing} />}
    />
  );
}

function Cells({ item, at }: { readonly item: Item; readonly at: Place }) {
  const packs = item.packs.map((pack) => `${pack.code} ${quantity(pack.quantity)}`).join(", ");
  const barcodes = item.barcodes.map((one) => one.value).join(", ");
  return (
    <>
      <td dir="auto" title={item.name}><Name>{item.name}</Name>{!item.isActive && ` (${say("notInUse")})`}</td>
      <td class="dim" title={barcodes}><bdi>{barcodes}</bdi></td>
      <td class="dim" title={packs}><bdi>{packs}</bdi></td>
      <td class="n"><PrintButton at={at} subjects={[{ item: { id: item.id } }]} /> <Button onPress={() => askWhy({ number: "ON_HAND", item, place: at, bin: null })}>{say("howMany")}</Button></td>
    </>
  );
}

function ItemForm({ at, one: item, ...editing }: Editing<Item> & { readonly at: Place }) {
  const save = (given: FormData) => send(SaveItem, {
    item: item ? { id: item.id } : null,
    ifVersion: item?.version ?? null,
    sku: item ? null : text(given, "sku"),
    name: text(given, "name"),
    velocity: (text(given, "velocity") as VelocityClass | null) ?? null,
    isActive: given.get("isActive") === "on",
  });
  return (
    <Form title={item ? item.sku : say("newItem")} save={save} {...editing}>
      {!item && <CodeLine label={say("item")} name="sku" />}
      <Line label={say("itemName")} name="name" required defaultValue={item?.name ?? ""} />
      <Choice label={say("velocity")} name="velocity" chosen={item?.velocity ?? ""} options={[["", "–"], ...VELOCITIES.map((one): [string, string] => [one, one])]} />
      <Tick label={say("inUse")} name="isActive" isOn={item?.isActive ?? true} />
      {item && item.packs.length > 0 && <h3>{say("labelsOfPacks")}</h3>}
      {item?.packs.map((pack) => (
        <p key={pack.id}><PrintButton at={at} subjects={[{ pack: { id: pack.id } }]} word={`${pack.code} × ${quantity(pack.quantity)}`} /></p>
      ))}
    </Form>
  );
}
