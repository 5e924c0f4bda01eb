/** Where an order stands: its lines and how far each is, who works on it, what leaves for it, what went wrong. */
import { OrderStanding, type OrderStandingAnswer } from "../../contract.ts";
import { Chip } from "../../parts/chip.tsx";
import { Code } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { quantity, timeOfDay, day } from "../../words/voice.ts";
import { cases, type CaseRow } from "../watch.ts";
import { ask } from "../wire/ask.ts";
import { PrintButton } from "./print.tsx";
import type { Place } from "../wire/session.ts";
import { opened } from "./opened.ts";
import { Standing, useStanding } from "./standing.tsx";

type Found = NonNullable<OrderStandingAnswer["order"]>;
type Line = NonNullable<Found["lines"]>["nodes"][number];
type Task = Found["tasks"]["nodes"][number];
type Shipment = NonNullable<OrderStandingAnswer["shipments"]>["nodes"][number];
type Whole = Found & { readonly shipments: readonly Shipment[] };
const STAGES = ["ordered", "picked", "packed", "shipped"] as const;
const ACTIVE: ReadonlySet<Task["status"]> = new Set(["QUEUED", "CLAIMED", "IN_PROGRESS", "SHORT"]);

/** Ask for an order by its number; null when there is none that one may see. */
export async function findOrder(number: string): Promise<Whole | null> {
  const { order, shipments } = await ask(OrderStanding, { ref: { number }, refs: [{ number }] });
  return order && { ...order, shipments: shipments?.nodes ?? [] };
}

export function Order({ at, number }: { readonly at: Place; readonly number: string }) {
  const known = useStanding(() => findOrder(number), number);
  return <Standing title={say("orderIs", { number })} known={known.value} show={(order: Whole) => <Stands at={at} order={order} />} />;
}

function Stands({ at, order }: { readonly at: Place; readonly order: Whole }) {
  const wrong = [...cases.value.things.values()].filter((one) => isAbout(one, order.number));
  const open = order.tasks.nodes.filter((one) => ACTIVE.has(one.status));
  return (
    <>
      <p class="pad0">
        <Chip icon={order.status === "SHIPPED" || order.status === "DELIVERED" ? "check" : "info"} mood="act">{say(`order_${order.status}`)}</Chip>{" "}
        {order.customer?.name} {order.carrier && `· ${order.carrier.name}`}
        {order.shipBy && ` · ${say("leavesBy", { time: `${day(order.shipBy)} ${timeOfDay(order.shipBy)}` })}`}
      </p>
      {order.holds.filter((hold) => hold.releasedAt === null).map((hold) => <p key={hold.id} class="pad0"><Chip icon="lock" mood="warn">{say("order_ON_HOLD")}</Chip> {hold.reason}</p>)}
      <Lines lines={order.lines?.nodes ?? []} />
      <p class="tools pad0"><PrintButton at={at} subjects={[{ document: { id: order.id } }]} word={say("printOrder")} /></p>
      <h3 class="pad0">{say("workOnIt")}</h3>
      {open.length === 0 && <p class="dim pad0">{say("noWorkOnIt")}</p>}
      <ul>{open.map((task) => <li key={task.id} class="row">{say(`kind_${task.kind}`)} {task.from && <Code>{task.from.code}</Code>} {task.item && <Code>{task.item.sku}</Code>} <span class="dim">{task.assignee?.name ?? say("anybody")}</span></li>)}</ul>
      {order.shipments.map((shipment) => <Leaves key={shipment.id} at={at} shipment={shipment} />)}
      {wrong.map((one) => <p key={one.id} class="pad0"><Chip icon="warn" mood="warn">{say(`case_${one.kind}`)}</Chip> {one.title}</p>)}
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <table class="data">
      <thead><tr><th>{say("item")}</th>{STAGES.map((one) => <th key={one} class="n">{say(`line_${one}`)}</th>)}</tr></thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td title={line.item.name}><Code>{line.item.sku}</Code> {line.backordered > 0 && <span class="dim">{say("waitsForStock", { count: line.backordered })}</span>} {line.canceled > 0 && <span class="dim">{say("lineCanceled", { count: line.canceled })}</span>}</td>
            {STAGES.map((one) => <td key={one} class="n">{quantity(line[one])}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Leaves({ at, shipment }: { readonly at: Place; readonly shipment: Shipment }) {
  return (
    <>
      <h3 class="pad0">{say("shipmentIs", { number: shipment.number })}: {say(`shipment_${shipment.status}`)} {shipment.shippedAt && timeOfDay(shipment.shippedAt)}</h3>
      <p class="pad0">
        {shipment.cartons.map((one) => <button key={one.id} type="button" class="why" onClick={() => { opened.value = { what: "container", code: one.code }; }}><Code>{one.code}</Code></button>)}
      </p>
      <p class="tools pad0">
        <PrintButton at={at} subjects={[{ document: { id: shipment.id } }]} word={say("printShipment")} />
        {shipment.cartons.length > 0 && <PrintButton at={at} subjects={shipment.cartons.map(({ id }) => ({ carton: id }))} word={say("label_SHIPPING")} />}
      </p>
    </>
  );
}

/** Whether a case names an order: in its words, its facts, or what may be done about it. */
function isAbout(one: CaseRow, number: string): boolean {
  const subjects = one.actions.map(({ subject }) => (subject && "order" in subject ? subject.order?.number : null));
  return one.title.includes(number) || one.facts.some((fact) => fact.text === number) || subjects.includes(number);
}
