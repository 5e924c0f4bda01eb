// Labels and texts, held against what GS1's own syntax engine and the server's reader say of them.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { checkDigit, hasRightCheckDigit } from "./check.ts";
import type { Element } from "./elements.ts";
import { gs1Of, read } from "./reader/reading.ts";
import { measure } from "./reader/trade.ts";
import { loadReader, readAgain, readScan } from "./scan.ts";

type Pair = readonly [ai: string, value: string];
type Known = readonly [kind: string, text: string, isValid: boolean, isWhole: boolean, elements: readonly Pair[] | null];
type Vectors = { readonly gs1: readonly Known[]; readonly read: readonly (readonly [string, readonly unknown[]])[] };

const known = JSON.parse(readFileSync(new URL("../../../schema/gs1/vectors.json", import.meta.url), "utf-8")) as Vectors;
const early = readScan("]C10105901234123457", 5);

beforeAll(loadReader);

const pairs = (elements: readonly Element[]): readonly Pair[] => elements.map(({ ai, value }) => [ai, value]);

describe("GS1's own vectors", () => {
  const ofGs1 = known.gs1.filter(([, text]) => !text.startsWith("]"));
  test.each(ofGs1)("%s %j", (_, text, isValid, isWhole, elements) => {
    const label = gs1Of(text);

    const isGood = label.problem === null && label.forbidden === null;
    expect([isGood, isGood && label.missing === null]).toEqual([isValid, isWhole]);
    expect(isGood ? pairs(label.elements) : null).toEqual(elements);
  });
});

test.each(known.read)("%j is read as the server reads it", (text, said) => {
  const scan = read(text);

  const told = [scan.text, scan.plain, scan.aim, scan.symbology, scan.kind];
  expect(told).toEqual(said.slice(0, 5));
  expect(scan.elements.map(({ ai, value }) => [ai, value, measure(ai, value)])).toEqual(said[5]);
  expect([scan.problem, scan.forbidden, scan.missing]).toEqual(said.slice(6, 9));
  expect([scan.own, scan.hibc && Object.values(scan.hibc)]).toEqual(said.slice(10));
});

test("what comes before the reader of labels is there is a text, and is read again", () => {
  expect(early).toMatchObject({ text: "0105901234123457", symbology: "]C1", elements: [] });
  expect(readAgain(early)).toMatchObject({ text: "]C10105901234123457", elements: [{ ai: "01" }], at: 5 });
});

test("a GS1 label is passed on in a way that the server reads as one", () => {
  expect(readScan("(01)05901234123457(10)L7", 0).text).toBe("\u001d010590123412345710L7");
  expect(readScan("]C1010590123412345710L7\r", 0).text).toBe("]C1010590123412345710L7");
  expect(readScan("]E05901234123457", 0)).toMatchObject({ text: "5901234123457", symbology: "]E0" });
});

test("a plain code stays as it is, whatever digits it begins with", () => {
  for (const code of ["5901234123457", "85123A", "01234565", "A-01-03", "00012345", "036000291452"]) {
    const scan = readScan(`${code}\r`, 0);
    expect(scan).toMatchObject({ text: code, plain: code, elements: [], problem: null, symbology: null });
  }
});

test("any text at all is read without an error, and a long one is refused", () => {
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const alphabet = "]C1d2Q30123456789()<GS>{}\u001d%/?&=#:.,+- aZ\u0000\u202e\u{1f600}\r\n";
  for (let round = 0; round < 20000; round += 1) {
    const text = Array.from({ length: next(40) }, () => alphabet[next(alphabet.length)]).join("");
    expect(typeof readScan(text, 0).text).toBe("string");
  }
  expect(readScan(`]C1${"9".repeat(10000)}`, 0).problem).toContain("too long");
});

test("check digits of GTIN, GLN and SSCC", () => {
  expect(checkDigit("590123412345")).toBe("7");
  for (const right of ["96385074", "036000291452", "5901234123457", "09506000134352", "106141412345678908"]) {
    expect(hasRightCheckDigit(right)).toBe(true);
  }
  for (const wrong of ["96385075", "5901234123458", "59012341234", "59012341234AB", ""]) {
    expect(hasRightCheckDigit(wrong)).toBe(false);
  }
});
