// Reads golden cases: short events become whole ones, what was heard becomes what a case states.
import type { OperationInput } from "../contract.ts";
import type { Event, Heard, Job, Said, Target } from "./types.ts";

/** One file of cases. */
export type Golden = {
  readonly way: string;
  readonly jobs: readonly {
    readonly name: string;
    readonly job: Job;
    readonly cases: readonly Case[];
  }[];
};

/** What is heard, and what comes of it, event by event. */
export type Case = {
  readonly name: string;
  readonly events: readonly Short[];
  readonly after: readonly Stated[];
  /** Scans and taps of this unit of work; typing is not counted. */
  readonly counts?: { readonly scans: number; readonly taps: number };
};

/** An event as a case writes it: a scan, or what is said; 2 s after the one before. */
export type Short = {
  readonly scan?: string;
  readonly gs1?: { readonly [ai: string]: string };
  readonly method?: "CAMERA";
  /** What the device knows of a scan, or the operation that an undo takes back. */
  readonly target?: Target | string;
  readonly say?: string;
  readonly wait?: number;
};

/** What a case states; what is nothing is left out. */
export type Stated = {
  readonly tone: string | null;
  readonly at: number;
  readonly counted?: number;
  readonly halt?: object;
  readonly asking?: object;
  readonly calls?: readonly object[];
  readonly operations?: readonly OperationInput[];
  readonly done?: true;
};

const BEGIN_MS = Date.UTC(2026, 0, 5, 8);

/** Give each event its moment and its ids. */
export function expand(events: readonly Short[]): Event[] {
  let ms = 0;
  return events.map((short, index) => {
    ms += short.wait ?? 2000;
    const at = new Date(BEGIN_MS + ms).toISOString();
    const stamp = { at, ms, operationId: idOf(3 * index), nextId: idOf(3 * index + 1), lastId: idOf(3 * index + 2) };
    return { ...saidOf(short), ...stamp };
  });
}

/** What a case states of what was heard. */
export function told({ flow, tone, operations, calls, done }: Heard): Stated {
  const { halt, asking, counted, at } = flow;
  return {
    tone,
    at,
    ...(counted === 0 ? {} : { counted }),
    ...(halt === null ? {} : { halt: pick(halt, ["why", "step", "expected", "got", "canKeep"]) }),
    ...(asking === null ? {} : { asking: pick(asking, ["kind", "found", "quantity", "from", "grams"]) }),
    ...(calls.length === 0 ? {} : { calls }),
    ...(operations.length === 0 ? {} : { operations }),
    ...(done ? { done } : {}),
  };
}

function saidOf(short: Short): Said {
  const { scan: text, gs1 = {}, method = "SCANNED", target = null, say, wait: _, ...rest } = short;
  if (text === undefined) return { kind: say, ...rest, ...(target === null ? {} : { target }) } as unknown as Said;
  const elements = Object.entries(gs1).map(([ai, value]) => ({ ai, value }));
  return { kind: "scan", scan: { text, symbology: null, elements, method }, target: typeof target === "string" ? null : target };
}

function pick(from: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}

function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}
