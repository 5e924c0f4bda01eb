/** A tote or a carton: where it stands, and what is in it for whom. */
import { ContainerStanding, type ContainerStandingAnswer } from "../../contract.ts";
import { Code, Name } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { ask } from "../wire/ask.ts";
import { PrintButton } from "./print.tsx";
import type { Place } from "../wire/session.ts";
import { opened } from "./opened.ts";
import { Standing, useStanding } from "./standing.tsx";

/** A code that is an SSCC, with the identifier of GS1 before it or without. */
const SSCC = /^(00)?[0-9]{18}$/;
type Contents = NonNullable<ContainerStandingAnswer["containerContents"]>;

export function Container({ at, code }: { readonly at: Place; readonly code: string }) {
  const known = useStanding(async () => (await ask(ContainerStanding, { ref: { code } })).containerContents, code);
  return <Standing title={code} known={known.value} show={(contents: Contents) => <Inside at={at} contents={contents} />} />;
}

function Inside({ at, contents }: { readonly at: Place; readonly contents: Contents }) {
  const { container, goods, shipment } = contents;
  return (
    <>
      <p class="pad0">
        <b>{say(`container_${container.kind === "CARTON" ? "CARTON" : container.kind === "PALLET" ? "PALLET" : "TOTE"}`)}</b>
        {container.bin && <> · <Code>{container.bin.code}</Code></>}
        {shipment && <> · <Code>{shipment.number}</Code> {say(`shipment_${shipment.status}`)}</>}
      </p>
      <p class="tools pad0">
        <PrintButton at={at} subjects={[{ container: { id: container.id } }]} />
        {SSCC.test(container.code) && <PrintButton at={at} subjects={[{ container: { id: container.id } }]} kind="PALLET" word={say("printPallet")} />}
      </p>
      {goods.length === 0 && <p class="empty">{say("emptyContainer")}</p>}
      {goods.length > 0 && (
        <table class="data">
          <thead><tr><th class="at">{say("order")}</th><th>{say("item")}</th><th class="n">{say("howManyIn")}</th></tr></thead>
          <tbody>
            {goods.map((one) => (
              <tr key={`${one.order?.id ?? ""} ${one.item.id}`}>
                <td>{one.order && <OrderLink number={one.order.number} />}</td>
                <td><Code>{one.item.sku}</Code> <Name>{one.item.name}</Name></td>
                <td class="n"><b>{quantity(one.quantity)}</b></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The number of an order; press it to see where the order stands. */
export function OrderLink({ number }: { readonly number: string }) {
  return <button type="button" class="why" onClick={() => { opened.value = { what: "order", number }; }}><Code>{number}</Code></button>;
}
