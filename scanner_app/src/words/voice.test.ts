/** The catalog speaks, in every language, without losing a fact. */
import { afterEach, expect, test } from "vitest";
<<<<<<< HEAD
import { boardInArabic } from "./ar/board.ts";
import { boardInGerman } from "./de/board.ts";
=======
import { partsInArabic } from "./ar/parts.ts";
import { scannerInArabic } from "./ar/scanner.ts";
>>>>>>> 9b2cc05 (scanner: Fit every sentence in longer words and few colors; say in the drawer why what was done stays done.)
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
<<<<<<< HEAD
  ["parts, in German", partsInEnglish, partsInGerman],
  ["scanner, in German", scannerInEnglish, scannerInGerman],
  ["board, in German", boardInEnglish, boardInGerman],
  ["board, in Arabic", boardInEnglish, boardInArabic],
])("every sentence of the %s, names the same facts as the English one", (_, english, german) => {
  const spoken: Record<string, unknown> = german;
=======
  ["German", "parts", partsInEnglish, partsInGerman],
  ["German", "scanner", scannerInEnglish, scannerInGerman],
  ["Arabic", "parts", partsInEnglish, partsInArabic],
  ["Arabic", "scanner", scannerInEnglish, scannerInArabic],
])("every %s sentence of the %s names the same facts as the English one", (_, __, english, translated) => {
  const spoken: Record<string, unknown> = translated;
>>>>>>> 9b2cc05 (scanner: Fit every sentence in longer words and few colors; say in the drawer why what was done stays done.)
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
