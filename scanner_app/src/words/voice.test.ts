/** The catalog speaks, in every language, without losing a fact. */
import { afterEach, expect, test } from "vitest";
import { boardInArabic } from "./ar/board.ts";
import { boardInGerman } from "./de/board.ts";
import { partsInArabic } from "./ar/parts.ts";
import { scannerInArabic } from "./ar/scanner.ts";
import { partsInGerman } from "./de/parts.ts";
import { scannerInGerman } from "./de/scanner.ts";
import { boardInEnglish } from "./en/board.ts";
import { partsInEnglish } from "./en/parts.ts";
import { scannerInEnglish } from "./en/scanner.ts";
import { pieces, say } from "./scanner.ts";
import { quantity, speak, spokenLanguage } from "./voice.ts";

afterEach(() => speak("en"));

const slots = (entry: unknown): string[] => [...JSON.stringify(entry).matchAll(/\{(\w+)\}/g)].map((hit) => String(hit[1])).sort();

test.each([
  ["parts, in German", partsInEnglish, partsInGerman],
  ["parts, in Arabic", partsInEnglish, partsInArabic],
  ["scanner, in German", scannerInEnglish, scannerInGerman],
  ["scanner, in Arabic", scannerInEnglish, scannerInArabic],
  ["board, in German", boardInEnglish, boardInGerman],
  ["board, in Arabic", boardInEnglish, boardInArabic],
])("every sentence of the %s, names the same facts as the English one", (_, english, translated) => {
  const spoken: Record<string, unknown> = translated;
  for (const [key, entry] of Object.entries(english)) {
    expect([key, ...new Set(slots(spoken[key]))]).toEqual([key, ...new Set(slots(entry))]);
  }
});

test("one scan is kept, two scans are kept", () => {
  expect(say("keptHere", { count: 1 })).toBe("1 scan kept here");
  expect(say("keptHere", { count: 2 })).toBe("2 scans kept here");
});

test("a sentence changes its language on the spot, and numbers follow", async () => {
  await speak("de");

  expect(say("cantScan")).toBe("Geht nicht");
  expect(quantity(12500)).toBe("12.500");
});

test("the pseudo language marks every sentence and keeps its facts", async () => {
  await speak("en-XA");

  expect(say("keptHere", { count: 3 })).toBe("3 scáns·· képt·· héré··");
});

test("a sentence falls into pieces around its facts", () => {
  expect(pieces("scanCode")).toEqual(["Scan ", "code", ""]);
});

test("a language that we do not speak is English, and a region does not matter", () => {
  expect(spokenLanguage("de-AT")).toBe("de");
  expect(spokenLanguage("fr")).toBe("en");
});
