// Sends what waits, each person's in order under their own name, until the server has answered for it.
import type { OperationInput, SubmitOperationsAnswer } from "../contract.ts";
import { Failed, SignedOut, Unreachable } from "./call.ts";
import { factOf } from "./outbox.ts";
import { giveUp, settle, skip, type Result } from "./settling.ts";
import { STRICT, type Entry, type KeptPerson, type PastEntry, type Store } from "./store.ts";

export type Sending = {
  readonly store: Store;
  submit(person: KeptPerson, operations: readonly OperationInput[]): Promise<SubmitOperationsAnswer["submitOperations"]>;
  /** Run while no other tab does the same. */
  exclusively<T>(run: () => Promise<T>): Promise<T>;
  expired(person: KeptPerson): Promise<void>;
  /** All of theirs is sent, and they have logged out. */
  leave(person: KeptPerson): Promise<void>;
  settled(past: readonly PastEntry[], results: readonly Result[]): Promise<void>;
  failed(error: Failed): void;
};

/** `SENT`: there may be more; `IDLE`: nothing can be sent; `LATER`: try again after a while. */
type Pass = "SENT" | "IDLE" | "LATER";

const ENTRIES_MAX = 20;
/** Of the 64 kB that a handheld may send. */
const LETTERS_MAX = 24_000;
const WAIT_MS_MIN = 200;
const WAIT_MS_MAX = 5000;
const TRIES_MAX = 5;
/** Faults that lie in what is sent: one entry may spoil it for the others, so they go alone. */
const AT_FAULT: ReadonlySet<string> = new Set(["INPUT_INVALID", "INVALID_INPUT", "DOCUMENT_TOO_LARGE", "OPERATION_TOO_COSTLY", "INTERNAL"]);

export class Flusher {
  private readonly sending: Sending;
  private isRunning = false;
  private isAsked = false;
  private isClosed = false;
  private waitMs = WAIT_MS_MIN;
  private entriesMax = ENTRIES_MAX;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly tries = new Map<string, number>();

  constructor(sending: Sending) {
    this.sending = sending;
  }

  /** Something waits. While the server is out of reach, the next attempt comes by itself. */
  async flush(): Promise<void> {
    this.isAsked = true;
    if (this.isRunning || this.isClosed || this.timer !== undefined) {
      return;
    }
    this.isRunning = true;
    try {
      while (this.isAsked && !this.isClosed) {
        this.isAsked = false;
        await this.sendAll();
      }
    } catch (error) {
      if (!this.isClosed) {
        throw error; // closed in the middle, the store is gone: the next start sends it again
      }
    } finally {
      this.isRunning = false;
    }
  }

  /** The network is back, or the page is: try now, and with short pauses again. */
  async hurry(): Promise<void> {
    this.calm();
    this.waitMs = WAIT_MS_MIN;
    await this.flush();
  }

  close(): void {
    this.isClosed = true;
    this.calm();
  }

  private calm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async sendAll(): Promise<void> {
    let pass: Pass = "SENT";
    while (pass === "SENT" && !this.isClosed) {
      pass = await this.sending.exclusively(() => this.pass());
      if (pass !== "LATER") {
        this.waitMs = WAIT_MS_MIN;
      }
    }
    if (pass === "LATER" && !this.isClosed) {
      this.isAsked = false;
      this.timer = setTimeout(() => {
        this.timer = undefined;
        void this.flush();
      }, this.waitMs * (0.75 + Math.random() / 2));
      this.waitMs = Math.min(this.waitMs * 2, WAIT_MS_MAX);
    }
  }

  /** One request for whoever has waited longest; others go on when one of them must sign in again. */
  private async pass(): Promise<Pass> {
    const people = (await this.sending.store.getAll("people")).filter(({ token, isExpired }) => token !== null && !isExpired);
    const queues = await Promise.all(people.map((person) => this.queueOf(person)));
    for (const { person } of queues.filter(({ person, entries }) => person.isLeaving && entries.length === 0)) {
      await this.sending.leave(person);
    }
    const [next] = queues
      .filter(({ entries }) => entries.length > 0)
      .sort((one, other) => (one.entries[0]?.sequence ?? 0) - (other.entries[0]?.sequence ?? 0));
    return next === undefined ? "IDLE" : this.send(next.person, next.entries);
  }

  private async queueOf(person: KeptPerson): Promise<{ readonly person: KeptPerson; readonly entries: readonly Entry[] }> {
    const entries = await this.sending.store.getAllFromIndex("outbox", "person", person.id, this.entriesMax);
    let letters = 0;
    const fitting = entries.findIndex(({ operation }) => (letters += JSON.stringify(operation).length) > LETTERS_MAX);
    return { person, entries: fitting < 1 ? entries : entries.slice(0, fitting) };
  }

  private async send(person: KeptPerson, entries: readonly Entry[]): Promise<Pass> {
    const orphans = await this.orphans(entries);
    if (orphans.length > 0) {
      await this.keep(orphans, []);
      return "SENT";
    }
    try {
      const answer = await this.sending.submit(person, entries.map(({ operation }) => operation));
      if (answer.__typename === "Refused") {
        throw new Failed(answer.code, answer.message);
      }
      return await this.answered(entries, answer.results);
    } catch (error) {
      return this.recover(error, person, entries);
    }
  }

  private async answered(entries: readonly Entry[], results: readonly Result[]): Promise<Pass> {
    this.entriesMax = Math.min(this.entriesMax * 2, ENTRIES_MAX);
    const settled = settle(entries, results);
    await this.keep(settled, results);
    return settled.length === entries.length ? "SENT" : "LATER";
  }

  /** Entries that build on one which was refused in an earlier request: the server skips only within one. */
  private async orphans(entries: readonly Entry[]): Promise<readonly PastEntry[]> {
    const found: PastEntry[] = [];
    const refused = new Set<string>();
    for (const entry of entries) {
      const before = factOf(entry.operation).dependsOn;
      const past = before && !refused.has(before) ? await this.sending.store.get("history", before) : undefined;
      if (before && (refused.has(before) || past?.outcome === "REFUSED" || past?.outcome === "SKIPPED")) {
        refused.add(entry.operationId);
        found.push(skip(entry));
      }
    }
    return found;
  }

  private async recover(error: unknown, person: KeptPerson, entries: readonly Entry[]): Promise<Pass> {
    if (error instanceof SignedOut) {
      await this.sending.expired(person);
      return "SENT"; // others' may go on
    }
    if (error instanceof Unreachable) {
      this.entriesMax = Math.max(1, Math.floor(this.entriesMax / 2)); // a slow network takes less at a time
      return "LATER";
    }
    if (!(error instanceof Failed)) {
      throw error;
    }
    this.sending.failed(error);
    return AT_FAULT.has(error.code) ? this.isolate(error, entries) : "LATER";
  }

  /** Send one by one until the entry at fault stands alone; then give it up, and tell its owner. */
  private async isolate(error: Failed, entries: readonly Entry[]): Promise<Pass> {
    const [first, second] = entries;
    if (first === undefined || second !== undefined) {
      this.entriesMax = 1;
      return "SENT";
    }
    const tries = (this.tries.get(first.operationId) ?? 0) + 1;
    this.tries.set(first.operationId, tries);
    if (error.code === "INTERNAL" && tries < TRIES_MAX) {
      return "LATER";
    }
    await this.keep([giveUp(first, { code: error.code, message: error.message })], []);
    return "SENT";
  }

  /** Out of the outbox and into the history, at once. */
  private async keep(past: readonly PastEntry[], results: readonly Result[]): Promise<void> {
    const moving = this.sending.store.transaction(["outbox", "history"], "readwrite", STRICT);
    const moves = past.flatMap((entry) => [
      moving.objectStore("outbox").delete(entry.sequence),
      moving.objectStore("history").put(entry),
    ]);
    await Promise.all([...moves, moving.done]);
    await this.sending.settled(past, results);
  }
}
