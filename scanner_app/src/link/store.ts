// What the device keeps, in IndexedDB: what waits to be sent, what was sent, who works here, and what is known.
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { FloorTaskFragment, ID, OperationInput, Permission, Tracking, Unit, UUID } from "../contract.ts";

export type Place = { readonly id: ID; readonly code: string; readonly name: string };

export type Person = {
  readonly id: ID;
  readonly code: string;
  readonly name: string;
  readonly language: string;
  readonly permissions: readonly Permission[];
  readonly locations: readonly Place[];
};

/** Somebody who has worked on this device; the token goes when all of theirs is sent. */
export type KeptPerson = Person & {
  readonly token: string | null;
  /** The server no longer takes the token: they must sign in again before theirs is sent. */
  readonly isExpired: boolean;
  /** They logged out; the server hears of it when all of theirs is sent. */
  readonly isLeaving: boolean;
  readonly location: Place | null;
};

/** What a worker reads of an operation later: one line, and the task that it belongs to. */
export type Note = { readonly label: string; readonly task: string | null };

/** One operation that waits; `sequence` is its place in the order of the device. */
export type Entry = Note & {
  readonly sequence: number;
  readonly operationId: UUID;
  readonly person: ID;
  readonly operation: OperationInput;
  readonly at: string;
  /** The tasks that it ends, where it does. */
  readonly over?: readonly ID[];
};

/** What became of an operation. */
export type PastEntry = Entry & {
  readonly outcome: "APPLIED" | "APPLIED_WITH_CASE" | "REFUSED" | "SKIPPED";
  readonly message: string | null;
  readonly code: string | null;
  readonly caseId: ID | null;
  readonly settledAt: number;
  /** Whether the worker has still to be told. */
  readonly isNews: 0 | 1;
};

export type KeptTask = { readonly person: ID; readonly id: ID; readonly place: number; readonly leaseMs: number; readonly task: FloorTaskFragment };

/** An item or a bin, by one of the codes that mean it. */
export type KnownRow = {
  readonly value: string;
  readonly kind: "ITEM" | "BIN";
  readonly id: ID;
  readonly code: string;
  readonly name: string;
  readonly quantity: number;
  readonly tracking: Tracking | null;
  readonly hasExpiry: boolean;
  readonly unit: Unit | null;
  readonly block: boolean;
};

export type TraceRow = { readonly at: number; readonly kind: "scan" | "tap" | "error" | "screen"; readonly what: string };

export interface Schema extends DBSchema {
  outbox: { key: number; value: Entry; indexes: { person: ID } };
  history: { key: UUID; value: PastEntry; indexes: { settledAt: number; news: [ID, number] } };
  people: { key: ID; value: KeptPerson };
  values: { key: string; value: unknown };
  tasks: { key: [ID, ID]; value: KeptTask; indexes: { person: ID } };
  catalogue: { key: number; value: KnownRow };
  trace: { key: number; value: TraceRow };
}

export type Store = IDBPDatabase<Schema>;

const NAME = "stockwright";
const VERSION = 1;

/** Open the store; a newer page in another tab may bring it up to date, and then this one must go. */
export async function openStore(name: string = NAME): Promise<Store> {
  const store = await openDB<Schema>(name, VERSION, {
    upgrade: (made) => {
      const outbox = made.createObjectStore("outbox", { keyPath: "sequence", autoIncrement: true });
      outbox.createIndex("person", "person");
      const history = made.createObjectStore("history", { keyPath: "operationId" });
      history.createIndex("settledAt", "settledAt");
      history.createIndex("news", ["person", "isNews"]);
      made.createObjectStore("people", { keyPath: "id" });
      made.createObjectStore("values");
      made.createObjectStore("tasks", { keyPath: ["person", "id"] }).createIndex("person", "person");
      made.createObjectStore("catalogue", { autoIncrement: true });
      made.createObjectStore("trace", { autoIncrement: true });
    },
    blocking: () => store.close(),
  });
  return store;
}

export const forgetStore = (name: string): Promise<void> => deleteDB(name);

/** A write that is on the disk when it is done, not only on its way there. */
export const STRICT = { durability: "strict" } as const;
