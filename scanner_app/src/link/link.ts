// The link to the house, whole: opened once at the start, it sends, renews and remembers by itself.
import { SubmitOperations } from "../contract.ts";
import { call, SignedOut, Unreachable, type Line } from "./call.ts";
import { Catalogue } from "./catalogue.ts";
import { MeasuredClock, type Clock } from "./clock.ts";
import { browserCopies, type Copies } from "./copies.ts";
import { Flusher } from "./flusher.ts";
import { newId } from "./ids.ts";
import { Outbox } from "./outbox.ts";
import { keptDevice, type KeptDevice } from "./people.ts";
import { Pulse } from "./pulse.ts";
import { Rescue } from "./rescue.ts";
import { Session } from "./session.ts";
import { SettingsStore } from "./settings.ts";
import { Lights, type LinkState } from "./state.ts";
import { openStore, type Store } from "./store.ts";
import { Tasks } from "./tasks.ts";
import { Trace } from "./trace.ts";

export type Link = {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly tasks: Tasks;
  readonly catalogue: Catalogue;
  readonly trace: Trace;
  readonly state: LinkState;
  readonly clock: Clock;
  readonly settings: SettingsStore;
  /** A newer shell waits for the next start. */
  noteUpdate(): void;
  close(): void;
};

/** What the world around may be asked to be: tests give their own server, store and lock. */
export type World = {
  readonly fetch: typeof fetch;
  readonly storeName?: string;
  exclusively<T>(run: () => Promise<T>): Promise<T>;
  /** Ask that what is kept is never cleared to make room; false when that is refused. */
  protect(): Promise<boolean>;
  /** Where second copies are kept; null where there is no such place. */
  readonly copies: Copies | null;
};

const OFFSET = "clock offset";
const LOCK = "stockwright outbox";
const CHANNEL = "stockwright link";

const inBrowser = (): World => ({
  fetch: (...asked) => fetch(...asked),
  // An origin without https has neither locks nor protection. Two tabs there may send the same twice: the ids hold.
  exclusively: (run) => ("locks" in navigator ? navigator.locks.request(LOCK, run) : run()),
  protect: async () => "storage" in navigator && ((await navigator.storage.persisted()) || (await navigator.storage.persist())),
  copies: browserCopies(),
});

/** Open the link; it is usable at once, with the network or without. */
export async function openLink(world: World = inBrowser()): Promise<Link> {
  const store = await openStore(world.storeName);
  const link = new Wired(store, world, (await store.get("values", OFFSET)) as number | undefined);
  await link.start();
  return link;
}

class Wired implements Link {
  readonly state = new Lights();
  readonly clock: MeasuredClock;
  readonly settings: SettingsStore;
  readonly trace: Trace;
  readonly session: Session;
  readonly outbox: Outbox;
  readonly tasks: Tasks;
  readonly catalogue: Catalogue;
  private readonly store: Store;
  private readonly world: World;
  private readonly flusher: Flusher;
  private readonly pulse: Pulse;
  private readonly rescue: Rescue;
  private readonly tabs = new BroadcastChannel(CHANNEL);
  private device: KeptDevice | null = null;
  private isClosed = false;
  private following: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(store: Store, world: World, offset = 0) {
    this.store = store;
    this.world = world;
    this.clock = new MeasuredClock(offset);
    this.settings = new SettingsStore(store);
    this.trace = new Trace(store);
    this.rescue = new Rescue(store, world.copies, (error) => this.trace.add("error", `copies: ${String(error)}`));
    this.session = new Session({ store, line: (token) => this.line(token), changed: () => void this.changed() });
    this.outbox = new Outbox({
      store, lights: this.state, clock: this.clock, owner: () => this.owner(), changed: () => this.changed(),
      copy: (entries) => this.rescue.add(entries),
      ended: (tasks) => this.tasks.ended(tasks),
      hurry: () => void this.flusher.hurry(),
    });
    const { ask, person, location } = this.session;
    this.tasks = new Tasks({
      store, clock: this.clock, ask, person: () => person.peek(), location: () => location.peek(),
      sent: async () => person.peek() === null || this.outbox.sent(BEHIND_MS),
    });
    this.catalogue = new Catalogue(store, ask, () => location.peek());
    this.flusher = this.newFlusher();
    this.pulse = new Pulse({
      probe: () => this.probe(), hurry: () => void this.flusher.hurry(), renew: () => this.renew(), lost: () => this.state.lost(),
    });
    this.tabs.onmessage = () => void this.follow();
  }

  async start(): Promise<void> {
    const [back] = await Promise.all([this.rescue.fill(), this.settings.read()]);
    if (back > 0) {
      this.trace.add("error", `the browser had lost its database: ${back} operations brought back`);
    }
    await this.follow();
    void this.catalogue.read();
    void this.outbox.prune();
    this.pulse.start();
    void this.flusher.flush();
    void this.world.protect().then((isProtected) => (this.state.isProtected.value = isProtected));
  }

  noteUpdate(): void {
    this.state.isUpdateReady.value = true;
  }

  close(): void {
    if (this.isClosed) {
      return;
    }
    this.isClosed = true;
    this.flusher.close();
    this.pulse.stop();
    this.tabs.close();
    void this.trace.write(); // the store closes when what has begun is written
    this.store.close();
  }

  private newFlusher(): Flusher {
    return new Flusher({
      store: this.store,
      exclusively: (run) => this.world.exclusively(run),
      submit: async (person, operations) => {
        const input = { operationId: newId(), operations };
        return (await call(this.line(person.token), SubmitOperations, { input })).submitOperations;
      },
      expired: (person) => this.session.expire(person),
      leave: (person) => this.session.end(person),
      settled: async (past) => {
        void this.rescue.drop(past);
        await this.changed();
      },
      failed: (error) => this.trace.add("error", `outbox: ${error.code} ${error.message}`),
    });
  }

  private line(token: string | null): Line {
    const device = this.device === null ? {} : { "x-stockwright-device": this.device.token };
    return {
      fetch: this.world.fetch,
      headers: token === null ? device : { ...device, authorization: `Bearer ${token}` },
      heard: (date, askedAt, receivedAt) => this.heard(date, askedAt, receivedAt),
      lost: () => this.state.lost(),
    };
  }

  private heard(date: string | null, askedAt: number, receivedAt: number): void {
    const before = this.clock.offsetMs();
    this.clock.heard(date, askedAt, receivedAt);
    if (this.clock.offsetMs() !== before) {
      void this.store.put("values", this.clock.offsetMs(), OFFSET);
    }
    const wasLost = this.state.offlineSince.peek() !== null;
    this.state.heard();
    if (wasLost) {
      void this.flusher.hurry();
    }
  }

  private owner(): string {
    const person = this.session.person.peek();
    if (person === null) {
      throw new SignedOut("Nobody is signed in on this device.");
    }
    return person.id;
  }

  /** This tab has changed what is on disk: show it, tell the other tabs, and send. */
  private async changed(): Promise<void> {
    if (this.isClosed) {
      return;
    }
    this.tabs.postMessage("changed");
    await this.follow();
    void this.flusher.flush();
  }

  /** Show what is on disk. Many changes at once are shown together, by a reading that began after them. */
  private follow(): Promise<void> {
    this.next ??= this.following.then(() => {
      this.next = null;
      return this.show();
    });
    this.following = this.next;
    return this.next;
  }

  private async show(): Promise<void> {
    try {
      [this.device] = await Promise.all([keptDevice(this.store), this.session.read()]);
      void this.rescue.copyDesk();
      await Promise.all([this.count(), this.tasks.read(), this.outbox.readNews(this.session.person.peek()?.id ?? null)]);
    } catch (error) {
      if (!this.isClosed) {
        throw error;
      }
    }
  }

  private async count(): Promise<void> {
    const reading = this.store.transaction(["outbox", "people"]);
    const outbox = reading.objectStore("outbox");
    const [waiting, oldest, people] = await Promise.all([
      outbox.count(), outbox.openCursor(), reading.objectStore("people").getAll(),
    ]);
    const silent = people.filter(({ isExpired, token }) => isExpired || token === null);
    const counts = await Promise.all(silent.map(({ id }) => outbox.index("person").count(id)));
    const awaited = silent.map(({ id, name }, place) => ({ person: id, name, waiting: counts[place] ?? 0 }));
    this.state.waiting.value = waiting;
    this.state.oldestWaitingAt.value = oldest === null ? null : Date.parse(oldest.value.at) - this.clock.offsetMs();
    this.state.waitingFor.value = awaited.filter((person) => person.waiting > 0);
  }

  private async probe(): Promise<void> {
    const askedAt = Date.now();
    try {
      const response = await this.world.fetch("/healthz", { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(4000) });
      this.heard(response.headers.get("date"), askedAt, Date.now());
    } catch {
      this.state.lost(); // whatever the reason, nobody answered
    }
  }

  private async renew(): Promise<void> {
    try {
      await this.tasks.renew();
      const { at } = this.catalogue.size.peek();
      if (this.session.person.peek() !== null && (at === null || Date.now() - at > CATALOGUE_MS)) {
        await this.catalogue.refresh();
      }
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof SignedOut)) {
        this.trace.add("error", String(error));
      }
    }
  }
}

/** So long a claim waits for what was done before; then it is asked all the same. */
export const BEHIND_MS = 6000;
const CATALOGUE_MS = 30 * 60 * 1000;
