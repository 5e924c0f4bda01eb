// The golden cases: job and events give these tones, places and operations, here as on the server.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expand, told, type Golden } from "./golden.ts";
import { begin, hear } from "./flow.ts";

const FOLDER = new URL("../../../schema/golden/", import.meta.url);

for (const file of readdirSync(FOLDER).sort()) {
  const golden = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Golden;
  for (const { name, job, cases } of golden.jobs) {
    describe(`${golden.way}: ${name}`, () => {
      test.each(cases)("$name", ({ events, after }) => {
        let flow = begin(job);
        const heard = expand(events).map((event) => {
          const next = hear(flow, event);
          flow = next.flow;
          return told(next);
        });

        expect(heard).toEqual(after);
      });
    });
  }
}
