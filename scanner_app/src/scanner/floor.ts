/** All that the screens are made of: who works, at what, what was just heard, what is open on top. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type ComponentType, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ScanLookupAnswer, TaskKind } from "../contract.ts";
import { newId } from "../link/ids.ts";
import type { Link } from "../link/link.ts";
import type { Known } from "../link/catalogue.ts";
import type { Mood } from "../parts/notice.tsx";
import type { Scan } from "../scan/scan.ts";
import type { Key } from "../words/scanner.ts";
import type { FloorTask, Flow, Stamp } from "../work/types.ts";

/** What lies over the screen; a scan closes it and counts. */
export type SheetName = "menu" | "cantScan" | "undo" | "outbox" | "report" | "read";

/** What the worker is told; it stays until the next scan. */
export interface Told {
  readonly mood: Mood;
  readonly title: string;
  readonly text?: string;
}

/** Something that was looked up: what was read, and what is known of it so far. */
export interface Looked {
  readonly scan: Scan;
  readonly known: readonly Known[];
  /** The server's answer; null while it is asked for or out of reach. */
  readonly answer: ScanLookupAnswer["scan"] | null;
  readonly state: "asking" | "answered" | "offline";
}

/** The server's answer for a code that the device did not know; `kind` is null where nobody knows it. */
export interface Got {
  readonly text: string;
  readonly kind: NonNullable<Looked["answer"]>["candidates"][number]["target"]["__typename"] | null;
  readonly code: string;
  readonly name: string;
}

/** How far somebody is with taking up the device. */
export type Phase = "setUp" | "logIn" | "startShift" | "work";

/** What is loaded behind the first screen: the work itself. */
export interface Workplace {
  readonly Screen: ComponentType;
  readonly Sheet: ComponentType;
  readonly hear: (floor: Floor, scan: Scan) => void;
  /** Take up what was in hand; once. */
  readonly open: (floor: Floor) => Promise<void>;
}

export interface Floor {
  readonly link: Link;
  readonly phase: ReadonlySignal<Phase>;
  readonly workplace: Signal<Workplace | null>;
  /** Started by a tap, which the browser wants before it lets us sound. */
  readonly shift: Signal<boolean>;
  /** The badge that waits for its PIN. */
  readonly badge: Signal<string | null>;
  readonly flow: Signal<Flow | null>;
  /** What the home screen asks to scan, once a kind of work was chosen that begins with a scan. */
  readonly wanted: Signal<Key | null>;
  readonly looked: Signal<Looked | null>;
  /** What the server says that a wrong scan is, where the device did not know it. */
  readonly got: Signal<Got | null>;
  readonly sheet: Signal<SheetName | null>;
  /** What stands on the keypad; null while it is closed. */
  readonly keys: Signal<string | null>;
  readonly told: Signal<Told | null>;
  /** Rises with each accepted scan, for the green edge. */
  readonly acks: Signal<number>;
  readonly isBusy: Signal<boolean>;
  /** The tote that a walk's goods went into last, to know which one is on the cart. */
  readonly tote: Signal<{ readonly walk: string; readonly code: string } | null>;
  /** Tasks that are done here while the store still lists them. */
  readonly finished: Signal<ReadonlyMap<string, number>>;
  /** How many tasks of each kind wait in the house, as it was asked last. */
  readonly queues: Signal<ReadonlyMap<TaskKind, number>>;
  /** The last tasks that were done here, by id: an undo brings one back. */
  readonly ended: Map<string, FloorTask>;
}

export function createFloor(link: Link): Floor {
  const shift = signal(false);
  const flow = signal<Flow | null>(null);
  const { device, person, isExpired } = link.session;
  return {
    link,
    shift,
    workplace: signal(null),
    phase: computed(() => {
      if (device.value === null) return "setUp";
      // A token that has run out does not stop the job in hand: what it brings waits in the outbox.
      if (person.value === null || (isExpired.value && flow.value === null)) return "logIn";
      return shift.value ? "work" : "startShift";
    }),
    badge: signal(null),
    flow,
    wanted: signal(null),
    looked: signal(null),
    got: signal(null),
    sheet: signal(null),
    keys: signal(null),
    told: signal(null),
    acks: signal(0),
    isBusy: signal(false),
    tote: signal(null),
    finished: signal(new Map<string, number>()),
    queues: signal(new Map<TaskKind, number>()),
    ended: new Map(),
  };
}

const Here = createContext<Floor | null>(null);
export const FloorProvider = Here.Provider;

export function useFloor(): Floor {
  const floor = useContext(Here);
  if (floor === null) throw new Error("A screen stands outside of the app.");
  return floor;
}

/** Stamp what is said by a tap, now. */
export function stampNow(floor: Floor): Stamp {
  return {
    at: floor.link.clock.instant(),
    ms: performance.timeOrigin + performance.now(),
    operationId: newId(),
    nextId: newId(),
    lastId: newId(),
  };
}

/** The tasks that this worker holds and has not done, in order. */
export function openTasks(floor: Floor): readonly FloorTask[] {
  // What comes back with a later claim, such as a stop that was skipped, is work again.
  return floor.link.tasks.kept.value.filter((task) => task.fence > (floor.finished.value.get(task.id) ?? -1));
}

/** Tell the worker something until the next scan. */
export function tellWorker(floor: Floor, told: Told | null): void {
  floor.told.value = told;
}

/** Close all that lies over the screen. */
export function closeAll(floor: Floor): void {
  batch(() => {
    floor.sheet.value = null;
    floor.keys.value = null;
    floor.told.value = null;
  });
}
