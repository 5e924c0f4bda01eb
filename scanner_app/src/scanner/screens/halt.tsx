/** Something else was scanned: a full-screen stop that the right scan removes. */
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { Halt, type Thing } from "../../parts/halt.tsx";
import { Phrase } from "../../parts/phrase.tsx";
import { type Key, pieces, say } from "../../words/scanner.ts";
import type { Flow, Halt as Stop, StepKind } from "../../work/types.ts";
import { linesLeft } from "../../work/look.ts";
import { teachable } from "../../work/strange.ts";
import { type Floor, type Got, useFloor } from "../floor.ts";
import { tell } from "../talking.ts";

/** What comes first, where something was scanned too early. */
const FIRST: Readonly<Partial<Record<StepKind, Key>>> = {
  SCAN_ITEM: "goodsFirst",
  SCAN_BIN: "binFirst",
  SCAN_CONTAINER: "containerFirst",
  SCAN_LOT: "lotFirst",
  SCAN_SERIAL: "serialFirst",
  ENTER_WEIGHT: "weightFirst",
};

/** What a code turned out to be, that the device did not know. */
const TURNED_OUT: Readonly<Partial<Record<NonNullable<Got["kind"]>, Stop["why"]>>> = {
  Item: "wrongItem",
  Bin: "wrongBin",
  Container: "wrongContainer",
};

/** Why it stopped, as far as the house has said by now. */
function whyOf({ why }: Stop, got: Got | null): Stop["why"] {
  if (why !== "unknown" || got === null || got.kind === null) return why;
  return TURNED_OUT[got.kind] ?? "notNow";
}

function titleOf(flow: Flow, why: Stop["why"], { step }: Stop, got: Got | null): Key {
  const kind = flow.job.steps[step]?.kind ?? "SCAN_ANY";
  if (why === "unknown" && got !== null) return "unknownCode";
  return why === "notYet" ? (FIRST[kind] ?? TITLES.notYet) : TITLES[why];
}

const TITLES: Readonly<Record<Stop["why"], Key>> = {
  wrongItem: "wrongItem",
  wrongBin: "wrongBin",
  wrongContainer: "wrongContainer",
  wrongDocument: "wrongDocument",
  wrongDigits: "wrongDigits",
  tooMany: "tooMany",
  notHere: "notHere",
  unknown: "strangeCode",
  wrongLot: "wrongLot",
  twice: "twice",
  notYet: "notNow",
  notNow: "notNow",
};

/** After these, nothing lies in the hand that must go back, and nobody need be told. */
const LIGHT: ReadonlySet<Stop["why"]> = new Set<Stop["why"]>(["wrongDigits", "tooMany", "notHere", "notYet", "notNow"]);

export function HaltScreen({ flow, halt }: { readonly flow: Flow; readonly halt: Stop }) {
  const floor = useFloor();
  const got = floor.got.value?.text === halt.got ? floor.got.value : null;
  const why = whyOf(halt, got);
  return (
    <Halt
      title={say(titleOf(flow, why, halt, got))}
      needed={halt.expected ? { code: halt.expected, name: halt.expectedName } : stillToCome(flow, halt)}
      got={got ?? { code: halt.gotCode, name: halt.gotName }}
      isKeyed={halt.why === "wrongDigits" || halt.isKeyed === true}
      todo={<Todo halt={halt} why={why} />}
      acts={
        <>
          {why === "unknown" && <Teach floor={floor} flow={flow} />}
          <Button icon="prev" onPress={() => goBack(floor, halt)}>
            {say("goBack")}
          </Button>
          {!LIGHT.has(why) && (
            <Button icon="flag" onPress={() => (floor.sheet.value = "report")}>
              {say("report")}
            </Button>
          )}
          <Elements floor={floor} flow={flow} halt={halt} />
          <Button icon="noscan" onPress={() => (floor.sheet.value = "cantScan")}>
            {say("cantScan")}
          </Button>
        </>
      }
    />
  );
}

/** What a list still waits for, where any of it would have been right. */
function stillToCome(flow: Flow, { step }: Stop): Thing | null {
  const kind = flow.job.steps[step]?.kind;
  const [first, ...others] = kind === "SCAN_ITEM" || kind === "ENTER_QUANTITY" ? linesLeft(flow) : [];
  if (first === undefined) return null;
  const name = others.length === 0 ? first.item.name : say("orOthers", { count: others.length });
  return { code: first.item.sku, name };
}

/** After a number that was too many, another is keyed. */
function goBack(floor: Floor, halt: Stop): void {
  tell(floor, { kind: "clear" });
  if (halt.isKeyed) floor.keys.value = "";
}

const TODO: Readonly<Partial<Record<Stop["why"], Key>>> = { wrongItem: "putItBack", wrongLot: "putItBack", unknown: "setItAside", twice: "takeAnother" };

function Todo({ halt, why }: { readonly halt: Stop; readonly why: Stop["why"] }) {
  const first = TODO[why];
  return (
    <>
      {first && (
        <>
          {say(first)}
          <br />
        </>
      )}
      {halt.expected && <Phrase pieces={pieces("scanCode")} facts={{ code: <Code>{halt.expected}</Code> }} />}
      {halt.canKeep && <span class="keep">{say("rescanToKeep")}</span>}
    </>
  );
}

/** Whoever may teach says that the code means the goods that are needed; that is the scan, too. */
function Teach({ floor, flow }: { readonly floor: Floor; readonly flow: Flow }) {
  const goods = teachable(flow);
  const mayTeach = floor.link.session.person.value?.permissions.includes("TEACH_BARCODE") === true;
  if (goods === null || !mayTeach) return null;
  return (
    <Button icon="check" onPress={() => tell(floor, { kind: "teach" })}>
      {say("itIs", { sku: goods.sku })}
    </Button>
  );
}

/** What was read, in parts: support calls end here. */
function Elements({ floor, halt }: { readonly floor: Floor; readonly flow: Flow; readonly halt: Stop }) {
  if (halt.elements.length === 0) return null;
  return (
    <Button icon="info" onPress={() => (floor.sheet.value = "read")}>
      {say("whatWasRead")}
    </Button>
  );
}
