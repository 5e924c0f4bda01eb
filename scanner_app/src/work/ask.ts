// Questions that wait for an answer: why short, which tote, so many more, why another.
import { say, serialsOf, take, told, write } from "./advance.ts";
import { fitOf, keptFit, type Read } from "./judge.ts";
import { answerTo } from "./judge.ts";
import { endOfEach, labelWeight, piecesOf, stepAt, weighsOf, weightStep } from "./place.ts";
import type { Run } from "./run.ts";
import { sendPlain } from "./send.ts";
import { thingOf } from "./shapes.ts";
import { setQuantity, setWeight } from "./quantity.ts";
import type { Choice, Flow, Short, Weight } from "./types.ts";

/** Why a bin gave less, as the graph's ShortReason. */
export const SHORT_REASONS: readonly Choice[] = [
  { code: "BIN_EMPTY", label: "Bin is empty now" },
  { code: "NOT_ENOUGH", label: "Less than asked" },
  { code: "WRONG_ITEM", label: "Other item in the bin" },
  { code: "DAMAGED", label: "Damaged" },
  { code: "EXPIRED", label: "Past its date" },
  { code: "UNREACHABLE", label: "Can't reach it" },
  { code: "UNREADABLE", label: "Label can't be read" },
];

/** The bin gave less: ask why. */
export function askShort(run: Run): void {
  const { flow } = run;
  if (!flow.job.steps.some((step) => step.operation === "confirmPick")) {
    run.tone = "look";
    return;
  }
  const said = answerTo(flow, "quantity")?.value;
  const found = typeof said === "number" ? said : flow.counted;
  flow.halt = null;
  flow.asking = { kind: "shortReason", found, choices: SHORT_REASONS };
  run.tone = "look";
}

/** The tote is full: the next one scanned takes its place. */
export function askTote(run: Run): void {
  const { flow } = run;
  run.tone = "look";
  const isWalk = flow.job.task?.walk !== null && flow.job.task !== null;
  if (isWalk) flow.asking = { kind: "newTote", from: toteOf(flow) };
}

/** Another than asked for was meant: ask why. */
export function askKeepReason(run: Run, read: Read): void {
  run.flow.asking = { kind: "keepReason", scan: read.scan, target: read.target };
  run.tone = "look";
}

/** Take a tap on a choice of the question; false when none is asked that it answers. */
export function answerAsked(run: Run, code: string): boolean {
  const { asking } = run.flow;
  if (asking?.kind === "shortReason") {
    tellShort(run, asking.found, code);
    return true;
  }
  if (asking?.kind !== "keepReason") return false;
  keepWithReason(run, { scan: asking.scan, target: asking.target }, code);
  return true;
}

/** Take a yes. */
export function hearYes(run: Run): void {
  const { flow } = run;
  const { asking } = flow;
  flow.asking = null;
  if (asking?.kind === "manyMore") {
    flow.isKept = true;
    setQuantity(run, asking.quantity);
  } else if (asking?.kind === "weighAgain") {
    keepWeight(run, asking.grams, asking.short);
  } else if (asking?.kind === "closeShort") {
    say(run, endOfEach(flow), told(true));
  } else if (asking?.kind === "leave") {
    flow.isDone = true;
    run.tone = "ok";
  }
}

/** Take a scan that answers a question for a tote; false when none is asked. */
export function hearTote(run: Run, read: Read): boolean {
  const { flow } = run;
  const { asking } = flow;
  if (asking?.kind !== "newTote" && asking?.kind !== "shortTote") return false;
  const thing = thingOf(read.scan, read.target);
  if (thing !== null && thing !== "container") {
    run.tone = "look";
    return true;
  }
  if (asking.kind === "shortTote") {
    sendShort(run, asking, asking.weight ?? {}, { barcode: read.scan.text });
  } else if (asking.from === null) {
    flow.asking = { kind: "newTote", from: read.scan.text };
    run.tone = "ok";
  } else {
    changeTote(run, asking.from, read.scan.text);
  }
  return true;
}

/** Go on with a short pick whose goods are weighed: into their tote, or ask for it. */
export function sendWeighed(run: Run, short: Short, weight: Weight): void {
  const tote = toteOf(run.flow);
  if (tote !== null) sendShort(run, short, weight, { barcode: tote });
  else {
    run.flow.asking = { ...short, kind: "shortTote", weight };
    run.tone = "look";
  }
}

function tellShort(run: Run, found: number, reason: string): void {
  const { flow } = run;
  const weight = weightOf(flow, found);
  if (found === 0) sendShort(run, { found, reason }, {}, null);
  else if (weight !== null) sendWeighed(run, { found, reason }, weight);
  else {
    flow.asking = { kind: "shortWeight", found, reason };
    run.tone = "look";
  }
}

/** What is known of the weight of so many; null where they must be weighed. */
function weightOf(flow: Flow, found: number): Weight | null {
  if (weighsOf(flow) === null) return {};
  const said = answerTo(flow, "weightGrams")?.value;
  if (typeof said === "number" && found === piecesOf(flow)) {
    return { weightGrams: said, ...(answerTo(flow, "reweighed") ? { reweighed: true } : {}) };
  }
  const grams = labelWeight(flow, found);
  return grams === null ? null : { weightGrams: grams };
}

/** Take a weight that surprises: it was weighed again. */
function keepWeight(run: Run, grams: number, short: Short | null): void {
  if (short !== null) {
    sendWeighed(run, short, { weightGrams: grams, reweighed: true });
    return;
  }
  addExtra(run, "reweighed", true, weightStep(run.flow));
  setWeight(run, grams);
}

function sendShort(run: Run, { found, reason }: Short, weight: Weight, into: object | null): void {
  const { flow } = run;
  const sku = flow.job.task?.item?.sku ?? "";
  const counts = { sku, quantity: found, shown: [String(found), sku, reason] };
  const serials = serialsOf(flow);
  const which = { ...(serials.length > 0 ? { serials } : {}), ...weight };
  const fields = { ...flow.job.fixed["shortPick"], found, reason, ...which, ...(into === null ? {} : { into }) };
  sendPlain(run, "shortPick", fields, counts);
  flow.asking = null;
  flow.isDone = true;
  run.tone = "taskDone";
}

function changeTote(run: Run, from: string, to: string): void {
  const { flow } = run;
  const counts = { sku: "", quantity: 0, shown: [from, to] };
  const fields = { ...flow.job.fixed["changeTote"], from: { barcode: from }, to: { barcode: to } };
  sendPlain(run, "changeTote", fields, counts);
  const steps = flow.job.steps.map((step) => {
    return step.field === "into" ? { ...step, accepts: [{ barcode: to, quantity: null }] } : step;
  });
  flow.job = { ...flow.job, steps };
  flow.asking = null;
  run.tone = "ok";
}

function keepWithReason(run: Run, read: Read, reason: string): void {
  const { flow } = run;
  flow.asking = null;
  run.keeps = true;
  const index = Math.max(0, flow.job.steps.findIndex((step) => step.onMismatch === "ASK_REASON"));
  const fit = fitOf(flow, index, read) ?? keptFit(flow, index, read);
  addExtra(run, "reason", reason, index);
  take(run, fit, read);
}

/** Write down what no step asks for, for the operation of a step. */
export function addExtra(run: Run, field: string, value: string | boolean, index: number): void {
  const { flow } = run;
  const { operation } = stepAt(flow, index);
  const at = flow.at;
  flow.at = index;
  const before = flow.answers;
  write(run, told(value), field);
  const made = flow.answers.find((answer) => answer.step === index);
  const others = before.filter((answer) => answer.step >= 0 || answer.field !== field);
  const operations = operation === null ? [] : [operation];
  flow.answers = made === undefined ? before : [{ ...made, step: -1, operations }, ...others];
  flow.at = at;
}

/** The tote that goods go into now; null when nobody has said. */
function toteOf(flow: Flow): string | null {
  const said = answerTo(flow, "into")?.text;
  const step = flow.job.steps.find(({ field }) => field === "into");
  return said ?? (step?.accepts.length === 1 ? (step.accepts[0]?.barcode ?? null) : null);
}
