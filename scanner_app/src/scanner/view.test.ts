/** What the screens make of a flow. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { begin, hear } from "../work/flow.ts";
import { expand, type Golden, type Short } from "../work/golden.ts";
import { linesLeft, railOf } from "../work/look.ts";
import type { Flow } from "../work/types.ts";
import { amountOf } from "./view.ts";

const FOLDER = new URL("../../../schema/golden/", import.meta.url);

/** The first job of a file of golden cases, after these events. */
function after(file: string, ...events: readonly Short[]): Flow {
  const golden = JSON.parse(readFileSync(new URL(`${file}.json`, FOLDER), "utf8")) as Golden;
  const job = golden.jobs[0]?.job;
  if (job === undefined) throw new Error(`${file} has no job`);
  return expand(events).reduce((flow, event) => hear(flow, event).flow, begin(job));
}

test("what was put away already is not shown as still to put away", () => {
  const flow = after("put-away", { scan: "5012345678900" }, { say: "quantity", quantity: 20 } as Short, { scan: "R-09-3" });

  expect(amountOf(flow).counted).toBe(76);
});

test("a list shows what is left of a line, not what was expected of it", () => {
  const gs1 = { "01": "15012345678907", "10": "L1", "17": "271130", "37": "1" };
  const flow = after("receive", { scan: "0115012345678907", gs1 });

  expect(linesLeft(flow).map(({ item, expected }) => [item.sku, expected])).toEqual([["TEA", 36], ["CUP", 1]]);
});

test("a bin that was left out is not ticked on the rail", () => {
  const flow = after("pick", { scan: "5012345678900" });

  expect(railOf(flow).map(({ step, state }) => [step.kind, state])).toEqual([["SCAN_ITEM", "done"], ["SCAN_CONTAINER", "now"]]);
});
