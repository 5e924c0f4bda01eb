// The tasks that a worker holds: claimed ahead, kept for dead spots, and renewed before another may have them.
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import {
  ClaimTasks, RenewTasks, Walk,
  type ClaimTasksInput, type DocumentRef, type FloorTaskFragment, type ID, type NoFragment, type TaskKind, type Ref,
} from "../contract.ts";
import type { Ask } from "./call.ts";
import type { Clock } from "./clock.ts";
import { newId } from "./ids.ts";
import type { KeptTask, Person, Place, Store } from "./store.ts";

export type FloorTask = FloorTaskFragment;
export type Wanted = {
  /** These and no others. */
  readonly tasks?: readonly ID[];
  readonly kinds?: readonly TaskKind[];
  readonly document?: DocumentRef;
  readonly near?: Ref;
  readonly prefetch?: number;
};

type Holder = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ask: Ask;
  person(): Person | null;
  location(): Place | null;
  /** Wait for the answers to what was done before; false where that takes too long. */
  sent(): Promise<boolean>;
};

const PREFETCH = 2;
const RENEW_MAX = 50;
const OVER: ReadonlySet<string> = new Set(["DONE", "CANCELED", "SHORT"]);

export class Tasks {
  readonly kept: ReadonlySignal<readonly FloorTask[]>;
  private readonly rows: Signal<readonly KeptTask[]> = signal([]);
  private readonly shown: Signal<readonly FloorTask[]> = signal([]);
  private readonly holder: Holder;
  /** One change after the other: answers come in any order. */
  private changing: Promise<unknown> = Promise.resolve();
  private claiming: Promise<unknown> = Promise.resolve();
  private readonly endings: ID[] = [];

  constructor(holder: Holder) {
    this.holder = holder;
    this.kept = this.shown;
  }

  /** Show what the one who is signed in holds. */
  async read(): Promise<void> {
    const person = this.holder.person();
    const rows = person === null ? [] : await this.holder.store.getAllFromIndex("tasks", "person", person.id);
    this.rows.value = rows.sort((one, other) => one.place - other.place);
    const tasks = rows.map(({ task }) => task);
    if (JSON.stringify(tasks) !== JSON.stringify(this.shown.peek())) {
      this.shown.value = tasks; // the same tasks read again paint nothing
    }
  }

  /**
   * Take the next tasks, behind all that was done before: else the house would speak of tasks that are over here. One claim
   * goes after the other: of two at once the house may tell one that there is nothing, as the other has it. Throws
   * Unreachable in a dead spot: go on with those that are kept.
   */
  claim(wanted: Wanted): Promise<readonly FloorTask[] | NoFragment> {
    const claimed = this.claiming.then(() => this.claimNow(wanted));
    this.claiming = claimed.catch(() => undefined); // who asked hears of it; the next claim goes on
    return claimed;
  }

  private async claimNow(wanted: Wanted): Promise<readonly FloorTask[] | NoFragment> {
    const location = this.holder.location();
    const input: ClaimTasksInput = {
      ...wanted,
      operationId: newId(),
      prefetch: wanted.prefetch ?? PREFETCH,
      ...(location && wanted.document === undefined ? { location: { id: location.id } } : {}),
    };
    await this.holder.sent();
    const isOpen = await this.watch();
    const { claimTasks: answer } = await this.holder.ask(ClaimTasks, { input });
    if (answer.__typename === "Refused") {
      return answer;
    }
    const tasks = answer.tasks.filter(isOpen);
    await this.keep(tasks);
    return tasks;
  }

  /** Read a walk with all its stops, and keep those that are open. */
  async walk(ref: DocumentRef): Promise<readonly FloorTask[]> {
    const isOpen = await this.watch();
    const { walk } = await this.holder.ask(Walk, { ref });
    const tasks = (walk?.tasks ?? []).filter(isOpen);
    await this.keep(tasks);
    return tasks;
  }

  /** Put in or replace; of two versions of a task the higher counts, and what is over goes. */
  keep(tasks: readonly FloorTask[]): Promise<void> {
    return this.change(async (person, before) => {
      const known = new Map(before.map((row) => [row.id, row]));
      const now = this.holder.clock.now();
      const last = Math.max(0, ...before.map(({ place }) => place));
      const writing = this.holder.store.transaction("tasks", "readwrite");
      const writes = tasks.map((task, index) => {
        const row = known.get(task.id);
        if (row !== undefined && row.task.version > task.version) {
          return undefined;
        }
        if (OVER.has(task.status)) {
          return writing.store.delete([person, task.id]);
        }
        const leaseMs = task.leaseUntil === null ? 0 : Date.parse(task.leaseUntil) - now;
        return writing.store.put({ person, id: task.id, place: row?.place ?? last + 1 + index, leaseMs, task });
      });
      await Promise.all([...writes, writing.done]);
    });
  }

  drop(ids: readonly ID[]): Promise<void> {
    return this.change(async (person) => {
      const writing = this.holder.store.transaction("tasks", "readwrite");
      await Promise.all([...ids.map((id) => writing.store.delete([person, id])), writing.done]);
    });
  }

  /** Renew the leases that are half over; what is no longer ours goes. Call it now and then while online. */
  async renew(): Promise<void> {
    const now = this.holder.clock.now();
    const due = this.rows.value.filter(({ task, leaseMs }) => {
      return task.leaseUntil !== null && Date.parse(task.leaseUntil) - now < leaseMs / 2;
    });
    if (due.length === 0) {
      return;
    }
    const asked = due.slice(0, RENEW_MAX).map(({ task }) => task);
    const input = { operationId: newId(), tasks: asked.map(({ id }) => id) };
    const isOpen = await this.watch();
    const { renewTasks: answer } = await this.holder.ask(RenewTasks, { input });
    if (answer.__typename === "Refused") {
      await this.drop(asked.map(({ id }) => id));
      return;
    }
    const ours = new Map(answer.tasks.map((task) => [task.id, task]));
    await this.keep(asked.filter(isOpen).flatMap((task) => (ours.has(task.id) ? [{ ...task, ...ours.get(task.id) }] : [])));
    await this.drop(asked.filter(({ id }) => !ours.has(id)).map(({ id }) => id));
  }

  /** Work has ended these; the server may not know it yet. */
  ended(ids: readonly ID[]): void {
    this.endings.push(...ids);
  }

  /** Call before asking: tells of the tasks in the answer which were over here before the server could know. */
  private async watch(): Promise<(task: { readonly id: ID }) => boolean> {
    const from = this.endings.length;
    const unknown = new Set((await this.holder.store.getAll("outbox")).flatMap(({ over }) => over ?? []));
    return ({ id }) => !unknown.has(id) && !this.endings.includes(id, from);
  }

  private change(write: (person: ID, before: readonly KeptTask[]) => Promise<void>): Promise<void> {
    const changed = this.changing.then(async () => {
      const person = this.holder.person();
      if (person !== null) {
        await write(person.id, this.rows.value);
        await this.read();
      }
    });
    this.changing = changed.catch(() => undefined); // the caller hears of it; the next change goes on
    return changed;
  }
}
