/** A list that follows the server: a snapshot, then deltas, and after any break on from where it was. */
import type { Signal } from "@preact/signals";
import type { Operation } from "../../contract.ts";
import { fold, type Folded, type Known, NOTHING, type Told } from "./fold.ts";
import { subscribe } from "./socket.ts";

const PAUSE_MS = 250;
const PAUSE_MS_MAX = 5_000;

/** What every message of every live list says. */
export interface Message {
  readonly __typename: string;
  readonly from?: string | null;
  readonly to?: string;
  readonly isLast?: boolean;
  readonly removed?: readonly string[];
}

interface Asked {
  readonly after?: string | null;
  readonly [name: string]: unknown;
}

/** Follow a subscription into a signal until the returned function is called. */
export function follow<V extends Asked, A, T extends Known>(
  operation: Operation<V, A>,
  variables: Omit<V, "after">,
  read: (answer: A) => { readonly message: Message; readonly things: readonly T[] },
  folded: Signal<Folded<T>>,
): () => void {
  let leave = (): void => undefined;
  let turn = 0;
  let pause = PAUSE_MS;

  const begin = (): void => {
    const mine = ++turn;
    // Half a snapshot is none: only what is whole can be gone on with.
    if (!folded.value.isWhole) folded.value = NOTHING as Folded<T>;
    leave = subscribe(operation, { ...variables, after: folded.value.position } as unknown as V, hear, () => {
      if (mine !== turn) return;
      setTimeout(() => mine === turn && begin(), pause);
      pause = Math.min(PAUSE_MS_MAX, pause * 2);
    });
  };
  const hear = (answer: A): void => {
    const { message, things } = read(answer);
    const told = toldBy(message, things);
    pause = PAUSE_MS;
    if (told === null) return;
    try {
      folded.value = fold(folded.value, told, Date.now());
    } catch {
      const before = leave;
      begin();
      before();
    }
  };
  folded.value = NOTHING as Folded<T>;
  begin();
  return () => {
    turn += 1;
    leave();
  };
}

function toldBy<T>(message: Message, things: readonly T[]): Told<T> | null {
  if (message.to === undefined) return null;
  const name = message.__typename;
  return {
    kind: name === "Resync" ? "resync" : name === "Heartbeat" ? "heartbeat" : name.endsWith("Snapshot") ? "snapshot" : "delta",
    from: message.from ?? null,
    to: message.to,
    things,
    removed: message.removed ?? [],
    isLast: message.isLast ?? false,
  };
}
