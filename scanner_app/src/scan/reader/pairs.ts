// Which elements need one another, and which must not stand on one label: GS1 General Specifications,
// section 4.13, as the dictionary has them. "31nn" is any identifier of four digits that begins with 31.
import { IDENTIFIERS, type Identifier } from "./table.ts";

type Values = ReadonlyMap<string, string>;

/** Keys that a digital signature (8030) needs with their serial. */
const WITH_SERIAL: readonly string[] = ["253", "255", "8003"];

/** Which two elements must not stand together; null where all may. */
export function clash(values: Values): string | null {
  for (const ai of sorted(values)) {
    for (const pattern of IDENTIFIERS.get(ai)?.forbidden ?? []) {
      const other = match(values, pattern, ai);
      if (other !== undefined) return `(${ai}) and (${other}) must not stand on one label.`;
    }
  }
  const signed = values.has("8030") ? WITH_SERIAL : [];
  const bare = signed.find((ai) => values.get(ai)?.length === IDENTIFIERS.get(ai)?.shortest);
  return bare === undefined ? null : `(${bare}) needs its serial beside (8030).`;
}

/** What an element needs and does not find; null where all have what they need. */
export function lack(values: Values): string | null {
  for (const ai of sorted(values)) {
    for (const group of IDENTIFIERS.get(ai)?.required ?? []) {
      const isThere = group.some((allOf) => allOf.every((one) => match(values, one, ai) !== undefined));
      if (!isThere) return `(${ai}) needs ${said(group)} beside it.`;
    }
  }
  return null;
}

function sorted(values: Values): string[] {
  return [...values.keys()].sort();
}

function match(values: Values, pattern: string, besides: string): string | undefined {
  if (!pattern.endsWith("n")) return values.has(pattern) && pattern !== besides ? pattern : undefined;
  const digits = pattern.replace(/n+$/, "");
  const found = sorted(values).filter((ai) => ai.startsWith(digits) && ai.length === pattern.length);
  return found.find((ai) => ai !== besides);
}

function said(group: readonly (readonly string[])[]): string {
  return group.map((allOf) => allOf.map((ai) => `(${ai})`).join(" with ")).join(" or ");
}

/** Tell whether qualifiers may follow a key in a Digital Link, in this order. */
export function qualifies(key: Identifier, sequence: readonly string[]): boolean {
  if (sequence.length === 0) return true;
  return (key.qualifiers ?? []).some((allowed) => isPartOf(sequence, allowed));
}

function isPartOf(sequence: readonly string[], allowed: readonly string[]): boolean {
  let at = -1;
  return sequence.every((ai) => {
    at = allowed.indexOf(ai, at + 1);
    return at >= 0;
  });
}
