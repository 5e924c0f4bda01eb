// The decoder of pictures: zxing-wasm, from our own server, in a worker of its own.
import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import { type Search, type Seen, sentBy } from "./seen.ts";

const COMMON: ReaderOptions = {
  formats: [
    "Code128",
    "EAN13",
    "EAN8",
    "UPCA",
    "UPCE",
    "ITF",
    "Code39",
    "DataBar",
    "DataBarExpanded",
    "DataBarLimited",
    "DataMatrix",
    "QRCode",
  ],
  maxNumberOfSymbols: 1,
  textMode: "Plain",
};
const HARD: Readonly<Record<Search, boolean>> = { fast: false, thorough: true };

/** Bring the decoder in from where the build put it. */
export async function openDecoder(wasm: string): Promise<void> {
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
}

/** Search a picture; null when it shows no symbol that can be read. */
export async function decode(picture: ImageData, search: Search): Promise<Seen | null> {
  const isHard = HARD[search];
  const hard = { tryHarder: isHard, tryRotate: isHard, tryInvert: isHard, tryDownscale: isHard, tryDenoise: false };
  const [found] = await readBarcodes(picture, { ...COMMON, ...hard });
  return found === undefined ? null : { raw: sentBy(found.symbologyIdentifier, found.text), format: found.format };
}
