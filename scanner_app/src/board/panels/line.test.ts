// What a line of stock says, and how many there are.
import { expect, test } from "vitest";
import type { StockRow } from "../watch.ts";
import { countOf, ofItem } from "./line.ts";

const item = { id: "1", item: { id: "i", sku: "TEA", name: "Tea" }, safetyStock: 0 };
const row = { ...item, onHand: 49, reserved: 12, available: 36, states: [{ state: "DAMAGED", quantity: 1 }] } as unknown as StockRow;

test("what is held is promised to orders; what is damaged stands aside, and a line adds up", () => {
  expect(ofItem(row, undefined)).toMatchObject({ onHand: 49, held: 12, aside: 1, free: 36 });
});

test("nobody counts lines before all of them are read", () => {
  const lines = [ofItem(row, undefined)];
  expect([countOf(lines, "all", false), countOf(lines, "receiving", false)]).toEqual(["…", "…"]);
  expect([countOf(lines, "all", true), countOf(lines, "held", true), countOf(lines, "receiving", true)]).toEqual([1, 1, 0]);
});
