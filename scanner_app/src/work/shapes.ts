// What a scanned text can be: by what the device knows, by GS1, by its shape.
import type { Accepted, Job, Said, Scan, Target } from "./types.ts";

const CONTAINER = /^(T|TOTE|C|CT|CARTON|P|PLATE|LPN)-?[0-9]{1,12}$/;
const DOCUMENT = /^(PO|RC|SO|SH|RET|RMA|CC|W|WALK)-[0-9]{1,12}$/;
const BADGE = /^(B|BADGE)-[0-9]{4,12}$/;
const GTIN = /^([0-9]{8}|[0-9]{12,14})$/;
const COMMAND = /^SW-([A-Z]+)$/;

/** The card of command barcodes: SW-DONE, SW-UNDO and so on. */
const COMMANDS: { readonly [word: string]: Said } = {
  DONE: { kind: "finish" },
  UNDO: { kind: "undo" },
  SHORT: { kind: "short" },
  EMPTY: { kind: "empty" },
  ALL: { kind: "all" },
  FULL: { kind: "full" },
  DAMAGED: { kind: "damaged" },
  YES: { kind: "yes" },
  NO: { kind: "no" },
  NEXT: { kind: "next" },
  HELP: { kind: "help" },
};

/** What a command barcode says; null when it is none. */
export function commandOf(text: string): Said | null {
  const word = COMMAND.exec(text)?.[1];
  return (word === undefined ? undefined : COMMANDS[word]) ?? null;
}

/** The value of one GS1 element; null when the label does not carry it. */
export function elementOf(scan: Scan, ai: string): string | null {
  return scan.elements.find((element) => element.ai === ai)?.value ?? null;
}

/** What the device knows of a text, from the event or from the job. */
export function targetOf(scan: Scan, given: Target | null, job: Job): Target | null {
  return given ?? job.known[scan.text] ?? null;
}

/** What kind of thing was scanned; null when nobody can say. */
export function thingOf(scan: Scan, target: Target | null): Target["kind"] | null {
  if (target !== null) return target.kind;
  if (elementOf(scan, "00") !== null) return "container";
  if (elementOf(scan, "01") !== null || elementOf(scan, "02") !== null) return "item";
  if (CONTAINER.test(scan.text)) return "container";
  if (DOCUMENT.test(scan.text)) return "document";
  if (BADGE.test(scan.text)) return "user";
  return isGtin(scan.text) ? "item" : null;
}

/** The text by which an item is looked up: the trade number of a GS1 label, else all of it. */
export function itemText(scan: Scan): string {
  return elementOf(scan, "01") ?? elementOf(scan, "02") ?? scan.text;
}

/** Which of these barcodes was scanned; a trade number is the same with fewer zeros before it. */
export function matching(accepts: readonly Accepted[], scan: Scan): Accepted | null {
  const texts = [scan.text, itemText(scan), elementOf(scan, "00") ?? scan.text].map(spelled);
  return accepts.find((accepted) => texts.includes(spelled(accepted.barcode))) ?? null;
}

/** How many the label itself says, of what it names; null when it does not. */
export function countOn(scan: Scan): number | null {
  const said = elementOf(scan, "37") ?? elementOf(scan, "30");
  return said === null || !/^[0-9]{1,8}$/.test(said) ? null : Number(said);
}

/** The net weight that a label says (310n), in whole grams; null for none. */
export function gramsOn(scan: Scan): number | null {
  for (let decimals = 0; decimals < 6; decimals += 1) {
    const said = elementOf(scan, `310${decimals}`);
    if (said !== null && /^[0-9]{6}$/.test(said)) return Math.floor((Number(said) * 10 ** (6 - decimals) + 500) / 1000) || null;
  }
  return null;
}

/** A GS1 date, YYMMDD, as a day; the day 00 is the last of its month. */
export function dayOf(value: string | null): string | null {
  if (value === null || !/^[0-9]{6}$/.test(value)) return null;
  const year = 2000 + Number(value.slice(0, 2));
  const month = Number(value.slice(2, 4));
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = value.slice(4) === "00" ? last : Number(value.slice(4));
  if (month < 1 || month > 12 || day > last) return null;
  return `${year}-${value.slice(2, 4)}-${String(day).padStart(2, "0")}`;
}

function spelled(text: string): string {
  return GTIN.test(text) ? text.padStart(14, "0") : text;
}

function isGtin(text: string): boolean {
  if (!GTIN.test(text)) return false;
  const digits = [...text.padStart(14, "0")].map(Number);
  const sum = digits.slice(0, 13).reduce((total, digit, at) => total + digit * (at % 2 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10 === digits[13];
}
