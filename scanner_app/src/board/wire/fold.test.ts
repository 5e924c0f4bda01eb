// What a client knows after a snapshot and its deltas.
import { describe, expect, test } from "vitest";
import { fold, Gap, NOTHING, type Folded, type Told } from "./fold.ts";

interface Row {
  readonly id: string;
  readonly version: number;
}
const row = (id: string, version: number): Row => ({ id, version });
const told = (some: Partial<Told<Row>>): Told<Row> => ({
  kind: "delta", from: null, to: "1", things: [], removed: [], isLast: false, ...some,
});
const seen = (known: Folded<Row>) => [...known.things.values()].map((one) => `${one.id}${one.version}`);

describe("a live list", () => {
  const start = fold<Row>(NOTHING, told({ kind: "snapshot", to: "1", things: [row("a", 1), row("b", 4)], isLast: true }), 0);

  test("is whole after its snapshot, and marks nothing as changed", () => {
    expect(start.isWhole).toBe(true);
    expect(start.changes.size).toBe(0);
  });

  test("keeps the newest version whatever comes late", () => {
    const next = fold(start, told({ from: "1", to: "2", things: [row("a", 2), row("b", 3)] }), 70);
    expect(seen(next)).toEqual(["a2", "b4"]);
    expect([...next.changes]).toEqual([["a", { at: 70, before: row("a", 1) }]]);
  });

  test("drops what is gone", () => {
    expect(seen(fold(start, told({ from: "1", to: "2", removed: ["a"] }), 0))).toEqual(["b4"]);
  });

  test("notices a missing message", () => {
    expect(() => fold(start, told({ from: "2", to: "3" }), 0)).toThrow(Gap);
  });

  test("forgets all when it is told to begin anew", () => {
    const anew = fold(start, told({ kind: "resync", to: "9" }), 0);
    expect([anew.things.size, anew.position, anew.isWhole]).toEqual([0, null, false]);
  });

  test("goes on over a heartbeat", () => {
    const later = fold(start, told({ kind: "heartbeat", from: "1", to: "5" }), 0);
    expect([later.position, later.things]).toEqual(["5", start.things]);
  });
});
