// Takes a GS1 label apart: which elements it holds, or why it cannot be read. GS1 General Specifications,
// section 7.8: an element of known length ends by itself, any other at a separator, which scanners send as
// U+001D for FNC1. In print, identifiers stand in brackets.
import type { Element } from "../elements.ts";
import { clash, lack } from "./pairs.ts";
import { broken } from "./parts.ts";
import { begins, type Identifier, IDENTIFIERS } from "./table.ts";

export const FNC1 = "\u001d";
const ELEMENTS_MAX = 64;
const FOREIGN = /[^\u001d\u0020-\u007e]/;
/** A bar stands between a linear symbol and the component above it. */
const BRACKETS = /\|?\(([0-9]{2,4})\)((?:\\\(|[^(|])*)/y;

/** What a label holds; it has no elements where it has a problem. */
export type Gs1 = {
  readonly elements: readonly Element[];
  /** Why it cannot be read. */
  readonly problem: string | null;
  /** Which elements must not stand on one label. */
  readonly forbidden: string | null;
  /** Which element must stand beside another, on this label or another one of the same thing. */
  readonly missing: string | null;
};

/** A label that cannot be read. */
export function refused(problem: string): Gs1 {
  return { elements: [], problem, forbidden: null, missing: null };
}

/** Elements that can be read one by one, with what they say together. */
export function checked(elements: readonly Element[]): Gs1 {
  if (elements.length > ELEMENTS_MAX) return refused(`A label holds at most ${ELEMENTS_MAX} elements.`);
  const values = new Map<string, string>();
  for (const { ai, value } of elements) {
    if ((values.get(ai) ?? value) !== value) return refused(`(${ai}) stands twice, with two values.`);
    values.set(ai, value);
  }
  return { elements, problem: null, forbidden: clash(values), missing: lack(values) };
}

/** Read elements one after another, with separators. */
export function elementString(text: string): Gs1 {
  const strange = foreign(text);
  if (strange !== null) return refused(strange);
  let at = text.length - text.replace(/^\u001d+/, "").length;
  if (at === text.length) return refused("The label is empty.");
  const found: Element[] = [];
  while (at < text.length) {
    const known = begins(text, at);
    if (known === undefined) return refused(`No application identifier begins with ${text.slice(at, at + 4)}.`);
    const start = at + known.ai.length;
    const value = text.slice(start, end(known, text, start));
    const problem = problemOf(known, value);
    if (problem !== null) return refused(problem);
    found.push({ ai: known.ai, value });
    at = start + value.length;
    at += text.charAt(at) === FNC1 ? 1 : 0;
  }
  return checked(found);
}

/**
 * Read elements as they are printed for people; a bracket in a value has a \ before it. Spaces around a value are
 * print: none can be in it.
 */
export function bracketed(text: string): Gs1 {
  const strange = foreign(text);
  if (strange !== null) return refused(strange);
  const found: Element[] = [];
  for (BRACKETS.lastIndex = 0; BRACKETS.lastIndex < text.length; ) {
    const [, ai = "", kept = ""] = BRACKETS.exec(text) ?? [];
    if (ai === "") return refused("An application identifier in brackets is due.");
    const known = IDENTIFIERS.get(ai);
    if (known === undefined) return refused(`There is no application identifier (${ai}).`);
    const value = kept.replaceAll("\\(", "(").trim();
    const problem = problemOf(known, value);
    if (problem !== null) return refused(problem);
    found.push({ ai, value });
  }
  return found.length === 0 ? refused("The label is empty.") : checked(found);
}

function foreign(text: string): string | null {
  const at = text.search(FOREIGN);
  if (at < 0) return null;
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `The character U+${code} cannot stand on a GS1 label.`;
}

/** Where a value ends: at its length, at a separator, or where the text does. */
function end(known: Identifier, text: string, start: number): number {
  const separator = text.indexOf(FNC1, start);
  const stop = separator < 0 ? text.length : separator;
  return known.endsItself ? Math.min(stop, start + known.longest) : stop;
}

/** Why a value cannot belong to its identifier; null when it can. */
export function problemOf(known: Identifier, value: string): string | null {
  if (value === "") return `(${known.ai}) is empty.`;
  if (value.length > known.longest) return tooLong(known, value);
  let at = 0;
  for (const part of known.parts) {
    const piece = value.slice(at, at + part.most);
    if (piece === "" && part.isOptional) continue;
    if (piece.length < part.least) return wrongLength(known, value);
    const said = broken(part.characters, part.linters, piece);
    if (said !== null) return `(${known.ai}) ${said}.`;
    at += piece.length;
  }
  return null;
}

function tooLong(known: Identifier, value: string): string {
  if (known.endsItself) return wrongLength(known, value);
  return `The separator after (${known.ai}) is missing: it takes at most ${known.longest} characters.`;
}

function wrongLength(known: Identifier, value: string): string {
  const due = known.shortest === known.longest ? "" : `${known.shortest} to `;
  return `(${known.ai}) takes ${due}${known.longest} characters, not ${value.length}.`;
}
