// One scan, whatever sent it: its text, its symbology where the scanner says it, its GS1 parts.
import { type Element, valueOf } from "./elements.ts";
import type { Reading } from "./reader/reading.ts";

/** How a code came to us. */
export type ScanMethod = "WEDGE" | "KEYPAD" | "CAMERA";

/** A code that was read. */
export type Scan = {
  /** What the scanner sent. */
  readonly raw: string;
  /** What to send as a `Barcode`: a GS1 label keeps its AIM identifier, or begins with FNC1. */
  readonly text: string;
  /** What to show and to compare with plain codes: no AIM identifier, no leading FNC1. */
  readonly plain: string;
  /** The AIM identifier such as `]C1`; null when the scanner does not send it. */
  readonly symbology: string | null;
  readonly elements: readonly Element[];
  /** Why it cannot be read though it says what it is. */
  readonly problem: string | null;
  readonly method: ScanMethod;
  /** When it began, by the device's clock, in ms since 1970. */
  readonly at: number;
};

/** The reader of labels: a part of its own, with its table, that comes after the first screen. */
let reader: ((raw: string) => Reading) | null = null;

const AIM = /^\][A-Za-z][0-9A-Za-z]/;

/** Bring in the reader of labels; until then a scan is a plain text. */
export async function loadReader(): Promise<void> {
  reader ??= (await import("./reader/reading.ts")).read;
}

/** Read what a scanner sent; total for any text. */
export function readScan(raw: string, at: number, method: ScanMethod = "WEDGE"): Scan {
  const { text, plain, aim, elements, problem } = reader?.(raw) ?? asText(raw);
  return { raw, text, plain, symbology: aim, elements, problem, method, at };
}

/** Read again what came before the reader of labels was there. */
export function readAgain({ raw, at, method }: Scan): Scan {
  return readScan(raw, at, method);
}

/** Return a part of a scan. */
export function element(scan: Scan, ai: string): string | undefined {
  return valueOf(scan.elements, ai);
}

function asText(raw: string): Pick<Reading, "text" | "plain" | "aim" | "elements" | "problem"> {
  const clean = raw.trim();
  const aim = AIM.exec(clean)?.[0] ?? null;
  const plain = aim === null ? clean : clean.slice(aim.length);
  return { text: plain, plain, aim, elements: [], problem: null };
}
