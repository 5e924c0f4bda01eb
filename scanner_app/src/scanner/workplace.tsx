/** The workplace: all that is needed once the shift has started, loaded behind the first screen. */
import { effect, untracked } from "@preact/signals";
import type { ComponentType } from "preact";
import type { Scan } from "../scan/scan.ts";
import { commandOf, thingOf } from "../work/shapes.ts";
import type { Flow, Said, Way } from "../work/types.ts";
import { say } from "../words/scanner.ts";
import { helpWanted } from "./helping.ts";
import { feel } from "../feel/feel.ts";
import { beginDocument } from "./starting.ts";
import { beginShift, handOver } from "./entering.ts";
import { closeAll, type Floor, openTasks, type SheetName, tellWorker, useFloor, type Workplace } from "./floor.ts";
import { lookUpScan } from "./looking.ts";
import { startTicking } from "./light.ts";
import { restoreFlow } from "./keeping.ts";
import { isOutOfReach } from "./reach.ts";
import { tellNews } from "./news.ts";
import { AskingScreen } from "./screens/asking.tsx";
import { CountScreen } from "./screens/count.tsx";
import { HaltScreen } from "./screens/halt.tsx";
import { HomeScreen } from "./screens/home.tsx";
import { JobScreen } from "./screens/job.tsx";
import { KeypadScreen } from "./screens/keypad.tsx";
import { LinesScreen } from "./screens/lines.tsx";
import { LookupScreen } from "./screens/lookup.tsx";
import { PickScreen } from "./screens/pick.tsx";
import { PutAwayScreen } from "./screens/put_away.tsx";
import { CantScanSheet, ReportSheet } from "./sheets/cant_scan.tsx";
import { MenuSheet } from "./sheets/menu.tsx";
import { OutboxSheet } from "./sheets/outbox.tsx";
import { ReadSheet } from "./sheets/read.tsx";
import { UndoSheet } from "./sheets/undo.tsx";
import { WantedScreen } from "./screens/wanted.tsx";
import { tell, tellScan, unfelt } from "./talking.ts";
import { lapsOf } from "../work/look.ts";
import { isKeyedOnScreen } from "./view.ts";
import { undoLast } from "./undoing.ts";
import { beginKind, beginScanned, claimAhead, claimMore } from "./working.ts";

/** Ways with a screen of their own; all others are drawn from their steps. */
const SCREENS: Readonly<Partial<Record<Way, ComponentType<{ readonly flow: Flow }>>>> = {
  COUNT: CountScreen,
  RECEIVE: LinesScreen,
  PACK: LinesScreen,
  SHIP: LinesScreen,
  RETURN: LinesScreen,
  PICK: PickScreen,
  PUT_AWAY: PutAwayScreen,
  PUT_AWAY_BATCH: PutAwayScreen,
};

const SHEETS: Readonly<Record<SheetName, ComponentType>> = {
  menu: MenuSheet,
  cantScan: CantScanSheet,
  undo: UndoSheet,
  outbox: OutboxSheet,
  report: ReportSheet,
  read: ReadSheet,
};

function Screen() {
  const { flow, looked, keys, wanted } = useFloor();
  if (looked.value) return <LookupScreen looked={looked.value} />;
  if (flow.value === null) return wanted.value ? <WantedScreen wanted={wanted.value} /> : <HomeScreen />;
  if (flow.value.halt) return <HaltScreen flow={flow.value} halt={flow.value.halt} />;
  if (keys.value !== null && !isKeyedOnScreen(flow.value)) return <KeypadScreen flow={flow.value} keys={keys.value} />;
  if (flow.value.asking) return <AskingScreen flow={flow.value} asking={flow.value.asking} />;
  const Shown = SCREENS[flow.value.job.way] ?? JobScreen;
  return <Shown flow={flow.value} />;
}

function Sheet() {
  const { sheet } = useFloor();
  const Over = sheet.value && SHEETS[sheet.value];
  return Over && <Over />;
}

/** Scans that came while the house was asked for work; none is lost, and each counts in what was begun. */
const waiting: Scan[] = [];

/** A scan during the shift; one before it starts the shift as well. */
function hear(floor: Floor, scan: Scan): void {
  if (floor.phase.peek() === "startShift") beginShift(floor);
  if (floor.flow.peek() === null) return floor.isBusy.peek() ? void waiting.push(scan) : hearAtHome(floor, scan);
  // What was looked up lies over the job: a scan returns to it.
  floor.looked.value = null;
  hearInJob(floor, scan);
}

/** On the dock, goods are put away in whatever order they come to hand: others than the next ones are begun with. */
function hearInJob(floor: Floor, scan: Scan): void {
  const flow = floor.flow.peek();
  if (flow !== null && isNextCount(floor, flow, scan)) return beginNextCount(floor, scan);
  const isOther = flow !== null && isUntouched(flow) && flow.job.way === "PUT_AWAY" && !isFirst(flow, scan);
  if (isOther && beginScanned(floor, scan.plain, "PUT_AWAY")) return tellScan(floor, scan);
  tellScan(floor, scan);
  const why = floor.flow.peek()?.halt?.why;
  if (isOther && (why === "wrongItem" || why === "unknown")) void claimScanned(floor, scan);
}

/** Whoever scans the next bin to count has counted the one before. */
function isNextCount(floor: Floor, flow: Flow, { plain }: Scan): boolean {
  const isCounted = flow.job.way === "COUNT" && (lapsOf(flow).length > 0 || floor.keys.peek() !== null);
  return isCounted && openTasks(floor).some((task) => {
    return task.kind === "COUNT" && task.id !== flow.job.task?.id && task.steps[0]?.accepts.some(({ barcode }) => barcode === plain);
  });
}

function beginNextCount(floor: Floor, scan: Scan): void {
  tell(floor, { kind: "finish" });
  const saved = floor.told.peek();
  if (beginScanned(floor, scan.plain, "COUNT")) tellScan(floor, scan, unfelt);
  if (floor.flow.peek()?.halt === null) floor.told.value ??= saved;
}

/** The goods may be nobody's yet: hold more, and begin with them where they are among those. */
async function claimScanned(floor: Floor, scan: Scan): Promise<void> {
  const halt = floor.flow.peek()?.halt;
  await claimMore(floor, "PUT_AWAY");
  const isStill = halt !== undefined && floor.flow.peek()?.halt === halt;
  if (isStill && beginScanned(floor, scan.plain, "PUT_AWAY")) tellScan(floor, scan);
}

function isUntouched(flow: Flow): boolean {
  return flow.at === 0 && flow.answers.length === 0 && flow.laps.length === 0;
}

/** Where no job is in hand, a scan begins the task that it belongs to, and counts there; or it is looked up. */
function hearAtHome(floor: Floor, scan: Scan): void {
  closeAll(floor);
  const command = commandOf(scan.text);
  if (command !== null) return hearCommand(floor, command);
  if (thingOf({ text: scan.text, symbology: null, elements: [], method: "SCANNED" }, null) === "user") return handOver(floor, scan.text);
  floor.wanted.value = null;
  if (beginScanned(floor, scan.text)) return tellScan(floor, scan);
  const begun = beginDocument(floor, scan.plain);
  if (begun === null) return void lookUpScan(floor, scan);
  feel("ok");
  floor.acks.value += 1;
  void begun.then(() => {
    if (isFirst(floor.flow.peek(), scan)) tellScan(floor, scan, unfelt);
  });
}

/** The card of commands, where no job is in hand. */
function hearCommand(floor: Floor, { kind }: Said): void {
  floor.looked.value = null;
  feel(kind === "undo" || kind === "help" || kind === "next" ? "ok" : "look");
  if (kind === "undo") undoLast(floor);
  else if (kind === "help") void helpWanted(floor);
  else if (kind === "next") void beginKind(floor, []);
  else tellWorker(floor, { mood: "warn", title: say("notNow"), text: say("orScan") });
}

/** Whether the scan that began a job is what its first step waits for: the tote to pack need not be scanned twice. */
function isFirst(flow: Flow | null, scan: Scan): boolean {
  return flow !== null && isUntouched(flow) && flow.job.steps[0]?.accepts.some(({ barcode }) => barcode === scan.plain) === true;
}

function hearWaiting(floor: Floor): void {
  for (const scan of waiting.splice(0)) hear(floor, scan);
}

async function open(floor: Floor): Promise<void> {
  await restoreFlow(floor);
  effect(() => {
    // Only the start of work asks; what comes of it must not ask again.
    if (floor.phase.value === "work") untracked(() => prepare(floor));
  });
  effect(() => tellNews(floor));
  effect(() => {
    // After the one that began it has been heard.
    if (!floor.isBusy.value && waiting.length > 0) setTimeout(() => hearWaiting(floor), 0);
  });
  startTicking();
}

/** Hold work ahead, and learn the codes of the house once. */
function prepare(floor: Floor): void {
  void claimAhead(floor);
  if (floor.link.catalogue.size.peek().at === null) void learn(floor);
}

/** Learn the codes of the house in the background; in a dead spot the next start tries again. */
async function learn(floor: Floor): Promise<void> {
  try {
    await floor.link.catalogue.refresh();
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
  }
}

export const workplace: Workplace = { Screen, Sheet, hear, open };
