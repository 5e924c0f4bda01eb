// The last thousand scans, taps and errors of this device, for whoever helps when something went wrong.
import type { Store, TraceRow } from "./store.ts";

const ROWS_MAX = 1000;
const WRITE_AFTER_MS = 2000;

export class Trace {
  private unwritten: TraceRow[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  add(kind: TraceRow["kind"], what: string): void {
    this.unwritten.push({ at: Date.now(), kind, what: what.slice(0, 500) });
    this.timer ??= setTimeout(() => void this.write(), WRITE_AFTER_MS);
  }

  /** Newest first. */
  async recent(): Promise<readonly TraceRow[]> {
    await this.write();
    return (await this.store.getAll("trace")).reverse();
  }

  async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const rows = this.unwritten;
    this.unwritten = [];
    const writing = this.store.transaction("trace", "readwrite", { durability: "relaxed" });
    const added = rows.map((row) => writing.store.add(row));
    const extra = (await writing.store.count()) - ROWS_MAX;
    if (extra > 0) {
      const oldest = await writing.store.getAllKeys(undefined, extra);
      await Promise.all(oldest.map((key) => writing.store.delete(key)));
    }
    await Promise.all([...added, writing.done]);
  }
}
