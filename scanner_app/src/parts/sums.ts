/** What has been keyed: digits and sums such as 6 + 3, as a person counts them. Pure. */

export type PadKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "+" | "-" | "=" | "delete";

const DIGITS_MAX = 7;

/** Return what stands there after one more key. */
export function keyed(before: string, key: PadKey): string {
  if (key === "delete") return before.slice(0, -1);
  if (key === "=") return before === "" ? "" : String(total(before) ?? 0);
  const ending = /[+-]$/.test(before);
  if (key === "+" || key === "-") {
    if (before === "") return "";
    return (ending ? before.slice(0, -1) : before) + key;
  }
  const term = before.split(/[+-]/).at(-1) ?? "";
  if (term.length >= DIGITS_MAX) return before;
  return term === "0" ? before.slice(0, -1) + key : before + key;
}

/** Return the sum, never below zero; null when nothing has been keyed. */
export function total(keys: string): number | null {
  const terms = keys.match(/[+-]?\d+/g);
  if (terms === null) return null;
  return Math.max(0, terms.reduce((sum, term) => sum + Number(term), 0));
}

/** Return the sum as it is written above the number; empty for a plain number. */
export function written(keys: string): string {
  return /\d[+-]/.test(keys) ? keys.replace(/([+-])/g, " $1 ").replaceAll("-", "−").trim() : "";
}
