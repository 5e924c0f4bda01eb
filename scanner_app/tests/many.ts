// Reads many texts with the scanner's reader, for tools/readers.py: a JSON list in, a line for each out.
import { readFileSync, writeFileSync } from "node:fs";
import { gs1Of, read, type Reading } from "../src/scan/reader/reading.ts";
import { isRestricted, isVariable, measure } from "../src/scan/reader/trade.ts";

type Asked = readonly [mode: "read" | "gs1", text: string];

const [, , from = "", to = ""] = process.argv;
const asked = JSON.parse(readFileSync(from, "utf-8")) as readonly Asked[];
for (const [mode, text] of asked.slice(0, 500)) line(mode, text); // lets the compiler warm up
const before = performance.now();
for (const [mode, text] of asked) if (mode === "read") read(text);
const took = performance.now() - before;
const lines = asked.map(([mode, text]) => line(mode, text));
writeFileSync(to, `${(took * 1000) / Math.max(1, asked.length)}\n${lines.join("\n")}\n`);

function line(mode: Asked[0], text: string): string {
  if (mode === "gs1") {
    const { elements, problem, forbidden, missing } = gs1Of(text);
    return JSON.stringify([elements.map(({ ai, value }) => [ai, value]), problem, forbidden, missing]);
  }
  return JSON.stringify(all(read(text)));
}

function all(reading: Reading): readonly unknown[] {
  const { text, plain, aim, symbology, kind, elements, problem, forbidden, missing, gtins, own, hibc } = reading;
  const parts = elements.map(({ ai, value }) => [ai, value, measure(ai, value)]);
  const numbers = gtins.map((gtin) => [gtin, isRestricted(gtin), isVariable(gtin)]);
  return [text, plain, aim, symbology, kind, parts, problem, forbidden, missing, numbers, own, hibc && Object.values(hibc)];
}
