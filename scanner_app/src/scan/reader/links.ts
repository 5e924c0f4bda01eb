// Reads a GS1 Digital Link: a web address that holds elements. GS1 Digital Link Standard, URI Syntax,
// section 4: a key and its qualifiers stand in the path, all else in the query. The compressed form needs
// tables that the dictionary does not hold; such an address names no key, and stays what it is.
import type { Element } from "../elements.ts";
import { checked, type Gs1, problemOf, refused } from "./elements.ts";
import { qualifies } from "./pairs.ts";
import { type Identifier, IDENTIFIERS } from "./table.ts";

const LINK = /^(?:https?|HTTPS?):\/\//;
const OUTSIDE = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/;
const DOMAIN = /^[^/_~?#@!$&'()*+,;=%]+(?=\/)/;
const ESCAPED = /%([0-9A-Fa-f]{2})/g;
const NO_KEY = "The address names no GS1 key.";
const NO_DOMAIN = "The address has no domain with a path after it.";
const OUTSIDERS = "The address holds characters that no address may hold.";
/** What is said of an address that has nothing to do with GS1: where it may be any text. */
export const NOT_GS1: readonly (string | null)[] = [NO_KEY, NO_DOMAIN, OUTSIDERS];

type Found = { readonly elements: readonly Element[]; readonly problem: string | null };

/** Tell whether a text is a web address. */
export function isLink(text: string): boolean {
  return LINK.test(text);
}

/** Read the elements of an address; it has a problem when it names no key. */
export function link(text: string): Gs1 {
  if (!LINK.test(text) || OUTSIDE.test(text)) return refused(OUTSIDERS);
  const rest = text.replace(LINK, "");
  const domain = DOMAIN.exec(rest)?.[0];
  if (domain === undefined) return refused(NO_DOMAIN);
  const address = rest.slice(domain.length).split("#", 1)[0] ?? "";
  const mark = address.indexOf("?");
  const path = mark < 0 ? address : address.slice(0, mark);
  return ofAddress(path.split("/").slice(1), mark < 0 ? "" : address.slice(mark + 1));
}

function ofAddress(steps: readonly string[], query: string): Gs1 {
  const keyAt = placeOfKey(steps);
  const key = keyAt === null ? undefined : IDENTIFIERS.get(steps[keyAt] ?? "");
  if (keyAt === null || key === undefined) return refused(NO_KEY);
  const named = elementsOf(pairs(steps.slice(keyAt)), "+");
  if (named.problem !== null) return refused(named.problem);
  const asked = elementsOf(parameters(query), " ");
  if (asked.problem !== null) return refused(asked.problem);
  const sequence = named.elements.slice(1).map(({ ai }) => ai);
  if (!qualifies(key, sequence)) return refused(`(${key.ai}) takes no such qualifiers in this order.`);
  const problem = misplaced(key, sequence, asked.elements);
  return problem === null ? checked([...named.elements, ...asked.elements]) : refused(problem);
}

/** Where the last key of a path stands; what follows it are pairs. */
function placeOfKey(steps: readonly string[]): number | null {
  for (let at = steps.length - 2; at >= 0; at -= 2) {
    const known = IDENTIFIERS.get(steps[at] ?? "");
    if (known === undefined) return null;
    if (known.qualifiers !== null) return at;
  }
  return null;
}

type Pair = readonly [ai: string, escaped: string];

function pairs(steps: readonly string[]): Pair[] {
  const many = Math.floor(steps.length / 2);
  return Array.from({ length: many }, (_, place) => [steps[2 * place] ?? "", steps[2 * place + 1] ?? ""] as const);
}

function parameters(query: string): Pair[] {
  const said = query.split("&").filter((part) => part.includes("="));
  const cut = said.map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] as const);
  return cut.filter(([ai]) => /^[0-9]*$/.test(ai));
}

function elementsOf(pairs: readonly Pair[], plus: string): Found {
  const elements: Element[] = [];
  for (const [ai, escaped] of pairs) {
    const known = IDENTIFIERS.get(ai);
    if (known === undefined) return { elements, problem: `There is no application identifier (${ai}).` };
    const value = escaped.replaceAll("+", plus).replace(ESCAPED, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    const problem = problemOf(known, value);
    if (problem !== null) return { elements, problem };
    elements.push({ ai, value });
  }
  return { elements, problem: null };
}

function misplaced(key: Identifier, sequence: readonly string[], asked: readonly Element[]): string | null {
  const seen = new Set([key.ai, ...sequence]);
  for (const { ai } of asked) {
    if (seen.has(ai)) return `(${ai}) stands twice.`;
    seen.add(ai);
  }
  for (const { ai } of asked) {
    if (IDENTIFIERS.get(ai)?.isAttribute !== true) return `(${ai}) may not stand after the question mark.`;
    const places = [...sequence.keys(), sequence.length];
    const fits = places.some((at) => qualifies(key, [...sequence.slice(0, at), ai, ...sequence.slice(at)]));
    if (fits) return `(${ai}) belongs before the question mark.`;
  }
  return null;
}
