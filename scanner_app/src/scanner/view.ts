/** What a flow shows, whatever its way: place, item, how many, where to, and the rail. Pure. */
import { total } from "../parts/sums.ts";
import type { Stage } from "../parts/rail.tsx";
import { countOf, railOf, stepNow } from "../work/look.ts";
import { isBySerial, presetOf, reach, stepAt } from "../work/place.ts";
import type { Answer, Choice, Flow, Step, StepKind, Way } from "../work/types.ts";
import { type Key, say } from "../words/scanner.ts";

type Words = { readonly later: Key; readonly now: Key };

const WORDS: Readonly<Record<StepKind, Words>> = {
  SCAN_BIN: { later: "bin", now: "scanBin" },
  SCAN_ITEM: { later: "item", now: "scanItem" },
  SCAN_CONTAINER: { later: "container", now: "scanContainer" },
  SCAN_LOT: { later: "lot", now: "scanLot" },
  SCAN_SERIAL: { later: "serial", now: "scanSerial" },
  SCAN_DOCUMENT: { later: "document", now: "scanDocument" },
  SCAN_ANY: { later: "anything", now: "scanAnything" },
  ENTER_EXPIRY: { later: "expiry", now: "enterExpiry" },
  CONFIRM_DONE: { later: "done", now: "scanDone" },
  ENTER_QUANTITY: { later: "quantity", now: "enterQuantity" },
  ENTER_WEIGHT: { later: "weight", now: "weigh" },
  CONFIRM_EMPTY: { later: "binEmpty", now: "binEmpty" },
  CHOOSE_REASON: { later: "reason", now: "chooseReason" },
  CHOOSE_GRADE: { later: "grade", now: "chooseGrade" },
};

export interface Goods {
  readonly sku: string;
  readonly name: string;
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

/** How many so far, and of how many; where all of it is taken when nobody says a number, all of it. */
export function amountOf(flow: Flow): Amount {
  const { counted, of } = countOf(flow);
  const step = stepOf(flow, "ENTER_QUANTITY");
  const isSaid = flow.pulls > 1 || (step !== undefined && answerTo(flow, step.field) !== undefined);
  return { counted: isSaid ? counted : ((step && presetOf(flow, step)) ?? counted), expected: of, unit: unitOf(flow) };
}

export function unitOf(flow: Flow): string {
  const unit = flow.line?.unit ?? flow.job.task?.unit ?? "EACH";
  return unit === "EACH" ? say("each") : unit.toLowerCase();
}

/** The step that the trigger answers now: a number is counted by scans of the item, or passed over by the next scan. */
export function stepForTrigger(flow: Flow): Step {
  const step = stepNow(flow);
  if (step.kind !== "ENTER_QUANTITY" && !step.isOptional) return step;
  const { steps } = flow.job;
  const rungs = railOf(flow).map((rung) => rung.step);
  // What is moved is keyed, or one: the bin comes next.
  const isCounted = step.preset === null && !step.isOptional && flow.job.way !== "MOVE";
  const other = isCounted
    ? rungs.findLast((one) => one.kind === "SCAN_ITEM" && steps.indexOf(one) < flow.at)
    : rungs.find((one) => steps.indexOf(one) >= flow.at);
  return other ?? step;
}

/** What may be chosen now; a number that need not be said does not stand in the way. */
export function choicesOf(flow: Flow): readonly Choice[] {
  const steps = reach(flow).map((at) => stepAt(flow, at));
  return steps.find((step) => step.choices.length > 0)?.choices ?? [];
}

/** The rail: the scans and choices of this stop, in words. */
export function stagesOf(flow: Flow): readonly Stage[] {
  const now = stepForTrigger(flow);
  const stages = railOf(flow).filter(({ step }) => !isImplied(flow, step)).map(({ step, state }): Stage => {
    const isNow = !flow.isDone && step === now;
    const words = wordsOf(flow.job.way, step);
    return {
      word: say(isNow ? words.now : words.later),
      state: isNow ? "now" : state === "done" || isPast(flow, step, now) ? "done" : "later",
      isScan: step.kind.startsWith("SCAN"),
    };
  });
  return near(stages);
}

/** Whether the choice before says this one too. */
function isImplied({ job: { steps } }: Flow, step: Step): boolean {
  return steps[steps.indexOf(step) - 1]?.choices.some(({ implies }) => implies) === true;
}

/** Whether the job is at its end already, and a step before that needs no more. */
function isPast({ job: { steps } }: Flow, step: Step, now: Step): boolean {
  return now.part === "END" && steps.indexOf(step) < steps.indexOf(now);
}

const STAGES_MAX = 3;

/** As many as fit in gloves' distance: the one before, the one now, and what follows. */
function near(stages: readonly Stage[]): readonly Stage[] {
  const now = stages.findIndex(({ state }) => state === "now");
  const from = Math.min(Math.max(0, now - 1), Math.max(0, stages.length - STAGES_MAX));
  return stages.slice(from, from + STAGES_MAX);
}

/** Steps of a way that have a name of their own there, by field and kind. */
const NAMED: Readonly<Partial<Record<Way, Readonly<Record<string, Words>>>>> = {
  PICK: { "into SCAN_CONTAINER": { later: "tote", now: "scanTote" } },
  PUT_BACK: { "from SCAN_CONTAINER": { later: "tote", now: "scanTote" } },
  PACK: {
    "from SCAN_CONTAINER": { later: "tote", now: "scanTote" },
    "into SCAN_CONTAINER": { later: "carton", now: "scanCarton" },
    "carton SCAN_CONTAINER": { later: "cartonDone", now: "scanCartonAgain" },
  },
  PACK_TOTE: {
    "from SCAN_CONTAINER": { later: "tote", now: "scanTote" },
    "into SCAN_CONTAINER": { later: "carton", now: "scanCarton" },
  },
  SHIP: { " SCAN_ITEM": { later: "carton", now: "scanCarton" }, " SCAN_BIN": { later: "lane", now: "scanLane" } },
  COUNT: { " SCAN_BIN": { later: "binDone", now: "scanBinAgain" } },
};

function wordsOf(way: Way, step: Step): Words {
  return NAMED[way]?.[`${step.field} ${step.kind}`] ?? WORDS[step.kind];
}

/** What is done, in words: Pick WK-1003. */
export function titleOf(flow: Flow): string {
  return `${say(WAYS[flow.job.way])} ${flow.job.title}`.trim();
}

const WAYS: Readonly<Record<Way, Key>> = {
  RECEIVE: "receive",
  INSPECT: "inspect",
  PUT_AWAY: "putAway",
  PUT_AWAY_BATCH: "putAway",
  REPLENISH: "replenish",
  PICK: "pick",
  PACK: "pack",
  PACK_TOTE: "pack",
  LOAD: "load",
  SHIP: "ship",
  COUNT: "count",
  RETURN: "returns",
  MOVE: "move",
  LOOKUP: "lookUp",
  PUT_BACK: "putBack",
};

/** Ways whose screen has the keypad on it, instead of opening one. */
const KEYED: ReadonlySet<Way> = new Set<Way>(["COUNT", "RECEIVE", "MOVE"]);

/** Whether the number is keyed on the screen of the job; a scan then takes it. */
export function isKeyedOnScreen(flow: Flow): boolean {
  return KEYED.has(flow.job.way) && flow.asking === null && !isBySerial(flow);
}

/** The number in hand: as far as it is keyed, else as it is counted. */
export function keyedOr(keys: string | null, counted: number): number {
  return total(keys ?? "") ?? counted;
}
