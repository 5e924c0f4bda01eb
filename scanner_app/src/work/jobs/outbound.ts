// Jobs of the packing table and the dock door: pack a tote into cartons, ship cartons by the lane.
import type { CartonsToShipAnswer, ToteContentsAnswer } from "../../contract.ts";
import type { Job, Line } from "../types.ts";
import { lineOfGoods } from "./goods.ts";
import { jobOfTemplate, just } from "./template.ts";

/** A tote with its goods, as `ToteContents` tells it. */
export type ToteFacts = NonNullable<ToteContentsAnswer["containerContents"]>;

type Order = { readonly id: string; readonly number: string };

/** A shipment with its cartons, as `CartonsToShip` tells it. */
export type ShipmentFacts = NonNullable<CartonsToShipAnswer["shipments"]>["nodes"][number];

/** The orders that have goods in a tote, each once. */
export function ordersIn(tote: ToteFacts): readonly Order[] {
  const orders = new Map(tote.goods.map(({ order }) => [order?.id ?? "", order]));
  return [...orders.values()].filter((order) => order !== null);
}

/** Pack what an order has in a tote, item by item; the carton scanned again is closed. */
export function packJob(tote: ToteFacts, order: Order): Job {
  const mine = tote.goods.filter((goods) => goods.order?.id === order.id);
  return jobOfTemplate("PACK", {
    id: `pack ${tote.container.code} ${order.id}`,
    title: order.number,
    fixed: { packItem: { order: { id: order.id } } },
    accepts: { from: just(tote.container.code) },
    lines: mine.map(({ item, quantity }) => lineOfGoods(item, quantity, quantity)),
  });
}

/** Pack all that an order has in a tote at once: two scans. */
export function packToteJob(tote: ToteFacts, order: Order): Job {
  return jobOfTemplate("PACK_TOTE", {
    id: `pack all ${tote.container.code} ${order.id}`,
    title: order.number,
    fixed: { packTote: { order: { id: order.id } } },
    accepts: { from: just(tote.container.code) },
  });
}

/** Ship what is packed: scan each carton, then the lane. */
export function shipJob(id: string, shipments: readonly ShipmentFacts[]): Job {
  return jobOfTemplate("SHIP", { id, title: "", lines: shipments.flatMap(cartonLines) });
}

function cartonLines(shipment: ShipmentFacts): Line[] {
  const fixed = { confirmShipment: { shipment: { id: shipment.id } } };
  return shipment.cartons.map(({ code }) => ({
    id: shipment.id,
    container: code,
    fixed,
    item: { id: code, sku: code, name: shipment.order?.number ?? shipment.number },
    accepts: [],
    expected: 1,
    maximum: null,
    unit: "",
    tracksLot: false,
    tracksSerial: false,
    hasExpiry: false,
  }));
}
