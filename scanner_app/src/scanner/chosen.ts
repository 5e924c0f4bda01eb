/** Choices that we have words for, by their code; others are shown as the house names them. */
import type { Key } from "../words/scanner.ts";

export const CHOSEN: Readonly<Record<string, Key>> = {
  A_LIKE_NEW: "likeNew",
  B_OPENED: "opened",
  C_WORN: "worn",
  D_BROKEN: "broken",
  RESTOCK: "toStock",
  DAMAGED: "keptDamaged",
  QUARANTINE: "setAside",
  SCRAP: "scrapped",
};

/** Why a bin gave less, by its code. */
export const SHORT: Readonly<Record<string, Key>> = {
  BIN_EMPTY: "reasonBinEmpty",
  NOT_ENOUGH: "reasonNotEnough",
  WRONG_ITEM: "reasonWrongItem",
  DAMAGED: "reasonDamaged",
  EXPIRED: "reasonExpired",
  UNREACHABLE: "reasonUnreachable",
  UNREADABLE: "reasonUnreadable",
};
