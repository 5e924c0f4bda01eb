// Which decoder this device has: the browser's own where it exists, else ours in a worker.
import type { Search, Seen } from "./seen.ts";
import { sentBy } from "./seen.ts";

/** Searches pictures, one at a time. */
export type Decoder = {
  readonly see: (picture: ImageData, search: Search) => Promise<Seen | null>;
  readonly close: () => void;
};

/** The browser's detector, where it has one; the DOM's types do not know it yet. */
type Detected = { readonly rawValue: string; readonly format: string };
type Detector = { readonly detect: (picture: ImageData) => Promise<readonly Detected[]> };
type DetectorClass = {
  new (options: { readonly formats: readonly string[] }): Detector;
  readonly getSupportedFormats: () => Promise<readonly string[]>;
};

/** Names of the Shape Detection API, with the AIM identifier that a scanner would send. */
const AIMS: Readonly<Record<string, string>> = {
  ean_13: "]E0",
  ean_8: "]E4",
  upc_a: "]E0",
  code_128: "]C0",
  code_39: "]A0",
  itf: "]I0",
  data_matrix: "]d1",
  qr_code: "]Q1",
};

/** Open the decoder that this device has. */
export async function decoderHere(): Promise<Decoder> {
  return (await native()) ?? ours();
}

async function native(): Promise<Decoder | null> {
  const { BarcodeDetector: found } = globalThis as { readonly BarcodeDetector?: DetectorClass };
  if (found === undefined) return null;
  const formats = (await found.getSupportedFormats()).filter((format) => format in AIMS);
  if (!formats.includes("code_128") || !formats.includes("data_matrix")) return null;
  const detector = new found({ formats });
  return { see: async (picture) => seenBy((await detector.detect(picture))[0]), close: () => undefined };
}

/** What the browser's detector says; FNC1 before a GS1 label comes as U+001D, or not at all. */
function seenBy(found: Detected | undefined): Seen | null {
  if (found === undefined) return null;
  const aim = found.rawValue.startsWith("\u001d") ? "" : (AIMS[found.format] ?? "");
  return { raw: sentBy(aim, found.rawValue), format: found.format };
}

function ours(): Decoder {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const see = (picture: ImageData, search: Search): Promise<Seen | null> =>
    new Promise((resolve, reject) => {
      worker.onmessage = (event: MessageEvent<Seen | null>) => resolve(event.data);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ picture, search }, [picture.data.buffer]);
    });
  return { see, close: () => worker.terminate() };
}
