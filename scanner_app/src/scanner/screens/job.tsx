/** Any job, drawn from its steps alone: place, goods, how many, where to. Ways with a screen of their own override it. */
import type { ComponentChildren } from "preact";
import { Code, Name } from "../../parts/code.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { Pictogram } from "../../parts/pictograms.ts";
import { LowKeypad } from "../../parts/keypad.tsx";
import { Pips, PIPS_MAX, Bar } from "../../parts/progress.tsx";
import { Row } from "../../parts/row.tsx";
import { Sign } from "../../parts/sign.tsx";
import { keyed, written } from "../../parts/sums.ts";
import { type Key, say } from "../../words/scanner.ts";
import { quantity } from "../../words/voice.ts";
import type { Answer, Flow, StepKind, Way } from "../../work/types.ts";
import { type Floor, useFloor } from "../floor.ts";
import { type Act, Frame } from "../frame.tsx";
import { isAnswered, isBySerial } from "../../work/place.ts";
import { amountOf, type Goods, goodsOf, isKeyedOnScreen, keyedOr, stagesOf, stepOf, titleOf } from "../view.ts";
import { toteOf } from "../tote.ts";
import { undoLast } from "../undoing.ts";
import { goHome } from "../working.ts";
import { Choices } from "./choices.tsx";

export function JobScreen({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const goods = goodsOf(flow);
  const isUnsaid = flow.job.task === null && flow.answers.length === 0;
  return (
    <JobFrame flow={flow} {...(isUnsaid ? { act: { word: say("goBack"), icon: "prev", onPress: () => goHome(floor) } } : {})}>
      <PlaceSign flow={flow} />
      {isUnsaid && flow.job.way === "MOVE" && <p class="pane lead">{say("moveText")}</p>}
      {goods ? <GoodsPane goods={goods} /> : <SaidPane flow={flow} />}
      {goods || hasItem(flow) ? <AmountPane flow={flow} /> : <div class="pane grow" />}
      <Choices flow={flow} />
    </JobFrame>
  );
}

function hasItem(flow: Flow): boolean {
  return flow.answers.some((answer) => flow.job.steps[answer.step]?.kind === "SCAN_ITEM");
}

const ICONS: Readonly<Partial<Record<StepKind, Pictogram>>> = { SCAN_BIN: "bin", SCAN_ITEM: "item", SCAN_CONTAINER: "full" };

/** What was scanned so far, where no task says it. */
function SaidPane({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const scanned = flow.answers.flatMap((answer) => {
    const icon = ICONS[flow.job.steps[answer.step]?.kind ?? "SCAN_ANY"];
    return icon ? [{ answer, icon }] : [];
  });
  return (
    <section class="pane flush">
      {scanned.map(({ answer, icon }) => (
        <Row key={answer.step} icon={icon} title={<Code>{answer.shown}</Code>} note={noteOn(floor, answer)} end={<Icon name="check" />} />
      ))}
    </section>
  );
}

/** What the device's catalog calls it. */
function noteOn({ link }: Floor, { text, shown }: Answer) {
  const name = link.catalogue.find(text)[0]?.name ?? "";
  return name === "" || name === shown ? undefined : <Name>{name}</Name>;
}

interface JobFrameLook {
  readonly flow: Flow;
  /** The middle button: Short, Bin empty, Damaged… */
  readonly act?: Act;
  readonly note?: ComponentChildren;
  /** Where no walk says how far it is. */
  readonly progress?: { readonly done: number; readonly of: number };
  readonly children: ComponentChildren;
}

export function JobFrame({ flow, act, note, progress, children }: JobFrameLook) {
  const floor = useFloor();
  const { walk, sequence: stop = 1 } = flow.job.task ?? {};
  return (
    <Frame
      title={titleOf(flow)}
      note={walk ? say("stopOf", { stop, stops: walk.stops }) : note}
      progress={walk ? { done: stop - 1, of: walk.stops } : progress}
      stages={stagesOf(flow)}
      acts={[undoAct(floor), ...(act ? [act] : [])]}
    >
      {children}
    </Frame>
  );
}

export function undoAct(floor: Floor): Act {
  return { word: say("undo"), icon: "undo", onPress: () => undoLast(floor) };
}

/** The sign of the bin that the job is about now: where to go, or where one is. */
export function PlaceSign({ flow }: { readonly flow: Flow }) {
  const step = stepOf(flow, "SCAN_BIN");
  const code = step?.accepts[0]?.barcode;
  if (!step || !code) return null;
  const at = flow.job.steps.indexOf(step);
  if (at >= flow.at) return <Sign code={code} icon="next" head={say(step.field === "to" ? "putInto" : "goTo")} />;
  // Passed over by the scan of the goods: nobody has proved that it is this bin.
  return isAnswered(flow, at) ? <Sign code={code} icon="check" head={say("youAreHere")} /> : <Sign code={code} head={say("bin")} />;
}

interface GoodsLook {
  readonly goods: Goods;
  readonly note?: ComponentChildren;
  /** Where a keypad stands under it: small enough to stay on the screen. */
  readonly look?: "near" | undefined;
}

export function GoodsPane({ goods, note, look }: GoodsLook) {
  return (
    <section class={`item bare ${look ?? ""}`}>
      <div>
        <h2>
          <Name>{goods.name}</Name>
        </h2>
        <p>
          <Code>{goods.sku}</Code> {note && <span class="dim">· {note}</span>}
        </p>
      </div>
    </section>
  );
}

const DONE: Readonly<Partial<Record<Way, Key>>> = { PICK: "didPick", RECEIVE: "didReceive", PACK: "didPack", MOVE: "didMove" };

/** How many so far; a press opens the keypad. */
export function AmountPane({ flow, children }: { readonly flow: Flow; readonly children?: ComponentChildren }) {
  const floor = useFloor();
  if (!stepOf(flow, "ENTER_QUANTITY")) return null;
  if (isKeyedOnScreen(flow)) return <KeyedPane flow={flow} />;
  const { counted, expected, unit } = amountOf(flow);
  const isPips = expected !== null && expected > 1 && expected <= PIPS_MAX;
  return (
    <section class="pane grow split">
      <button type="button" class="amount" disabled={isBySerial(flow)} onClick={() => (floor.keys.value = "")}>
        <span class="dim">
          {say(DONE[flow.job.way] ?? "done")} {!isBySerial(flow) && <Icon name="keys" />}
        </span>
        <span class="qty">
          <b>{quantity(counted)}</b> {expected === null ? unit : say("ofAmount", { count: expected, unit })}
        </span>
      </button>
      {children}
      {isPips && <Pips done={counted} of={expected} />}
      {expected !== null && expected > PIPS_MAX && <Bar label={say("done")} done={counted} of={expected} />}
    </section>
  );
}

/** The number with its keypad under it; the next scan takes it. */
function KeyedPane({ flow }: { readonly flow: Flow }) {
  const { keys } = useFloor();
  const { counted, expected, unit } = amountOf(flow);
  return (
    <>
      <section class="pane grow split" role="status">
        <p class="qty">
          <b class="caret">{quantity(keyedOr(keys.value, counted))}</b> {expected === null ? unit : say("ofAmount", { count: expected, unit })}
        </p>
        <p class="dim">{written(keys.value ?? "")}</p>
      </section>
      <section class="pane padpane">
        <LowKeypad onKey={(key) => (keys.value = keyed(keys.value ?? "", key))} />
      </section>
    </>
  );
}

/** Where the goods go: a tote or carton, drawn as one. */
export function IntoPane({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const code = stepOf(flow, "SCAN_CONTAINER")?.accepts[0]?.barcode ?? flow.job.task?.toContainer?.code ?? toteOf(floor, flow);
  return (
    <div class="to">
      <p class="dim">{say("intoTote")}</p>
      <p class={`tote ${(code?.length ?? 0) > 3 ? "named" : ""}`}>{code ? <bdi>{code}</bdi> : <Icon name="scan" />}</p>
    </div>
  );
}
