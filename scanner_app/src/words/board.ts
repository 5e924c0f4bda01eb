/** The words of the board. */
import { boardInEnglish } from "./en/board.ts";
import { voice } from "./voice.ts";

export const { say, pieces } = voice(
  boardInEnglish,
  () => import("./de/board.ts").then((german) => german.boardInGerman),
  () => import("./ar/board.ts").then((arabic) => arabic.boardInArabic),
);
export type Key = keyof typeof boardInEnglish;
