/** The worker says something, by trigger or tap: judged at once, painted and felt in the same frame, then kept. */
import { batch } from "@preact/signals";
import { feel } from "../feel/feel.ts";
import type { Scan } from "../scan/scan.ts";
import { say } from "../words/scanner.ts";
import { hear } from "../work/flow.ts";
import type { Call, EntryMethod, Event, Flow, Heard, Said, Scan as WorkScan, Stamp, Target, Tone, Way } from "../work/types.ts";
import { hasLaps, hasUnsettled } from "../work/place.ts";
import { isGathered } from "../work/send.ts";
import { total } from "../parts/sums.ts";
import { type Floor, stampNow, tellWorker, type Told } from "./floor.ts";
import { handOver } from "./entering.ts";
import { helpWanted } from "./helping.ts";
import { keepFlow } from "./keeping.ts";
import { beginDocument } from "./starting.ts";
import { isUnknown, lookUp } from "./looking.ts";
import { noteOf } from "./notes.ts";
import { rememberTote, toteOf, withTote } from "./tote.ts";
import { beginScanned, jobDone } from "./working.ts";

const METHODS: Readonly<Record<Scan["method"], EntryMethod>> = {
  WEDGE: "SCANNED",
  CAMERA: "CAMERA",
  KEYPAD: "TYPED",
};

/** A scan, or what is tapped next, ends the number on the keypad: no tap is needed to say so. */
function takeKeyed(floor: Floor): "none" | "taken" | "left" {
  const keyed = total(floor.keys.peek() ?? "");
  if (keyed === null) return "none";
  const before = floor.flow.peek();
  tell(floor, { kind: "quantity", quantity: keyed });
  return isHeardOf(before, floor.flow.peek()) ? "taken" : "left";
}

function isHeardOf(before: Flow | null, after: Flow | null): boolean {
  return before?.answers !== after?.answers || before?.laps !== after?.laps || before?.asking !== after?.asking || before?.halt !== after?.halt;
}

type Feel = (tone: Tone) => void;

/** For what has sounded already. */
export const unfelt: Feel = () => undefined;

/** A scan during a job: what the device knows of it goes along. */
export function tellScan(floor: Floor, scan: Scan, feels: Feel = feel): void {
  const { link } = floor;
  const { keys, line } = { keys: floor.keys.peek(), line: floor.flow.peek()?.line ?? null };
  const keyed = takeKeyed(floor);
  // None are none: the count of the scans is not what was keyed.
  if (keyed === "left" && line !== null && total(keys ?? "") === 0) return holdZero(floor, keys, feels);
  const stamp: Stamp = { ...stampNow(floor), at: link.clock.instant(scan.at), ms: scan.at };
  const told: WorkScan = {
    text: scan.text,
    symbology: scan.symbology,
    elements: scan.elements,
    method: METHODS[scan.method],
  };
  const saved = floor.told.peek();
  tell(floor, { kind: "scan", scan: told, target: targetOf(floor, scan) }, stamp, feels);
  if (keyed === "taken" && floor.told.peek() === null) floor.told.value = saved;
  // A number that was too early, as before the lot, waits for its step.
  if (keyed === "left" && line !== null && floor.flow.peek()?.line === line) floor.keys.value = keys;
}

function holdZero(floor: Floor, keys: string | null, feels: Feel): void {
  feels("wrong");
  floor.keys.value = keys;
  tellWorker(floor, { mood: "warn", title: say("wasRefused", { what: 0 }) });
}

/** Everything that is said to the current job enters here. */
export function tell(floor: Floor, said: Said, stamp: Stamp = stampNow(floor), feels: Feel = feel): void {
  if (said.kind === "finish") takeKeyed(floor);
  const before = floor.flow.peek();
  if (before === null) return;
  const event: Event = { ...said, ...stamp };
  const heard = hear(before, event);
  batch(() => {
    floor.flow.value = withTote(heard.flow, toteOf(floor, heard.flow));
    floor.keys.value = null;
    floor.told.value = isHeld(said, before, heard.flow) ? { mood: "warn", title: say("answerFirst") } : savedOf(before, heard);
    if (isGood(heard.tone)) floor.acks.value += 1;
  });
  if (heard.tone) feels(heard.tone);
  rememberTote(floor, before, heard);
  const kept = send(floor, before, heard);
  for (const call of heard.calls) answer(floor, call);
  if (heard.done) jobDone(floor, heard.flow, { tasks: tasksDone(heard), kept, note: doneOf(before, heard) });
  void keepFlow(floor, kept);
}

/** Whether a scan came while a number waits for its answer: it is not taken, and the worker is told. */
function isHeld(said: Said, before: Flow, after: Flow): boolean {
  return said.kind === "scan" && hasUnsettled(before) && hasUnsettled(after);
}

/** Ways whose screen does not show what was just done. */
const TOLD: ReadonlySet<Way> = new Set<Way>(["PUT_AWAY", "PUT_AWAY_BATCH", "PUT_BACK", "COUNT"]);

/** What the job that is over has done; null where nothing came of it. */
function doneOf(before: Flow, heard: Heard): string | null {
  if (heard.operations.length > 0) return noteOf(before, heard);
  return !isGathered(before) && hasLaps(before) ? "" : null;
}

/** Work on a list says what was saved, as its screen is on the next line already. */
function savedOf(before: Flow, heard: Heard): Told | null {
  const isOnList = !heard.done && before.job.lines.length > 0;
  const isSaved = heard.operations.length > 0 && (isOnList || TOLD.has(before.job.way));
  return isSaved ? { mood: "ok", title: say("saved"), text: noteOf(before, heard) } : null;
}

/** The tasks that the operations of a finished job were for; a batch has several. */
function tasksDone({ flow, operations }: Heard): readonly string[] {
  const named = operations.flatMap((operation) =>
    Object.values(operation).flatMap((input) => ("task" in input && input.task ? [input.task] : [])),
  );
  return [...new Set([...named, ...(flow.job.task ? [flow.job.task.id] : [])])];
}

function isGood(tone: Heard["tone"]): boolean {
  return tone === "ok" || tone === "lineDone" || tone === "taskDone";
}

/** What came of it is kept before it is sent; the screen does not wait for it. */
async function send(floor: Floor, before: Flow, heard: Heard): Promise<void> {
  if (heard.operations.length === 0) return;
  const note = { label: noteOf(before, heard), task: before.job.task?.id ?? null, over: heard.done ? tasksDone(heard) : [] };
  await floor.link.outbox.put(heard.operations, note);
  performance.mark("scan:durable");
}

function answer(floor: Floor, call: Call): void {
  switch (call.kind) {
    case "switchUser":
      return handOver(floor, call.badge);
    case "lookUp":
      return lookUp(floor, call.text);
    case "check":
      return void check(floor, call.text);
    case "begin":
      if (!beginScanned(floor, call.text) && beginDocument(floor, call.text) === null) lookUp(floor, call.text);
      return;
    case "help":
      return void helpWanted(floor);
    case "next":
      return;
  }
}

/** What was taken for goods goes again as soon as the house says that nobody knows it. */
async function check(floor: Floor, text: string): Promise<void> {
  const id = floor.flow.peek()?.job.id;
  const isStrange = await isUnknown(floor, text);
  if (!isStrange || floor.flow.peek()?.job.id !== id) return;
  floor.got.value = { text, kind: null, code: text, name: "" };
  tell(floor, { kind: "unknown", text });
}

function targetOf(floor: Floor, scan: Scan): Target | null {
  const [known] = floor.link.catalogue.find(scan.text, scan.elements);
  if (known === undefined) return null;
  const { id, code, name, quantity } = known;
  return { kind: known.kind === "ITEM" ? "item" : "bin", id, code, name, quantity };
}
