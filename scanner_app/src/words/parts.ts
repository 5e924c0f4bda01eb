/** The words that the parts say by themselves. */
import { partsInEnglish } from "./en/parts.ts";
import { type PlainKey, voice } from "./voice.ts";

export const { say } = voice(
  partsInEnglish,
  () => import("./de/parts.ts").then((german) => german.partsInGerman),
  () => import("./ar/parts.ts").then((arabic) => arabic.partsInArabic),
);
export type Key = PlainKey<typeof partsInEnglish>;
