// Reads photos as the camera's worker does, for tools/photos.py: first the middle, then all of it.
import { decode, openDecoder } from "../src/scan/camera/decoder.ts";
import { type Seen, judge, type Search } from "../src/scan/camera/seen.ts";
import { read } from "../src/scan/reader/reading.ts";

type Answer = { readonly raw: string | null; readonly verdict: string; readonly ms: number };

declare global {
  var openPhotos: (wasm: string) => Promise<void>;
  var readPhoto: (picture: string, known: readonly string[]) => Promise<Answer>;
}

globalThis.openPhotos = openDecoder;
globalThis.readPhoto = async (picture, known) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const before = performance.now();
  let shown: { seen: Seen; verdict: string } | null = null;
  for (const search of ["fast", "thorough"] as const) {
    const seen = await decode(part(image, search), search);
    const verdict = seen === null ? "pass" : judge(read(seen.raw), ({ plain }) => known.includes(plain));
    if (seen !== null && verdict === "accept") return { raw: seen.raw, verdict, ms: performance.now() - before };
    if (seen !== null && verdict === "ask") shown ??= { seen, verdict };
  }
  return { raw: shown?.seen.raw ?? null, verdict: shown?.verdict ?? "pass", ms: performance.now() - before };
};

function part(image: ImageBitmap, search: Search): ImageData {
  const isFast = search === "fast";
  const width = Math.max(1, Math.round(image.width * (isFast ? 0.8 : 1)));
  const height = Math.max(1, Math.round(image.height * (isFast ? 0.4 : 1)));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, (width - image.width) / 2, (height - image.height) / 2);
  return context.getImageData(0, 0, width, height);
}
