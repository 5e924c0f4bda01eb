// Ends one of many, and ends the job: what was said is kept for the end, counted, or forgotten.
import { endOfEach, firstOf, goodsOf, wantedOf } from "./place.ts";
import type { Run } from "./run.ts";
import { isGathered } from "./send.ts";
import type { Answer, Flow, Line } from "./types.ts";

/** One of many is done: keep what was said for the end, or forget it; then the next one. */
export function endLap(run: Run): void {
  const { flow } = run;
  const each = firstOf(flow, "EACH");
  const said = flow.answers.filter((answer) => answer.step >= each || answer.step < 0);
  if (isGathered(flow)) {
    flow.laps = [...flow.laps, { answers: said, line: flow.line }];
    count(run, said);
  }
  flow.answers = flow.answers.filter((answer) => answer.step >= 0 && answer.step < each);
  clearLap(run);
  run.tone = "lineDone";
  flow.at = isAllDone(flow) ? endOfEach(flow) : each;
}

/** All steps are answered: the job ends, or begins again while goods are left of it. */
export function endRound(run: Run): void {
  const { flow } = run;
  const step = flow.job.steps.find(({ kind, part }) => kind === "ENTER_QUANTITY" && part === "ONCE");
  clearLap(run);
  const left = step === undefined || step.expected === null ? 0 : (wantedOf(flow, step) ?? 0);
  flow.answers = [];
  flow.laps = [];
  if (left > 0) {
    flow.at = 0;
    run.tone = "lineDone";
    return;
  }
  flow.isDone = true;
  run.tone = "taskDone";
}

/** Lines of the job of which something is missing, by what this flow has done; `expected` is what is left of each. */
export function missing(flow: Flow): readonly Line[] {
  const done: { [sku: string]: number } = { ...flow.done };
  return flow.job.lines.flatMap((line) => {
    const { item, expected } = line;
    if (expected === null) return [];
    const left = Math.max(0, expected - (done[item.sku] ?? 0));
    done[item.sku] = Math.max(0, (done[item.sku] ?? 0) - expected);
    return left > 0 ? [{ ...line, expected: left }] : [];
  });
}

function isAllDone(flow: Flow): boolean {
  const { lines } = flow.job;
  const isKnown = lines.length > 0 && lines.every((line) => line.expected !== null);
  return isKnown && endOfEach(flow) < flow.job.steps.length && missing(flow).length === 0;
}

function count(run: Run, said: readonly Answer[]): void {
  const { flow } = run;
  const quantity = said.find((answer) => answer.field.endsWith("quantity"))?.value;
  const units = typeof quantity === "number" ? quantity : (flow.line?.expected ?? 1);
  const sku = goodsOf(flow);
  flow.done = { ...flow.done, [sku]: (flow.done[sku] ?? 0) + units };
}

function clearLap(run: Run): void {
  const { flow } = run;
  flow.counted = 0;
  flow.pulls = 0;
  flow.labels = { pieces: 0, grams: 0 };
  flow.line = null;
  flow.isKept = false;
  flow.inLap = [];
}
