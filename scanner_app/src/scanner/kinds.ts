/** The kinds of work: their words, pictures, and how each begins. A new flow is one more line in WORKS. */
import type { Permission, TaskKind } from "../contract.ts";
import type { Pictogram } from "../parts/pictograms.ts";
import type { FloorTask } from "../work/types.ts";
import type { Key } from "../words/scanner.ts";
import type { Floor } from "./floor.ts";
import { beginMove, beginShipping } from "./starting.ts";
import { beginKind } from "./working.ts";

export const KINDS: Readonly<Record<TaskKind, Key>> = {
  COUNT: "count",
  INSPECT: "inspect",
  LOAD: "load",
  MOVE: "move",
  PACK: "pack",
  PICK: "pick",
  PUT_AWAY: "putAway",
  RECEIVE: "receive",
  REPLENISH: "replenish",
};

export interface Work {
  readonly word: Key;
  readonly icon: Pictogram;
  readonly needs: Permission;
  /** Whose number is shown. */
  readonly kinds: readonly TaskKind[];
  readonly begin: (floor: Floor) => void | Promise<void>;
}

const claimed = (...kinds: readonly TaskKind[]) => ({ kinds, begin: (floor: Floor) => beginKind(floor, kinds) });

const byScan = (wanted: Key, ...kinds: readonly TaskKind[]) => ({
  kinds,
  begin: (floor: Floor): void => void (floor.wanted.value = wanted),
});

/** In the order of the list on the home screen. */
export const WORKS: readonly Work[] = [
  { word: "receive", icon: "receive", needs: "RECEIVE", ...byScan("wantReceipt", "RECEIVE") },
  { word: "pick", icon: "pick", needs: "PICK", ...claimed("PICK") },
  { word: "putAway", icon: "putaway", needs: "PUT_AWAY", ...claimed("PUT_AWAY") },
  { word: "count", icon: "count", needs: "COUNT", ...claimed("COUNT") },
  { word: "pack", icon: "item", needs: "PACK", ...byScan("wantTote", "PACK") },
  { word: "ship", icon: "truck", needs: "SHIP", kinds: ["LOAD"], begin: beginShipping },
  { word: "returns", icon: "returns", needs: "RECEIVE_RETURN", ...byScan("wantReturn") },
  { word: "move", icon: "move", needs: "MOVE_STOCK", kinds: [], begin: beginMove },
];

/** The kinds of work that the worker may do. */
export function worksOf(floor: Floor): readonly Work[] {
  const permissions = floor.link.session.person.value?.permissions ?? [];
  return WORKS.filter((work) => permissions.includes(work.needs));
}

/** The document that a task is for. */
export function titleOf(task: FloorTask): string {
  return task.walk?.number ?? task.documentNumber ?? "";
}
