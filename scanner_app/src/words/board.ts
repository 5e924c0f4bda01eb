/** The words of the board. */
import { boardInEnglish } from "./en/board.ts";
import { voice } from "./voice.ts";

export const { say, pieces } = voice(boardInEnglish, () => import("./de/board.ts").then((german) => german.boardInGerman));
export type Key = keyof typeof boardInEnglish;
