// The inside of a North American coupon, (8110) or (8112): which fields, or where it goes wrong. Nothing
// between two fields separates them: each says in its first digit how long it is, or is as long as all of its
// kind. What they are stands in the table (tools/coupons.py).
import { passes } from "./linters.ts";
import type { Coupon, Field, Group } from "./table.ts";

type Walked = { readonly at: number; readonly said: string | null };

/** What is wrong with the digits of a coupon; null when it is nothing. */
export function flaw(coupon: Coupon, text: string): string | null {
  const days: string[] = [];
  let { at, said } = walk(coupon.fields, text, 0, days);
  let groups: readonly Group[] = coupon.groups;
  while (said === null && at < text.length) {
    const begins = groups.map(([digit]) => digit);
    const place = begins.indexOf(text.charAt(at));
    const group = groups[place];
    if (group === undefined) return notNext(begins, text.charAt(at));
    ({ at, said } = walk(group[1], text, at + 1, days));
    groups = groups.slice(place + 1);
  }
  // The last day stands before the first one.
  const [last = "", first = ""] = days;
  return said ?? (last < first ? "ends before it starts" : null);
}

/** Where some fields end, and what is wrong with one of them; keeps the days there. */
function walk(fields: readonly Field[], text: string, from: number, days: string[]): Walked {
  let at = from;
  for (const field of fields) {
    const digit = text.charAt(at);
    if (digit === "") return { at, said: `ends before its ${field.name}` };
    const length = field.lengths[Number(digit)] ?? field.digits;
    if (length < 0) return { at, said: notTaken(field, digit) };
    at += field.lengths.length > 0 ? 1 : 0;
    const value = text.slice(at, at + length);
    if (value.length < length) return { at, said: `ends within its ${field.name}` };
    if (field.linter !== "") {
      days.push(value);
      if (!passes(field.linter, value)) return { at, said: `has no such ${field.name}` };
    }
    at += length;
  }
  return { at, said: null };
}

function notTaken(field: Field, digit: string): string {
  const taken = [...field.lengths.keys()].filter((each) => (field.lengths[each] ?? -1) >= 0).map(String);
  const role = Math.max(...field.lengths) > 0 ? `the length of its ${field.name}` : `its ${field.name}`;
  return `takes ${either(taken)} as ${role}, not ${digit}`;
}

function notNext(begins: readonly string[], digit: string): string {
  return begins.length > 0 ? `takes ${either(begins)} next, not ${digit}` : "goes on after its end";
}

function either(digits: readonly string[]): string {
  const before = digits.slice(0, -1).join(", ");
  return before === "" ? digits.join("") : `${before} or ${digits.at(-1) ?? ""}`;
}
