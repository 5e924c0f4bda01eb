// Trade numbers as scanners send them: eight to fourteen digits, or a UPC-E cut short.
// GS1 General Specifications, sections 2.1 (company-internal numbers), 5.2 (EAN and UPC) and 7.9.
import { checkDigit } from "../check.ts";

const LENGTH = 14;
const SHAPE = /^(?:[0-9]{8}|[0-9]{12,14})$/;
const SHORT = /^([01])([0-9]{6})([0-9])$/;

/** Tell whether a number ends in the digit that its others ask for. */
export function hasGoodCheck(digits: string): boolean {
  return checkDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** The GTINs, as 14 digits, that a text can be: an EAN-8 may be a UPC-E as well. */
export function tradeNumbers(text: string): readonly string[] {
  if (!SHAPE.test(text)) return [];
  const longer = expanded(text);
  const found = longer === null ? [text] : [text, longer];
  return [...new Set(found.filter(hasGoodCheck).map((number) => number.padStart(LENGTH, "0")))];
}

/** The twelve digits of a UPC-E (section 5.2.3.4.2), with its check digit as it came. */
export function expanded(text: string): string | null {
  const [, system = "", six = "", check = ""] = SHORT.exec(text) ?? [];
  return system === "" ? null : system + middle(six) + check;
}

function middle(six: string): string {
  const last = six.charAt(5);
  switch (last) {
    case "0":
    case "1":
    case "2":
      return `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`;
    case "3":
      return `${six.slice(0, 3)}00000${six.slice(3, 5)}`;
    case "4":
      return `${six.slice(0, 4)}00000${six.charAt(4)}`;
    default:
      return `${six.slice(0, 5)}0000${last}`;
  }
}

/** Tell whether a GTIN means something within one company or country only: 02, 04, 20 to 29; 0 or 2 of eight digits. */
export function isRestricted(gtin: string): boolean {
  return /^0(?:02|04|2)|^000000[02]/.test(gtin);
}

/** Tell whether a GTIN is of a trade item whose measure varies. */
export function isVariable(gtin: string): boolean {
  return gtin.startsWith("9");
}

/** The number that a measure, an amount or a price says: the identifier's last digit says where the point stands (3.6). */
export function measure(ai: string, value: string): string | null {
  if (!/^3(?:[1-6][0-9]|9[0-5])[0-9]$/.test(ai)) return null;
  const digits = /^39[13]/.test(ai) ? value.slice(3) : value;
  const point = Number(ai.charAt(3));
  if (point === 0) return withoutZeros(digits);
  const padded = digits.padStart(point + 1, "0");
  return `${withoutZeros(padded.slice(0, -point))}.${padded.slice(-point)}`;
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, "") || "0";
}
