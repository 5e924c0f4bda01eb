// Whatever is heard, in whatever order, nothing falls and nothing is sent twice.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { begin, hear } from "./flow.ts";
import { expand, type Golden, type Short } from "./golden.ts";
import { canUndo, countOf, railOf, stepNow } from "./look.ts";

const FOLDER = new URL("../../../schema/golden/", import.meta.url);
const EVENTS = 400;
const SAID: readonly Short[] = [
  ...[-1, 0, 1, 2, 3, 48, 1e6, 0.5, Number.NaN].map((quantity) => ({ say: "quantity", quantity }) as Short),
  ...["A_LIKE_NEW", "BIN_EMPTY", "?"].map((code) => ({ say: "choice", code }) as Short),
  ...["47", "8900", ""].map((digits) => ({ say: "digits", digits }) as Short),
  ...["all", "empty", "damaged", "short", "full", "finish", "yes", "no", "clear", "undo", "help", "next", "teach"].map(
    (say) => ({ say }),
  ),
  { say: "text", text: "2027-11-30" } as Short,
  { say: "skip", reason: "Later" } as Short,
  { say: "report", note: "Torn" } as Short,
  { say: "unknown", text: "5012345678900" } as Short,
];

for (const file of readdirSync(FOLDER).sort()) {
  const golden = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Golden;
  for (const { name, job } of golden.jobs) {
    test(`${golden.way}: ${name}: ${EVENTS} events of chance`, () => {
      const chance = chanceOf(file.length + name.length);
      const texts = ["A-01-3", "R-09-3", "TOTE-7", "CARTON-1", "5012345678900", "B-1002", "?"];
      texts.push(...job.lines.flatMap((line) => line.accepts.map(({ barcode }) => barcode)));
      const shorts = Array.from({ length: EVENTS }, (): Short => {
        const wait = chance(2) === 0 ? 50 : 900;
        const said = SAID[chance(SAID.length)] ?? {};
        return chance(2) === 0 ? { ...said, wait } : { scan: texts[chance(texts.length)] ?? "?", wait };
      });
      const ids: string[] = [];
      let flow = begin(job);
      for (const event of expand(shorts)) {
        const { flow: next, operations } = hear(flow, event);
        ids.push(...operations.flatMap((one) => Object.values(one).map(({ operationId }) => operationId)));
        expect([stepNow(next), railOf(next), countOf(next), canUndo(next)]).toBeDefined();
        flow = next.isDone ? begin(job, next) : next;
      }

      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
    });
  }
}

/** Numbers that look like chance and are the same every time. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}
