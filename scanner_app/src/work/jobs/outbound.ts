// Jobs of the packing table and the dock door: pack a tote into cartons, ship cartons by the lane.
import type { Accepted, Job, Line } from "../types.ts";
import { jobOfTemplate, just } from "./template.ts";

/** What lies in a tote, as `ToteContents` tells it: one row for each item of each order. */
export type ToteFacts = {
  readonly code: string;
  readonly contents: readonly ToteRow[];
};

type ToteRow = {
  readonly quantity: number;
  readonly accepts: readonly Accepted[];
  readonly item: { readonly id: string; readonly sku: string; readonly name: string; readonly unit: string };
};

/** A carton that waits to leave. */
export type CartonFacts = {
  readonly code: string;
  readonly shipment: { readonly id: string; readonly number: string };
};

/** Pack what an order has in a tote, item by item; the carton scanned again is closed. */
export function packJob(tote: ToteFacts, order: { readonly number: string } | null): Job {
  const about = order === null ? {} : { order: { number: order.number } };
  return jobOfTemplate("PACK", {
    id: `pack ${tote.code}`,
    title: order?.number ?? tote.code,
    fixed: { packItem: about },
    accepts: { from: just(tote.code) },
    lines: tote.contents.map(lineOf),
  });
}

/** Pack all of a tote at once: two scans. */
export function packToteJob(tote: { readonly code: string }, order: { readonly number: string } | null): Job {
  const about = order === null ? {} : { order: { number: order.number } };
  return jobOfTemplate("PACK_TOTE", {
    id: `pack ${tote.code}`,
    title: order?.number ?? tote.code,
    fixed: { packTote: about },
    accepts: { from: just(tote.code) },
  });
}

/** Ship closed cartons: scan each, then the lane. */
export function shipJob(id: string, cartons: readonly CartonFacts[]): Job {
  return jobOfTemplate("SHIP", { id, title: "", lines: cartons.map(cartonLine) });
}

function lineOf(row: ToteRow): Line {
  return {
    id: null,
    container: null,
    fixed: {},
    item: { id: row.item.id, sku: row.item.sku, name: row.item.name },
    accepts: row.accepts,
    expected: row.quantity,
    maximum: row.quantity,
    unit: row.item.unit,
    tracksLot: false,
    hasExpiry: false,
  };
}

function cartonLine(carton: CartonFacts): Line {
  const { code, shipment } = carton;
  return {
    id: shipment.id,
    container: code,
    fixed: { confirmShipment: { shipment: { id: shipment.id } } },
    item: { id: code, sku: code, name: shipment.number },
    accepts: [],
    expected: 1,
    maximum: null,
    unit: "",
    tracksLot: false,
    hasExpiry: false,
  };
}
