// Reads whatever a scanner sends: a GS1 label, a trade number, a HIBC, a code of ours, or a text.
// Total for any text, bounded and linear. What it means in this warehouse is another question.
import type { Element } from "../elements.ts";
import { bracketed, elementString, FNC1, type Gs1 } from "./elements.ts";
import { hibc, type Hibc } from "./hibc.ts";
import { isLink, link, NOT_GS1 } from "./links.ts";
import { ownKind } from "./own.ts";
import { IDENTIFIERS } from "./table.ts";
import { expanded, hasGoodCheck, tradeNumbers } from "./trade.ts";

/** In UTF-16 units. */
const LENGTH_MAX = 8192;
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
/** AIM identifiers (ISO/IEC 15424) that say: what follows is an element string. */
const CARRIES_ELEMENTS: ReadonlyMap<string, string> = new Map([
  ["]C1", "GS1-128"],
  ["]d2", "GS1 DataMatrix"],
  ["]Q3", "GS1 QR Code"],
  ["]e0", "GS1 DataBar"],
  ["]J1", "GS1 DotCode"],
]);
/** How many digits each has; scanners send UPC-A and UPC-E as ]E0 too, with zeros or without. */
const CARRIES_A_NUMBER: ReadonlyMap<string, readonly [symbology: string, ...lengths: number[]]> = new Map([
  ["]E0", ["EAN-13", 13, 12, 8]],
  ["]E4", ["EAN-8", 8]],
  ["]I1", ["ITF-14", 14]],
]);
const CARRIES_TEXT: ReadonlyMap<string, string> = new Map([
  ["]Q1", "QR Code"],
  ["]d1", "DataMatrix"],
  ["]J0", "DotCode"],
  ["]C0", "Code 128"],
  ["]A0", "Code 39"],
]);
/** How scanners that cannot send U+001D write it. */
const DISGUISED = /<(?:[Gg][Ss]|[Ff][Nn][Cc]1)>|\{(?:[Gg][Ss]|[Ff][Nn][Cc]1)\}|\[[Gg][Ss]\]|\\x1[Dd]|\\u001[Dd]|\u241d/g;
const LED_BY_FNC1 = /^(?:\^|~1|\u00e8|\u00f1)[0-9]{2}/;
/** How encoders write FNC1; taken for it only where a text begins with it and then reads well. */
const FNC1_OF_PRINTERS = /\^|~1|\u00e8|\u00f1/g;
const BRACKET = /^\(([0-9]{2,4})\)/;
const COMPOSITE = "|]e0";

/** What a scanned text is. */
export type Reading = {
  /** How it is passed on: a GS1 label with its AIM identifier or FNC1 before it. */
  readonly text: string;
  /** Without AIM identifier and without FNC1 before it. */
  readonly plain: string;
  readonly aim: string | null;
  readonly symbology: string | null;
  readonly kind: "GS1" | "GTIN" | "HIBC" | "OWN" | "PLAIN";
  readonly elements: readonly Element[];
  readonly problem: string | null;
  readonly forbidden: string | null;
  readonly missing: string | null;
  /** The trade numbers that it can be, as 14 digits. */
  readonly gtins: readonly string[];
  readonly own: string | null;
  readonly hibc: Hibc | null;
};

const NOTHING: Reading = {
  text: "",
  plain: "",
  aim: null,
  symbology: null,
  kind: "PLAIN",
  elements: [],
  problem: null,
  forbidden: null,
  missing: null,
  gtins: [],
  own: null,
  hibc: null,
};

/** Read a scanned text; refuses with a `problem` in words, never with an exception. */
export function read(raw: string): Reading {
  if (raw.length > LENGTH_MAX) {
    return { ...NOTHING, problem: `The code is too long: at most ${LENGTH_MAX} characters are read.` };
  }
  const clean = trimmed(raw.replace(DISGUISED, FNC1));
  const aim = AIM.exec(clean)?.[0] ?? null;
  const body = aim === null ? clean : clean.slice(3);
  const plain = withoutFnc1(body);
  const symbology = CARRIES_ELEMENTS.get(aim ?? "") ?? CARRIES_TEXT.get(aim ?? "") ?? null;
  const bare: Reading = { ...NOTHING, text: plain, plain, aim, symbology };
  if (aim !== null && CARRIES_ELEMENTS.has(aim)) return labelled({ ...bare, text: clean }, elementString(body));
  const number = CARRIES_A_NUMBER.get(aim ?? "");
  if (number !== undefined) return numbered(bare, ...number);
  if (aim === null && /^\][A-Za-z]?$/.test(clean)) return { ...bare, problem: "The symbology identifier is cut off." };
  const gs1 = unannounced(body, plain);
  if (gs1 === null) return ofNoLabel(bare);
  return labelled({ ...bare, text: gs1.problem === null ? FNC1 + stringOf(gs1.elements) : body }, gs1);
}

/** Read a text that is known to be GS1's, without symbology: elements, brackets or a link. */
export function gs1Of(text: string): Gs1 {
  if (text.startsWith("(")) return bracketed(text);
  return isLink(text) ? link(text) : elementString(text);
}

/** Write elements as one element string. */
export function stringOf(elements: readonly Element[]): string {
  const parts = elements.map(({ ai, value }, place) => {
    const isEnded = place === elements.length - 1 || IDENTIFIERS.get(ai)?.endsItself === true;
    return ai + value + (isEnded ? "" : FNC1);
  });
  return parts.join("");
}

/** Take off what scanners put around a code; by hand, because a search for an end is not linear. */
function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && "\r\n\t\u0003\u0004".includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end).replace(/^\u0002+/, "");
}

function withoutFnc1(text: string): string {
  return text.replace(/^\u001d+/, "");
}

function labelled(bare: Reading, gs1: Gs1): Reading {
  const gtin = gs1.elements.find(({ ai }) => ai === "01" || ai === "02")?.value;
  return { ...bare, ...gs1, kind: "GS1", gtins: gtin === undefined ? [] : [gtin] };
}

/** Read what a symbol of digits says, with the composite component that may stand above it. */
function numbered(bare: Reading, symbology: string, ...[length = 0, ...shorter]: number[]): Reading {
  const bar = bare.plain.indexOf(COMPOSITE);
  const digits = bar < 0 ? bare.plain : bare.plain.slice(0, bar);
  const named: Reading = { ...bare, symbology, kind: "GTIN", text: digits };
  if (![length, ...shorter].includes(digits.length) || !/^[0-9]+$/.test(digits)) return { ...named, problem: `${symbology} takes ${length} digits.` };
  const whole = shorter.includes(digits.length) ? expanded(digits) ?? digits : digits;
  if (!hasGoodCheck(whole)) return { ...named, problem: "The check digit is wrong." };
  const number: Reading = { ...named, gtins: [whole.padStart(14, "0")] };
  return bar < 0 ? number : { ...number, ...elementString(bare.plain.slice(bar + COMPOSITE.length)) };
}

/** Find GS1 in a text that no symbology announces; null where nothing vouches for it. */
function unannounced(body: string, plain: string): Gs1 | null {
  if (body.includes(FNC1) && !plain.startsWith("[)>")) return elementString(body);
  if (IDENTIFIERS.has(BRACKET.exec(plain)?.[1] ?? "")) return bracketed(plain);
  if (isLink(plain)) {
    const gs1 = link(plain);
    return NOT_GS1.includes(gs1.problem) ? null : gs1;
  }
  if (LED_BY_FNC1.test(plain)) return onlyGood(elementString(plain.replace(FNC1_OF_PRINTERS, FNC1)));
  return isVouched(plain) ? onlyGood(elementString(plain)) : null;
}

function onlyGood(gs1: Gs1): Gs1 | null {
  return gs1.problem === null ? gs1 : null;
}

/** Tell whether a right check digit stands where a GTIN or an SSCC would have it. */
function isVouched(text: string): boolean {
  if (/^00[0-9]{18}$/.test(text)) return hasGoodCheck(text.slice(2));
  return /^0[12][0-9]{14}/.test(text) && hasGoodCheck(text.slice(2, 16));
}

function ofNoLabel(bare: Reading): Reading {
  const gtins = tradeNumbers(bare.plain);
  if (gtins.length > 0) return { ...bare, kind: "GTIN", gtins };
  const health = hibc(bare.plain);
  if (health !== null) return { ...bare, kind: "HIBC", hibc: health };
  const own = ownKind(bare.plain);
  return own === null ? bare : { ...bare, kind: "OWN", own };
}
