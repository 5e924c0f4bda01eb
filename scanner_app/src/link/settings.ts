// Small values of this device, in memory after the start and on disk for the next.
import type { Store } from "./store.ts";

const PREFIX = "setting:";

export class SettingsStore {
  private readonly values = new Map<string, unknown>();
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** Bring what is on disk into memory. */
  async read(): Promise<void> {
    const range = IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);
    const [names, values] = await Promise.all([this.store.getAllKeys("values", range), this.store.getAll("values", range)]);
    names.forEach((name, place) => this.values.set(name.slice(PREFIX.length), values[place]));
  }

  get<T>(name: string): T | undefined {
    return this.values.get(name) as T | undefined;
  }

  async set<T>(name: string, value: T): Promise<void> {
    this.values.set(name, value);
    await this.store.put("values", value, PREFIX + name);
  }
}
