// Takes a GS1 label apart: element strings, their printed form with brackets, and Digital Links.
// GS1 General Specifications, sections 3 and 7.8; GS1 Digital Link, section 4.
import { hasRightCheckDigit } from "./check.ts";
import { identifier, lengthOfAi } from "./identifiers.ts";

/** FNC1 as scanners send it. */
export const GS = "\u001d";

/** One part of a label: an application identifier and its value, dates as YYMMDD. */
export type Element = { readonly ai: string; readonly value: string };

/** The parts of a label, or why they cannot be read. */
export type Gs1 = { readonly elements: readonly Element[]; readonly problem: string | null };

const BRACKETED = /^\(\d{2,4}\)/;
const LINK = /^https?:\/\/[^/?#]+\/(.*)$/i;
const KEYS = /^(00|01|253|255|401|402|414|417|8003|8004|8006|8010|8013|8017|8018)$/;

/** Take a label apart; `problem` says why when it is no good GS1. */
export function parseGs1(text: string): Gs1 {
  if (BRACKETED.test(text)) {
    return checked(bracketed(text));
  }
  return LINK.test(text) ? checked(linked(text)) : parseElements(text);
}

/** Write elements as one element string, such as a server reads. */
export function elementString(elements: readonly Element[]): string {
  const parts = elements.map(({ ai, value }) => ai + value + (identifier(ai)?.isFixed ? "" : GS));
  return parts.join("").replace(/\u001d$/, "");
}

function parseElements(text: string): Gs1 {
  const elements: Element[] = [];
  let rest = text.replace(/^\u001d+/, "");
  if (rest === "") {
    return { elements, problem: "The label is empty." };
  }
  while (rest !== "") {
    const ai = rest.slice(0, lengthOfAi(rest));
    const known = identifier(ai);
    if (known === undefined) {
      return { elements, problem: `No application identifier begins with ${rest.slice(0, 4)}.` };
    }
    const after = rest.slice(ai.length);
    const value = known.isFixed ? (known.value.exec(after)?.[0] ?? "") : (after.split(GS, 1)[0] ?? "");
    elements.push({ ai, value });
    rest = after.slice(value.length).replace(/^\u001d+/, "");
    if (value === "") {
      break;
    }
  }
  return checked(elements);
}

function bracketed(text: string): readonly Element[] {
  const parts = [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)];
  return parts.map(([, ai = "", value = ""]) => ({ ai, value }));
}

function linked(text: string): readonly Element[] {
  const [path = "", query = ""] = (LINK.exec(text)?.[1] ?? "").split("#", 1).join("").split("?");
  const steps = path.split("/").filter((step) => step !== "");
  const start = steps.findLastIndex((step, place) => KEYS.test(step) && (steps.length - place) % 2 === 0);
  const named = start < 0 ? [] : steps.slice(start);
  const elements: Element[] = [];
  for (let place = 0; place + 1 < named.length; place += 2) {
    elements.push({ ai: named[place] ?? "", value: plain(named[place + 1] ?? "") });
  }
  const asked = start < 0 ? [] : [...new URLSearchParams(query)];
  return elements.concat(asked.filter(([ai]) => /^\d{2,4}$/.test(ai)).map(([ai, value]) => ({ ai, value })));
}

function plain(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step; // a % that escapes nothing stands for itself, and fits no identifier
  }
}

function checked(elements: readonly Element[]): Gs1 {
  if (elements.length === 0) {
    return { elements, problem: "The label holds no parts." };
  }
  const problems = elements.map((element) => problemOf(element, elements));
  return { elements, problem: problems.find((problem) => problem !== null) ?? null };
}

function problemOf({ ai, value }: Element, all: readonly Element[]): string | null {
  const known = identifier(ai);
  if (known === undefined) {
    return `There is no application identifier (${ai}).`;
  }
  if (known.value.exec(value)?.[0] !== value || value === "") {
    return `The value of (${ai}) is too short, too long, or of wrong characters.`;
  }
  if (known.checked > 0 && !hasRightCheckDigit(value.slice(0, known.checked))) {
    return `The check digit of (${ai}) is wrong.`;
  }
  if (known.isDate && !isDay(value)) {
    return `(${ai}) is no date.`;
  }
  return all.some((other) => other.ai === ai && other.value !== value) ? `(${ai}) stands twice, with two values.` : null;
}

/** YYMMDD, where day 00 means the last of the month. */
function isDay(value: string): boolean {
  const month = Number(value.slice(2, 4));
  const day = Number(value.slice(4));
  return month >= 1 && month <= 12 && day <= lastDay(2000 + Number(value.slice(0, 2)), month);
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Return the value of the first of these identifiers that a label holds. */
export function valueOf(elements: readonly Element[], ...ais: readonly string[]): string | undefined {
  return ais.map((ai) => elements.find((element) => element.ai === ai)?.value).find((value) => value !== undefined);
}

/** The trade number, 14 digits. */
export const gtinOf = (elements: readonly Element[]): string | undefined => valueOf(elements, "01", "02");
/** The lot. */
export const lotOf = (elements: readonly Element[]): string | undefined => valueOf(elements, "10");
/** The serial number. */
export const serialOf = (elements: readonly Element[]): string | undefined => valueOf(elements, "21");
/** The number of a pallet or carton. */
export const ssccOf = (elements: readonly Element[]): string | undefined => valueOf(elements, "00");

/** How many the label says; undefined when it says nothing. */
export function quantityOf(elements: readonly Element[]): number | undefined {
  const said = valueOf(elements, "37", "30");
  return said === undefined ? undefined : Number(said);
}

/** The expiry, else the best-before date, as YYYY-MM-DD; the century is the nearest to `today`. */
export function expiresOnOf(elements: readonly Element[], today: string): string | undefined {
  const said = valueOf(elements, "17", "15");
  if (said === undefined) {
    return undefined;
  }
  const year = fullYear(Number(said.slice(0, 2)), Number(today.slice(0, 4)));
  const month = Number(said.slice(2, 4));
  const day = Number(said.slice(4)) || lastDay(year, month);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** GS1 General Specifications, section 7.12: 51 or more ahead is the last century, 50 or more behind the next. */
function fullYear(short: number, thisYear: number): number {
  const century = thisYear - (thisYear % 100);
  const ahead = short - (thisYear % 100);
  if (ahead >= 51) {
    return century - 100 + short;
  }
  return ahead <= -50 ? century + 100 + short : century + short;
}
