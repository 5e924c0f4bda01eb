// GS1 labels, held against what GS1's own syntax engine says of them.
import { describe, expect, test } from "vitest";
import { checkDigit, hasRightCheckDigit } from "./check.ts";
import { expiresOnOf, gtinOf, lotOf, parseGs1, quantityOf, ssccOf } from "./gs1.ts";
import { readScan } from "./scan.ts";
import known from "./gs1.vectors.json";

/** What a device need not know: which identifiers go together, lists of countries, hours, and composites. */
const LEFT_TO_THE_SERVER = /pair|Serial component|Missing symbology|composite/i;

const strings = known.vectors.filter(
  ({ kind, says }) => kind !== "scan_with_symbology_identifier" && !LEFT_TO_THE_SERVER.test(says ?? ""),
);

describe("GS1's own vectors", () => {
  for (const { id, input, isValid, elements } of strings) {
    test(`${id} ${JSON.stringify(input)}`, () => {
      const read = parseGs1(input);

      if (isValid) {
        expect(read).toEqual({ elements, problem: null });
      } else {
        expect(read.problem).not.toBeNull();
      }
    });
  }
});

describe("scans with an AIM identifier", () => {
  const scans = known.vectors.filter(({ kind, input }) => kind.startsWith("scan_with") && !input.includes("|"));
  for (const { id, input, isValid, elements } of scans.filter(({ input }) => input !== "]X")) {
    test(`${id} ${JSON.stringify(input)}`, () => {
      const scan = readScan(input, 0);

      expect(scan.elements).toEqual(elements ?? []);
      expect(scan.problem === null).toBe(isValid);
    });
  }
});

test("a label says item, lot, expiry and how many in one scan", () => {
  const scan = readScan("]C101095060001343521728022910LOT7\u001d3712", 5);

  expect(scan.symbology).toBe("]C1");
  expect(gtinOf(scan.elements)).toBe("09506000134352");
  expect(lotOf(scan.elements)).toBe("LOT7");
  expect(quantityOf(scan.elements)).toBe(12);
  expect(expiresOnOf(scan.elements, "2026-11-21")).toBe("2028-02-29");
  expect(scan.text).toBe("]C101095060001343521728022910LOT7\u001d3712");
});

test.each(["<GS>", "{GS}", "{gs}", "\u241d", "[GS]", "<FNC1>"])("a separator written as %s is a separator", (gs) => {
  const scan = readScan(`]d201095060001343520110LOT7${gs}21SER`.replace("0110LOT", "10LOT"), 0);

  expect(scan.elements.map(({ ai }) => ai)).toEqual(["01", "10", "21"]);
});

test("day 00 is the last of the month, and a far year belongs to the last century", () => {
  expect(expiresOnOf(parseGs1("17270200").elements, "2026-11-21")).toBe("2027-02-28");
  expect(expiresOnOf(parseGs1("17990101").elements, "2026-11-21")).toBe("1999-01-01");
});

test("a plain code stays as it is, whatever digits it begins with", () => {
  for (const code of ["5901234123457", "85123A", "01234565", "A-01-03", "00012345", "036000291452"]) {
    const scan = readScan(`${code}\r`, 0);
    expect(scan).toMatchObject({ text: code, plain: code, elements: [], problem: null, symbology: null });
  }
  expect(readScan("]E05901234123457", 0)).toMatchObject({ text: "5901234123457", symbology: "]E0" });
});

test("a pallet label without an AIM identifier is known by its check digit, and sent as an element string", () => {
  const scan = readScan("00106141412345678908", 0);

  expect(ssccOf(scan.elements)).toBe("106141412345678908");
  expect(scan.text).toBe("\u001d00106141412345678908");
  expect(readScan("00106141412345678900", 0).elements).toEqual([]);
});

test("a Digital Link is read as the element string it stands for, and never as an address", () => {
  const scan = readScan("https://id.gs1.org/01/00614141123452/10/AB%2F1?17=280229", 0);

  expect(scan.text).toBe("\u001d010061414112345210AB/1\u001d17280229");
  expect(readScan("https://evil.example/", 0)).toMatchObject({ elements: [], text: "https://evil.example/" });
});

test("any text at all is read without an error", () => {
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const alphabet = "]C1d2Q30123456789()<GS>{}\u001d%/?&=#:.,+- aZ\u0000\u202e\u{1f600}\r\n";
  for (let round = 0; round < 20000; round += 1) {
    const text = Array.from({ length: next(40) }, () => alphabet[next(alphabet.length)]).join("");
    expect(typeof readScan(text, 0).text).toBe("string");
  }
  expect(readScan(`]C1${"9".repeat(10000)}`, 0).problem).not.toBeNull();
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
