/** What a flow shows, whatever its way: place, item, how many, where to, and the rail. Pure. */
import type { Stage } from "../parts/rail.tsx";
import type { Answer, Flow, Step, StepKind } from "../work/types.ts";
import { type Key, say } from "../words/scanner.ts";

const SCANNED: ReadonlySet<StepKind> = new Set<StepKind>([
  "SCAN_BIN",
  "SCAN_ITEM",
  "SCAN_CONTAINER",
  "SCAN_LOT",
  "SCAN_DOCUMENT",
  "SCAN_ANY",
]);

type Words = { readonly later: Key; readonly now: Key };

const WORDS: Readonly<Record<StepKind, Words>> = {
  SCAN_BIN: { later: "bin", now: "scanBin" },
  SCAN_ITEM: { later: "item", now: "scanItem" },
  SCAN_CONTAINER: { later: "container", now: "scanContainer" },
  SCAN_LOT: { later: "lot", now: "scanLot" },
  SCAN_DOCUMENT: { later: "document", now: "scanDocument" },
  SCAN_ANY: { later: "anything", now: "scanAnything" },
  ENTER_EXPIRY: { later: "expiry", now: "enterExpiry" },
  CONFIRM_DONE: { later: "done", now: "scanDone" },
  ENTER_QUANTITY: { later: "quantity", now: "enterQuantity" },
  CONFIRM_EMPTY: { later: "binEmpty", now: "binEmpty" },
  CHOOSE_REASON: { later: "reason", now: "chooseReason" },
  CHOOSE_GRADE: { later: "grade", now: "chooseGrade" },
};

export interface Goods {
  readonly sku: string;
  readonly name: string;
}

/** The step that the trigger answers now. */
export function stepNow(flow: Flow): Step | undefined {
  return flow.job.steps[flow.at];
}

export function answerTo(flow: Flow, field: string): Answer | undefined {
  return flow.answers.findLast((answer) => answer.field === field);
}

/** The step of a kind that is current, or else the next one ahead, or else the last behind. */
export function stepOf(flow: Flow, kind: StepKind): Step | undefined {
  const { steps } = flow.job;
  return steps.find((step, at) => step.kind === kind && at >= flow.at) ?? steps.findLast((step) => step.kind === kind);
}

/** The goods in hand: the line that was scanned, or the task's item. */
export function goodsOf(flow: Flow): Goods | null {
  return flow.line?.item ?? flow.job.task?.item ?? null;
}

export interface Amount {
  readonly counted: number;
  /** Null where the worker counts blind, or nobody knows. */
  readonly expected: number | null;
  readonly unit: string;
}

/** How many so far, and of how many. */
export function amountOf(flow: Flow): Amount {
  const step = stepOf(flow, "ENTER_QUANTITY");
  const said = step && answerTo(flow, step.field);
  return {
    counted: typeof said?.value === "number" ? said.value : flow.counted,
    expected: step?.expected ?? null,
    unit: unitOf(flow),
  };
}

export function unitOf(flow: Flow): string {
  const unit = flow.line?.unit ?? flow.job.task?.unit ?? "EACH";
  return unit === "EACH" ? say("each") : unit.toLowerCase();
}

/** The rail: the scans of this stop; a number that follows an item is counted by scans of it. */
export function railOf(flow: Flow): readonly Stage[] {
  const { steps } = flow.job;
  return steps.flatMap((step, at): Stage[] => {
    if (isCountedByScans(steps, at) || (step.isOptional && at !== flow.at)) return [];
    const isNow = at === flow.at || (isCountedByScans(steps, at + 1) && at + 1 === flow.at);
    const words = wordsOf(step);
    return [
      {
        word: isNow ? words.now : words.later,
        state: isNow ? "now" : at < flow.at ? "done" : "later",
        isScan: SCANNED.has(step.kind),
      },
    ];
  });
}

function isCountedByScans(steps: readonly Step[], at: number): boolean {
  return steps[at]?.kind === "ENTER_QUANTITY" && steps[at - 1]?.kind === "SCAN_ITEM";
}

function wordsOf(step: Step): { readonly now: string; readonly later: string } {
  if (step.kind === "SCAN_CONTAINER" && step.field === "into") return { now: say("scanTote"), later: say("tote") };
  const { now, later } = WORDS[step.kind];
  return { now: say(now), later: say(later) };
}
