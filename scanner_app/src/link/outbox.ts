// What the worker has done and the server does not know yet: on disk before anything else, in order, under its owner.
import type { ID, OperationInput, UUID } from "../contract.ts";
import type { MeasuredClock } from "./clock.ts";
import { newsOf, nextChange, type Lights } from "./state.ts";
import { STRICT, type Entry, type Note, type PastEntry, type Store } from "./store.ts";

export type { Note } from "./store.ts";

/** What is kept with operations; the tasks that are over by them leave the device in the same writing. */
export type Done = Note & { readonly over?: readonly ID[] };

/** An operation in the worker's own history. */
export type Past = {
  readonly operationId: UUID;
  readonly operation: string;
  readonly label: string;
  readonly task: string | null;
  readonly at: string;
  readonly outcome: "WAITING" | PastEntry["outcome"];
  readonly message: string | null;
  /** The operation that this one takes back, where it is an undo. */
  readonly target: UUID | null;
};

type Fact = { readonly operationId: UUID; readonly occurredAt?: string; readonly dependsOn?: UUID | null };

const KEPT_MS = 7 * 24 * 3600 * 1000;
const HISTORY = 50;

/** Which command an entry is, such as `confirmPick`. */
export function operationName(operation: OperationInput): string {
  return Object.keys(operation)[0] ?? "";
}

/** What is common to all commands of the floor. */
export function factOf(operation: OperationInput): Fact {
  return Object.values(operation)[0] as Fact;
}

export function operationIdOf(operation: OperationInput): UUID {
  return factOf(operation).operationId;
}

type Ways = {
  readonly store: Store;
  readonly lights: Lights;
  readonly clock: MeasuredClock;
  /** Who is signed in; nobody's work is kept without a name. */
  owner(): ID;
  /** These tasks are over: an answer that was asked for before may still speak of them. */
  ended(tasks: readonly ID[]): void;
  /** A second copy elsewhere. */
  copy(entries: readonly Entry[]): Promise<void>;
  /** Show it, and let the flusher and other tabs know; done when it is shown. */
  changed(): Promise<void>;
  /** Try to send now, whatever pause was meant. */
  hurry(): void;
};

export class Outbox {
  private readonly ways: Ways;

  constructor(ways: Ways) {
    this.ways = ways;
  }

  /** Keep operations; done when they are on the disk, all or none, and counted among what waits. */
  async put(operations: readonly OperationInput[], { over = [], ...note }: Done): Promise<void> {
    const person = this.ways.owner();
    // Begun before anything is awaited: the order of the calls is the order on the disk.
    this.ways.ended(over);
    const writing = this.ways.store.transaction(["outbox", "tasks"], "readwrite", STRICT);
    const dropped = over.map((task) => writing.objectStore("tasks").delete([person, task]));
    const added = operations.map(async (operation) => {
      const fact = factOf(operation);
      const at = fact.occurredAt ?? this.ways.clock.instant();
      const entry = { ...note, over, operationId: fact.operationId, person, operation, at };
      return { ...entry, sequence: await writing.objectStore("outbox").add(entry as Entry) }; // the store gives the sequence
    });
    const [entries] = await Promise.all([Promise.all(added), ...dropped, writing.done]);
    await Promise.all([this.ways.copy(entries), this.ways.changed()]);
  }

  /** Ask for the next attempt to send, now. */
  flush(): void {
    void this.ways.changed();
  }

  /** Wait until the house has answered for all that the worker did; false where that takes too long or nobody is in reach. */
  async sent(withinMs: number): Promise<boolean> {
    return this.until(withinMs, async (person) => (await this.ways.store.countFromIndex("outbox", "person", person)) === 0);
  }

  /** Wait for what becomes of one operation; null where that takes too long or nobody is in reach. */
  async answered(operationId: UUID, withinMs: number): Promise<PastEntry | null> {
    await this.until(withinMs, async () => (await this.ways.store.getKey("history", operationId)) !== undefined);
    return (await this.ways.store.get("history", operationId)) ?? null;
  }

  private async until(withinMs: number, isSo: (person: ID) => Promise<boolean>): Promise<boolean> {
    const person = this.ways.owner();
    const { lights } = this.ways;
    const end = Date.now() + withinMs;
    for (let isHurried = false; !(await isSo(person)); isHurried = true) {
      const leftMs = end - Date.now();
      if (leftMs <= 0 || lights.offlineSince.peek() !== null) {
        return false;
      }
      if (!isHurried) {
        this.ways.hurry();
      }
      await nextChange(lights, leftMs);
    }
    return true;
  }

  /** The worker's own operations, newest first, those that wait included. */
  async history(limit: number = HISTORY): Promise<readonly Past[]> {
    const person = this.ways.owner();
    const waiting = await this.ways.store.getAllFromIndex("outbox", "person", person);
    const found: Past[] = waiting.reverse().map((entry) => ({ ...shown(entry), outcome: "WAITING", message: null }));
    const reading = this.ways.store.transaction("history");
    let cursor = await reading.store.index("settledAt").openCursor(null, "prev");
    while (cursor !== null && found.length < limit) {
      if (cursor.value.person === person) {
        found.push({ ...shown(cursor.value), outcome: cursor.value.outcome, message: cursor.value.message });
      }
      cursor = await cursor.continue();
    }
    return found.slice(0, limit);
  }

  /** The worker has read this piece of news. */
  async told(operationId: UUID): Promise<void> {
    const telling = this.ways.store.transaction("history", "readwrite");
    const past = await telling.store.get(operationId);
    if (past !== undefined) {
      await telling.store.put({ ...past, isNews: 0 });
    }
    await telling.done;
    await this.readNews(past?.person ?? null);
  }

  /** Show what the one who is signed in has still to be told. */
  async readNews(person: ID | null): Promise<void> {
    const untold = person === null ? [] : await this.ways.store.getAllFromIndex("history", "news", [person, 1]);
    const news = untold.map(newsOf).filter((one) => one !== null);
    this.ways.lights.news.value = news.sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  /** Forget what was settled more than seven days ago. */
  async prune(): Promise<void> {
    const pruning = this.ways.store.transaction("history", "readwrite");
    const old = await pruning.store.index("settledAt").getAllKeys(IDBKeyRange.upperBound(Date.now() - KEPT_MS));
    await Promise.all(old.map((operationId) => pruning.store.delete(operationId)));
    await pruning.done;
  }
}

function shown({ operationId, operation, label, task, at }: Entry): Omit<Past, "outcome" | "message"> {
  const target = operation.undoOperation?.target ?? null;
  return { operationId, operation: operationName(operation), label, task, at, target };
}
