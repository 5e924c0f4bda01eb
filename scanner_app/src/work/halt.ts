// The full stop: what was expected and what was got, and what a second scan of the same means.
import { fitOf, keptFit, thingWanted, type Fit, type Read } from "./judge.ts";
import { limitOf, quantityStep, reach, stepAt, wantedOf } from "./place.ts";
import type { Run } from "./run.ts";
import { thingOf } from "./shapes.ts";
import type { Flow, Halt, Step } from "./types.ts";

const WHY: { readonly [kind: string]: Halt["why"] } = {
  SCAN_ITEM: "wrongItem",
  ENTER_QUANTITY: "wrongItem",
  SCAN_BIN: "wrongBin",
  SCAN_CONTAINER: "wrongContainer",
  SCAN_DOCUMENT: "wrongDocument",
};

/** True when a label was read, and not digits or a number keyed. */
export function isRead(halted: Halt): boolean {
  return halted.why !== "wrongDigits" && halted.why !== "tooMany";
}

/** Stop: this is not what any step here wants. */
export function stop(run: Run, read: Read): void {
  const { flow } = run;
  const index = stoppedAt(flow, read);
  if (isForLater(flow, index, read)) {
    const first = reach(flow).find((at) => thingWanted(stepAt(flow, at)) !== undefined && !stepAt(flow, at).isOptional);
    halt(run, read, { why: "notYet", step: first ?? index, canKeep: false, wantsReason: false });
    return;
  }
  const step = stepAt(flow, index);
  const thing = thingOf(read.scan, read.target);
  const isKind = thing === null || thing === thingWanted(step);
  halt(run, read, {
    why: whyOf(step, read),
    step: index,
    canKeep: isKind && thingWanted(step) !== undefined && step.onMismatch !== "STOP" && step.again === null,
    wantsReason: step.onMismatch === "ASK_REASON",
  });
  if (read.target === null) run.calls.push({ kind: "lookUp", text: read.scan.text });
}

/** Stop: the goods are right, and their label names a lot that is not. */
export function stopWrongLot(run: Run, read: Read, step: number): void {
  halt(run, read, { why: "wrongLot", step, canKeep: false, wantsReason: false });
}

/** Stop: this single thing was scanned before; there is only one of it. */
export function stopTwice(run: Run, fit: Fit, read: Read): void {
  halt(run, read, { why: "twice", step: fit.step, canKeep: false, wantsReason: false });
}

/** Stop: it was taken for goods, and nobody knows it. */
export function stopUnknown(run: Run, read: Read, step: number): void {
  halt(run, read, { why: "unknown", step, canKeep: false, wantsReason: false });
}

/** Goods that nobody here knows are not called by the name of what comes next; nor are other goods. */
function whyOf(step: Step, read: Read): Halt["why"] {
  const thing = thingOf(read.scan, read.target);
  if (step.kind === "SCAN_LOT" && read.target === null && thing === null) return "wrongLot";
  if (read.target === null && (thing === null || thing === "item")) return "unknown";
  return thing === "item" ? "wrongItem" : (WHY[step.kind] ?? "notNow");
}

/** Stop: it is right, but there are more than wanted. */
export function stopTooMany(run: Run, fit: Fit, read: Read): void {
  halt(run, read, {
    why: "tooMany",
    step: fit.step,
    canKeep: !isOverLimit(run.flow, fit) && mayKeepMore(run.flow),
    wantsReason: false,
  });
}

/** True when a scan brings more than the device may take without asking. */
export function isTooMany(flow: Flow, fit: Fit): boolean {
  const { kind } = stepAt(flow, fit.step);
  const isOfGoods = kind === "SCAN_ITEM" || kind === "ENTER_QUANTITY";
  if (flow.isKept || !isOfGoods || quantityStep(flow) < 0) return false;
  return isOverLimit(flow, fit) || (mayKeepMore(flow) && isOver(flow, fit));
}

/** What the second scan of a wrong code keeps; null when it does not mean "yes". */
export function keeping(flow: Flow, read: Read): Fit | null {
  const { halt: stopped } = flow;
  if (stopped === null || !stopped.canKeep || stopped.got !== read.scan.text) return null;
  return fitOf(flow, stopped.step, read) ?? keptFit(flow, stopped.step, read);
}

/** True when another than expected, or more, may be kept by a second scan. */
export function mayKeepMore(flow: Flow): boolean {
  return flow.job.steps.some(({ kind, onMismatch }) => kind === "SCAN_ITEM" && onMismatch !== "STOP");
}

/** Stop: the digits are not those of the label. */
export function stopDigits(run: Run, index: number, digits: string): void {
  const scan = { text: digits, symbology: null, elements: [], method: "TYPED" } as const;
  const rest = { why: "wrongDigits", step: index, canKeep: false, wantsReason: false } as const;
  halt(run, { scan, target: null }, rest);
}

function halt(run: Run, read: Read, rest: Pick<Halt, "why" | "step" | "canKeep" | "wantsReason">): void {
  const { flow } = run;
  const step = stepAt(flow, rest.step);
  const item = flow.line?.item ?? flow.job.task?.item ?? null;
  const isItem = step.kind === "SCAN_ITEM" || step.kind === "ENTER_QUANTITY";
  flow.halt = {
    ...rest,
    expected: (isItem ? item?.sku : step.accepts[0]?.barcode) ?? "",
    expectedName: (isItem ? item?.name : null) ?? "",
    got: read.scan.text,
    gotCode: read.target?.code ?? read.scan.text,
    gotName: read.target?.name ?? "",
    symbology: read.scan.symbology,
    elements: read.scan.elements,
  };
  run.tone = "wrong";
}

/** Which step a scan should have been for: the nearest that wants such a thing. */
function stoppedAt(flow: Flow, read: Read): number {
  const thing = thingOf(read.scan, read.target);
  const near = reach(flow);
  const scanned = near.filter((index) => thingWanted(stepAt(flow, index)) !== undefined);
  const same = scanned.find((index) => thingWanted(stepAt(flow, index)) === thing);
  // Goods that come while others are counted are other goods.
  const counted = near.find((index) => thing === "item" && stepAt(flow, index).kind === "ENTER_QUANTITY");
  // What nobody knows may be what the worker means to keep.
  const kept = scanned.find((index) => thing === null && stepAt(flow, index).onMismatch !== "STOP");
  return same ?? counted ?? kept ?? scanned[0] ?? flow.at;
}

/** True when such a thing is wanted at a step that comes later: the bin before the goods are scanned. */
function isForLater(flow: Flow, index: number, read: Read): boolean {
  const near = reach(flow);
  const { kind: stopped } = stepAt(flow, index);
  const thing = thingOf(read.scan, read.target);
  return flow.job.steps.some((step, at) => {
    const isLater = at > index && step.again === null && step.kind !== stopped && !near.includes(at);
    const isSuch = thing !== null && thingWanted(step) === thing;
    return isLater && (isSuch || fitOf(flow, at, read)?.isSure === true);
  });
}

function isOverLimit(flow: Flow, fit: Fit): boolean {
  const lined = { ...flow, line: fit.line ?? flow.line };
  const limit = limitOf(lined, stepAt(flow, quantityStep(flow)));
  if (limit === null) return false;
  const isMore = stepAt(flow, fit.step).kind === "ENTER_QUANTITY";
  return isMore ? flow.counted + (fit.said ?? fit.units) > limit : limit === 0;
}

function isOver(flow: Flow, fit: Fit): boolean {
  const { kind } = stepAt(flow, fit.step);
  const lined = { ...flow, line: fit.line ?? flow.line };
  const wanted = wantedOf(lined, stepAt(flow, quantityStep(flow)));
  const before = kind === "ENTER_QUANTITY" ? flow.counted : 0;
  return wanted !== null && before + (fit.said ?? fit.units) > wanted;
}
