// One event on its way through the reducer: a draft of the next flow, and what comes of it.
import type { OperationInput } from "../contract.ts";
import type { Call, Event, Flow, Heard, Job, Tone } from "./types.ts";

type Draft = { -readonly [Field in keyof Flow]: Flow[Field] };

/** What one event has brought about so far. */
export type Run = {
  readonly flow: Draft;
  readonly event: Event;
  readonly operations: OperationInput[];
  readonly calls: Call[];
  /** Ids that no operation has taken yet. */
  readonly ids: string[];
  tone: Tone | null;
  /** A second scan said that another, or more, is meant. */
  keeps: boolean;
};

/** Begin a job; what may be undone and the last trigger pull carry over from the one before. */
export function begin(job: Job, before: Flow | null = null): Flow {
  return {
    job,
    at: 0,
    answers: [],
    laps: [],
    line: null,
    counted: 0,
    pulls: 0,
    isKept: false,
    done: {},
    halt: null,
    asking: null,
    last: before?.last ?? null,
    sent: before?.sent ?? [],
    before: null,
    inLap: [],
    isDone: false,
  };
}

/** Start to work on an event. */
export function runOf(flow: Flow, event: Event): Run {
  const ids = [event.operationId, event.nextId, event.lastId];
  return { flow: { ...flow }, event, operations: [], calls: [], ids, tone: null, keeps: false };
}

/** Sum up what came of it. */
export function heardOf(run: Run, was: Flow): Heard {
  return {
    flow: run.flow,
    tone: run.tone,
    operations: run.operations,
    calls: run.calls,
    done: run.flow.isDone && !was.isDone,
  };
}
