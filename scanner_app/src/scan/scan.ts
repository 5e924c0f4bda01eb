// One scan, whatever sent it: its text, its symbology where the scanner says it, its GS1 parts.
import { hasRightCheckDigit } from "./check.ts";
import { elementString, GS, parseGs1, valueOf, type Element } from "./gs1.ts";

/** How a code came to us. */
export type ScanMethod = "WEDGE" | "KEYPAD" | "CAMERA";

/** A code that was read. */
export type Scan = {
  /** What to send as a `Barcode`: a GS1 label keeps its AIM identifier, or begins with FNC1. */
  readonly text: string;
  /** What to show and to compare with plain codes: no AIM identifier, no leading FNC1. */
  readonly plain: string;
  /** The AIM identifier such as `]C1`; null when the scanner does not send it. */
  readonly symbology: string | null;
  readonly elements: readonly Element[];
  /** Why it is no good GS1 though it says that it is. */
  readonly problem: string | null;
  readonly method: ScanMethod;
  /** When it began, by the device's clock, in ms since 1970. */
  readonly at: number;
};

/** AIM identifiers that say: an element string follows. The server takes the first four as they are. */
const GS1_SYMBOLOGIES: readonly string[] = ["]C1", "]d2", "]Q3", "]e0", "]J1", "]e1", "]e2"];
const SENT_AS_THEY_ARE = 4;
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
const DISGUISED_GS = /<(?:GS|FNC1)>|\{(?:GS|FNC1)\}|\[GS\]|\u241d/gi;
const LINK = /^https?:\/\//i;

/** Read what a scanner sent; total for any text. */
export function readScan(raw: string, at: number, method: ScanMethod = "WEDGE"): Scan {
  const clean = raw.replace(DISGUISED_GS, GS).replace(/[\r\n\t]+$/, "");
  const symbology = AIM.exec(clean)?.[0] ?? null;
  const body = symbology === null ? clean : clean.slice(symbology.length);
  const plain = body.replace(/^\u001d+/, "");
  const kind = symbology === null ? null : GS1_SYMBOLOGIES.indexOf(symbology);
  const code = { plain, symbology, method, at };
  if ((kind ?? -1) >= 0 || body.startsWith(GS) || (kind === null && body.includes(GS))) {
    const read = parseGs1(plain);
    const text = kind !== null && kind >= 0 && kind < SENT_AS_THEY_ARE ? clean : GS + plain;
    return { ...code, text, ...read };
  }
  const guessed = kind === null || LINK.test(plain) ? guess(plain) : null;
  return { ...code, text: guessed ? GS + elementString(guessed) : plain, elements: guessed ?? [], problem: null };
}

/** Return a part of a scan. */
export function element(scan: Scan, ai: string): string | undefined {
  return valueOf(scan.elements, ai);
}

/** Find GS1 parts in a text that does not say it has some: only where a right check digit vouches for it. */
function guess(text: string): readonly Element[] | null {
  const looksLike = text.startsWith("(") || LINK.test(text) || vouched(text);
  if (!looksLike) {
    return null;
  }
  const { elements, problem } = parseGs1(text);
  return problem === null ? elements : null;
}

function vouched(text: string): boolean {
  if (/^00\d{18}$/.test(text)) {
    return hasRightCheckDigit(text.slice(2));
  }
  return /^0[12]\d{14}/.test(text) && hasRightCheckDigit(text.slice(2, 16));
}
