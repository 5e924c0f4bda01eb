/** The words of the scanner. */
import { scannerInEnglish } from "./en/scanner.ts";
import { type PlainKey, voice } from "./voice.ts";

export const { say, pieces } = voice(
  scannerInEnglish,
  () => import("./de/scanner.ts").then((german) => german.scannerInGerman),
  () => import("./ar/scanner.ts").then((arabic) => arabic.scannerInArabic),
);
export type Key = PlainKey<typeof scannerInEnglish>;
