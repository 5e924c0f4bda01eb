// Goods as the graph tells them, as lines that a device can judge by.
import type { Tracking } from "../../contract.ts";
import type { Accepted, Item, Line, Target } from "../types.ts";

/** An item with every barcode that is right for it. */
export type Goods = {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly leastWeightGrams?: number | null;
  readonly mostWeightGrams?: number | null;
  readonly unit: string;
  readonly accepts: readonly { readonly barcode: string; readonly quantity: number | null }[];
};

/** What may be scanned for an item, and how many one scan stands for. */
export function acceptsOf(item: Goods): readonly Accepted[] {
  return item.accepts.map(({ barcode, quantity }) => ({ barcode, quantity: quantity ?? 1 }));
}

/** An item as a device knows it. */
export function itemOf({ id, sku, name, leastWeightGrams = null, mostWeightGrams = null }: Item): Item {
  return { id, sku, name, leastWeightGrams, mostWeightGrams };
}

/** A line of so many of an item; above `maximum` the device says no. */
export function lineOfGoods(item: Goods, expected: number | null, maximum: number | null): Line {
  const { unit } = item;
  const accepts = acceptsOf(item);
  const plain = { id: null, container: null, fixed: {}, tracksLot: false, tracksSerial: false, hasExpiry: false };
  return { ...plain, item: itemOf(item), accepts, expected, maximum, unit };
}

/** What the barcodes of these items mean, and never how many there are. */
export function namesOf(items: readonly Goods[]): { readonly [barcode: string]: Target } {
  const found: { [barcode: string]: Target } = {};
  for (const item of items) {
    for (const { barcode, quantity } of acceptsOf(item)) {
      found[barcode] = { kind: "item", id: item.id, code: item.sku, name: item.name, quantity };
    }
  }
  return found;
}

/** What of an item is told apart: its lots, its single things, or both. */
export function trackingOf({ tracking }: { readonly tracking: Tracking }): Pick<Line, "tracksLot" | "tracksSerial"> {
  return { tracksLot: tracking.includes("LOT"), tracksSerial: tracking.includes("SERIAL") };
}
