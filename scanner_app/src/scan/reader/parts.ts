// Checks a part of a value: its characters, then what GS1's syntax dictionary names for it.
import { flaw } from "./coupons.ts";
import { fits, passes } from "./linters.ts";
import { COUPONS, SAYS } from "./table.ts";

/** What the first check says that a part does not pass; null when it passes all. */
export function broken(characters: string, linters: readonly string[], text: string): string | null {
  if (!fits(characters, text)) return SAYS[characters] ?? "";
  for (const linter of linters) {
    const told = said(linter, text);
    if (told !== null) return told;
  }
  return null;
}

function said(linter: string, text: string): string | null {
  const coupon = COUPONS.get(linter);
  if (coupon === undefined) return passes(linter, text) ? null : (SAYS[linter] ?? "");
  return fits("N", text) ? flaw(coupon, text) : (SAYS["N"] ?? "");
}
