// Brings back what waits, and who works here, after a browser has thrown its database away.
import type { ID } from "../contract.ts";
import type { Copies } from "./copies.ts";
import * as people from "./people.ts";
import { STRICT, type Entry, type KeptPerson, type Store } from "./store.ts";

/** Who works on the device, with what proves it; one copy, replaced as a whole. */
type Desk = { readonly device: people.KeptDevice | null; readonly people: readonly KeptPerson[]; readonly current: ID | null };

const DESK = "desk";
const OUTBOX = "outbox/";
/** Stands in every database that has been filled once: one without it is new, or was thrown away. */
const FILLED = "filled";

export class Rescue {
  private readonly store: Store;
  private readonly copies: Copies | null;
  private readonly failed: (error: unknown) => void;
  private desk = "";
  private writing: Promise<void> = Promise.resolve();

  constructor(store: Store, copies: Copies | null, failed: (error: unknown) => void) {
    this.store = store;
    this.copies = copies;
    this.failed = failed;
  }

  /** Fill a database that is new from the copies, all at once; return how many operations came back. */
  async fill(): Promise<number> {
    if ((await this.store.get("values", FILLED)) !== undefined) {
      void this.compare();
      return 0;
    }
    const copied = await this.allCopies();
    const desk = copied.get(DESK) as Desk | undefined;
    const entries = entriesOf(copied);
    const filling = this.store.transaction(["values", "people", "outbox"], "readwrite", STRICT);
    const isNew = (await filling.objectStore("outbox").count()) + (await filling.objectStore("people").count()) === 0;
    const writes: Promise<unknown>[] = [filling.objectStore("values").put(true, FILLED)];
    if (isNew && desk !== undefined) {
      writes.push(...desk.people.map((person) => filling.objectStore("people").put(person)));
      writes.push(...people.writeDesk(filling.objectStore("values"), desk.device, desk.current));
      writes.push(...entries.map((entry) => filling.objectStore("outbox").put(entry)));
    }
    await Promise.all([...writes, filling.done]);
    return isNew && desk !== undefined ? entries.length : 0;
  }

  /** Copy operations that have just been kept. */
  add(entries: readonly Entry[]): Promise<void> {
    return this.attempt((copies) => addTo(copies, entries));
  }

  /** The server has answered for these. */
  drop(entries: readonly Entry[]): Promise<void> {
    return this.attempt((copies) => dropFrom(copies, entries));
  }

  /** Copy who works here, when that has changed. */
  copyDesk(): Promise<void> {
    return this.attempt((copies) => this.writeDesk(copies));
  }

  private async writeDesk(copies: Copies): Promise<void> {
    const reading = this.store.transaction(["values", "people"]);
    const [desk, everybody] = await Promise.all([
      people.readDesk(reading.objectStore("values")), reading.objectStore("people").getAll(),
    ]);
    const now = { ...desk, people: everybody };
    const text = JSON.stringify(now);
    if (text !== this.desk) {
      await copies.put(DESK, now);
      this.desk = text;
    }
  }

  /** After a start: copy what has no copy, forget copies of what the server has answered for. */
  private compare(): Promise<void> {
    return this.attempt(async (copies) => {
      const copied = entriesOf(await copies.all()); // read first: what is copied was kept before
      const waiting = await this.store.getAll("outbox");
      const waits = new Set(waiting.map(({ operationId }) => operationId));
      const has = new Set(copied.map(({ operationId }) => operationId));
      await dropFrom(copies, copied.filter(({ operationId }) => !waits.has(operationId)));
      await addTo(copies, waiting.filter(({ operationId }) => !has.has(operationId)));
    });
  }

  private async allCopies(): Promise<ReadonlyMap<string, unknown>> {
    let found: ReadonlyMap<string, unknown> = new Map();
    await this.attempt(async (copies) => void (found = await copies.all()));
    return found;
  }

  /** One after another, in the order of the calls. What counts is the database: work goes on without copies. */
  private attempt(run: (copies: Copies) => Promise<void>): Promise<void> {
    const { copies } = this;
    if (copies !== null) {
      this.writing = this.writing.then(() => run(copies)).catch(this.failed);
    }
    return this.writing;
  }
}

async function addTo(copies: Copies, entries: readonly Entry[]): Promise<void> {
  await Promise.all(entries.map((entry) => copies.put(OUTBOX + entry.operationId, entry)));
}

async function dropFrom(copies: Copies, entries: readonly Entry[]): Promise<void> {
  await copies.drop(entries.map(({ operationId }) => OUTBOX + operationId));
}

function entriesOf(copied: ReadonlyMap<string, unknown>): readonly Entry[] {
  const found = [...copied].filter(([name, value]) => name.startsWith(OUTBOX) && value !== undefined);
  return found.map(([, value]) => value as Entry).sort((one, other) => one.sequence - other.sequence);
}
