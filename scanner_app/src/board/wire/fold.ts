/** What a client knows after a snapshot and its deltas: folded by id, the newest version wins. Pure. */

export interface Known {
  readonly id: string;
  readonly version: number;
}

/** One message, whichever list it is of. */
export interface Told<T> {
  readonly kind: "snapshot" | "delta" | "resync" | "heartbeat";
  readonly from: string | null;
  readonly to: string;
  readonly things: readonly T[];
  readonly removed: readonly string[];
  readonly isLast: boolean;
}

export interface Folded<T> {
  readonly things: ReadonlyMap<string, T>;
  /** Where to go on; null before the first message. */
  readonly position: string | null;
  /** False until the whole snapshot has come. */
  readonly isWhole: boolean;
  /** What changed since the snapshot: when, and what it was before. */
  readonly changes: ReadonlyMap<string, Change<T>>;
}

export interface Change<T> {
  readonly at: number;
  readonly before: T | null;
}

export const NOTHING: Folded<never> = { things: new Map<string, never>(), position: null, isWhole: false, changes: new Map<string, Change<never>>() };

/** Say that a message is missing: the list has to be asked for anew from its last position. */
export class Gap extends Error {}

/** Return what is known after a message; throws Gap when it does not go on where the last one ended. */
export function fold<T extends Known>(known: Folded<T>, told: Told<T>, now: number): Folded<T> {
  if (told.kind === "resync") return { ...(NOTHING as Folded<T>), position: null };
  if (known.position !== null && told.from !== null && told.from !== known.position) {
    throw new Gap(`${told.from} does not follow ${known.position}`);
  }
  const position = told.to;
  if (told.things.length === 0 && told.removed.length === 0) {
    return { ...known, position, isWhole: known.isWhole || told.isLast };
  }
  const things = new Map(known.things);
  const changes = new Map(known.changes);
  for (const thing of told.things) {
    const before = things.get(thing.id);
    if (before !== undefined && before.version > thing.version) continue;
    things.set(thing.id, thing);
    if (told.kind === "delta") changes.set(thing.id, { at: now, before: before ?? null });
  }
  for (const id of told.removed) {
    things.delete(id);
    changes.delete(id);
  }
  return { things, position, isWhole: known.isWhole || told.isLast, changes };
}
