// What a camera has seen, and whether it may count as a scan.
import type { Reading } from "../reader/reading.ts";

/** A symbol in a picture: its text after its AIM identifier, as a scanner would send it. */
export type Seen = { readonly raw: string; readonly format: string };

/** How to search a picture: its middle as it stands, or all of it, turned and inverted as well. */
export type Search = "fast" | "thorough";

/** Count it, ask the person to compare it with the label, or go on looking. */
export type Verdict = "accept" | "ask" | "pass";

/**
 * Judge what was seen. A blurred symbol can give the same wrong text in frame after frame with a right
 * check symbol, so equal frames are no proof: it counts only where it reads well and is known already.
 */
export function judge(reading: Reading, isKnown: (reading: Reading) => boolean): Verdict {
  if (reading.problem !== null || reading.plain === "") return "pass";
  if (isKnown(reading)) return "accept";
  const isNumber = reading.aim === "]I1" || /^\]E/.test(reading.aim ?? "");
  return isNumber && reading.gtins.length === 0 ? "pass" : "ask";
}

/** The text that a scanner would have sent for a symbol. */
export function sentBy(symbology: string, text: string): string {
  const aim = /^\][A-Za-z][0-9A-Za-z]/.exec(symbology)?.[0] ?? "";
  if (aim === "]E0" && /^[0-9]{12}$/.test(text)) return `${aim}0${text}`;
  return aim + text;
}
