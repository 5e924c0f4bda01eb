// An import goes only downwards: who may import what, in and out of the house.
import { posix } from "node:path";
import { expect, test } from "vitest";
import { importsOf, SOURCES, type Source } from "./source.ts";

type Floor = { readonly ours: readonly string[]; readonly packages: readonly string[] };

const NOTHING_BELOW: Floor = { ours: [], packages: [] };
const SCREENS = ["preact", "preact/hooks", "@preact/signals"];
const FLOORS: Readonly<Record<string, Floor>> = {
  "sw.ts": NOTHING_BELOW,
  scan: { ours: [], packages: ["zxing-wasm/reader", "zxing-wasm/reader/zxing_reader.wasm?url"] },
  feel: NOTHING_BELOW,
  words: { ours: [], packages: ["@preact/signals"] },
  link: { ours: ["contract.ts"], packages: ["idb", "@preact/signals"] },
  work: { ours: ["contract.ts", "scan"], packages: [] },
  parts: { ours: ["look", "words"], packages: SCREENS },
  scanner: {
    ours: ["contract.ts", "look", "scan", "feel", "link", "work", "words", "parts"],
    packages: SCREENS,
  },
  board: {
    ours: ["contract.ts", "look", "scan", "feel", "link", "words", "parts"],
    packages: [...SCREENS, "graphql-ws"],
  },
};
/** What only tests may import, on whatever floor they stand. */
const TEST_PACKAGES = /^(vitest|fake-indexeddb|node:|idb$|preact)/;

test.each(SOURCES)("$name imports only what lies below it", (source) => {
  const floor = FLOORS[floorOf(source.name)];
  expect(floor, "a new folder of src needs a floor in tests/floors.test.ts").toBeDefined();
  expect(importsOf(source).filter((from) => floor && !mayImport(source, floor, from))).toEqual([]);
});

test("the floors are all there", () => {
  const there = new Set(SOURCES.map((source) => floorOf(source.name)));
  expect(Object.keys(FLOORS).filter((floor) => !there.has(floor))).toEqual([]);
});

function mayImport(source: Source, floor: Floor, from: string): boolean {
  if (!from.startsWith(".")) {
    return floor.packages.includes(from) || (source.isTest && TEST_PACKAGES.test(from));
  }
  const target = posix.normalize(posix.join(posix.dirname(source.name), from));
  const isOutside = target.startsWith("../"); // the schema's golden cases, for tests
  const own = floorOf(source.name);
  return isOutside ? source.isTest : [own, ...floor.ours].includes(floorOf(target));
}

function floorOf(name: string): string {
  return name.split("/", 1)[0] ?? name;
}
