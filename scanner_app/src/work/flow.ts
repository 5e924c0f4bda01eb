// The one reducer of all work: a flow and an event give the next flow, a tone and operations.
import { askShort, askTote, hearYes } from "./ask.ts";
import { hasUnsettled } from "./place.ts";
import { hearAll, hearQuantity } from "./quantity.ts";
import { isRead } from "./halt.ts";
import { heardOf, runOf, type Run } from "./run.ts";
import { hearScan } from "./scans.ts";
import { hearTeach, hearUnknown } from "./strange.ts";
import { sendPlain } from "./send.ts";
import { commandOf } from "./shapes.ts";
import { hearChoice, hearDamaged, hearDigits, hearEmpty, hearFinish, hearText, takeUnproved } from "./typed.ts";
import type { Event, Flow, Heard } from "./types.ts";
import { hearUndo, remembered } from "./undo.ts";
import { hearWeight } from "./weigh.ts";

export { begin } from "./run.ts";

/** What would save another number than the one that is not settled. */
const SAVES: ReadonlySet<Event["kind"]> = new Set(["scan", "text", "digits", "empty", "damaged", "finish"]);

const NOTHING = { sku: "", quantity: 0, shown: [] } as const;

/** Hear one event. Pure: the event brings time and ids. */
export function hear(flow: Flow, event: Event): Heard {
  const said = event.kind === "scan" ? commandOf(event.scan.text) : null;
  if (said !== null) {
    const { at, ms, operationId, nextId, lastId } = event;
    return hear(flow, { ...said, at, ms, operationId, nextId, lastId });
  }
  const run = runOf(flow, event);
  if (flow.isDone) hearAfter(run);
  else if (hasUnsettled(flow) && SAVES.has(event.kind)) run.tone = "wrong";
  else hearWithin(run);
  if (run.operations.length > 0) run.flow.before = null;
  else if (hasChanged(flow, run.flow) && event.kind !== "undo") run.flow.before = remembered(flow);
  return heardOf(run, flow);
}

function hearWithin(run: Run): void {
  const { event } = run;
  switch (event.kind) {
    case "scan":
      hearScan(run, event.scan, event.target ?? null);
      break;
    case "quantity":
      hearQuantity(run, event.quantity);
      break;
    case "weight":
      hearWeight(run, event.quantity);
      break;
    case "all":
      hearAll(run);
      break;
    case "choice":
      hearChoice(run, event.code);
      break;
    case "text":
      hearText(run, event.text);
      break;
    case "digits":
      hearDigits(run, event.digits);
      break;
    case "empty":
      hearEmpty(run);
      break;
    case "damaged":
      hearDamaged(run);
      break;
    default:
      hearTap(run);
  }
}

/** Taps that steer: short, full, done, yes and no. */
function hearTap(run: Run): void {
  const { flow, event } = run;
  switch (event.kind) {
    case "short":
      askShort(run);
      break;
    case "full":
      askTote(run);
      break;
    case "finish":
      hearFinish(run);
      break;
    case "yes":
      hearYes(run);
      break;
    case "no":
      flow.asking = null;
      break;
    case "clear":
      flow.asking = null;
      flow.halt = null;
      break;
    case "skip":
      skip(run, event.reason);
      break;
    case "report":
      report(run, event.note);
      break;
    case "unknown":
      hearUnknown(run, event.text);
      break;
    case "teach":
      hearTeach(run);
      break;
    default:
      hearAfter(run);
  }
}

/** What can still be said when the job is done. */
function hearAfter(run: Run): void {
  const { event } = run;
  if (event.kind === "undo") hearUndo(run, event.target ?? null);
  else if (event.kind === "next") run.calls.push({ kind: "next" });
  else if (event.kind === "help") help(run);
  else if (event.kind === "scan") afterScan(run, event.scan.text, event.ms);
}

function afterScan(run: Run, text: string, ms: number): void {
  const { flow } = run;
  const isSame = flow.last?.text === text && ms - flow.last.ms < 700;
  flow.last = { text, ms };
  run.tone = isSame ? "again" : "look";
  if (!isSame) run.calls.push({ kind: "begin", text });
}

function help(run: Run): void {
  const { task, fixed } = run.flow.job;
  const about = task === null ? {} : { task: task.id };
  sendPlain(run, "openCase", { kind: "HELP", ...about, ...fixed["openCase"] }, NOTHING);
  run.calls.push({ kind: "help" });
  run.tone = "look";
}

function report(run: Run, note: string): void {
  const { task, fixed } = run.flow.job;
  const { halt } = run.flow;
  const about = task === null ? {} : { task: task.id };
  const read = halt === null || !isRead(halt) ? {} : { barcode: halt.got };
  const kind = halt?.why === "unknown" ? "UNKNOWN_BARCODE" : "OTHER";
  sendPlain(run, "openCase", { kind, note, ...about, ...read, ...fixed["openCase"] }, NOTHING);
  run.flow.halt = null;
  // What is wrong is not taken for what is right.
  if (halt === null) takeUnproved(run);
  run.tone = "look";
}

function skip(run: Run, reason: string): void {
  const { task } = run.flow.job;
  run.tone = "look";
  if (task === null) return;
  sendPlain(run, "skipTask", { task: task.id, reason }, { ...NOTHING, shown: [task.item?.sku ?? ""] });
  run.flow.isDone = true;
  run.tone = "ok";
}

function hasChanged(was: Flow, is: Flow): boolean {
  return was.answers !== is.answers || was.counted !== is.counted || was.laps !== is.laps || was.at !== is.at;
}
