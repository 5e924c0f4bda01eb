// What makes up a number on the board, and that it adds up to it.
import { expect, test } from "vitest";
import { partsOf, type Stands } from "./standing.ts";

const adds = (rows: readonly Stands[]): void => {
  const parts = partsOf(rows);
  const before = parts.slice(0, -1).reduce((sum, part) => sum + part.quantity, 0);
  expect(before).toBe(parts.at(-1)?.quantity);
};

test("what is promised and what lies on the dock stand between on hand and free", () => {
  const row = { onHand: 26, reserved: 2, available: 22, safetyStock: 0, states: [{ state: "RECEIVED", quantity: 2 }] };
  expect(partsOf([row])).toEqual([
    { name: "onHand", quantity: 26 }, { name: "promised", quantity: -2 }, { name: "RECEIVED", quantity: -2 }, { name: "free", quantity: 22 },
  ]);
});

test("of the safety stock no more is kept back than there is", () => {
  const row = { onHand: 8, reserved: 2, available: 0, safetyStock: 10, states: [] };
  expect(partsOf([row]).find((part) => part.name === "safety")?.quantity).toBe(-6);
  adds([row]);
});

test("a sum adds up when a loss left more promised than there is, and when channels keep their own", () => {
  adds([{ onHand: 3, reserved: 5, available: 0, safetyStock: 0, states: [] }]);
  adds([{ onHand: 80, reserved: 0, available: 66, safetyStock: 4, states: [{ state: "DAMAGED", quantity: 1 }] }]);
  adds([{ onHand: 5, reserved: 1, available: 4 }, { onHand: 7, reserved: 0, available: 0 }]);
});
