/** Something else was scanned: a full-screen stop that the right scan removes. */
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { Halt } from "../../parts/halt.tsx";
import { Phrase } from "../../parts/phrase.tsx";
import { type Key, pieces, say } from "../../words/scanner.ts";
import type { Flow, Halt as Stop, StepKind } from "../../work/types.ts";
import { type Floor, useFloor } from "../floor.ts";
import { tell } from "../talking.ts";

/** What comes first, where something was scanned too early. */
const FIRST: Readonly<Partial<Record<StepKind, Key>>> = {
  SCAN_ITEM: "goodsFirst",
  SCAN_BIN: "binFirst",
  SCAN_CONTAINER: "containerFirst",
};

function titleOf(flow: Flow, { why, step }: Stop): Key {
  const kind = flow.job.steps[step]?.kind ?? "SCAN_ANY";
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
  notYet: "notNow",
  notNow: "notNow",
};

/** After these, nothing lies in the hand that must go back, and nobody need be told. */
const LIGHT: ReadonlySet<Stop["why"]> = new Set<Stop["why"]>(["wrongDigits", "tooMany", "notHere", "notYet", "notNow"]);

export function HaltScreen({ flow, halt }: { readonly flow: Flow; readonly halt: Stop }) {
  const floor = useFloor();
  const named = floor.got.value;
  return (
    <Halt
      title={say(titleOf(flow, halt))}
      needed={halt.expected ? { code: halt.expected, name: halt.why === "wrongBin" || halt.why === "wrongContainer" ? "" : halt.expectedName } : null}
      got={named?.text === halt.got ? named : { code: halt.gotCode, name: halt.gotName }}
      todo={<Todo halt={halt} />}
      acts={
        <>
          <Button icon="prev" onPress={() => tell(floor, { kind: "clear" })}>
            {say("goBack")}
          </Button>
          {!LIGHT.has(halt.why) && (
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

function Todo({ halt }: { readonly halt: Stop }) {
  return (
    <>
      {halt.why === "wrongItem" && (
        <>
          {say("putItBack")}
          <br />
        </>
      )}
      {halt.expected && <Phrase pieces={pieces("scanCode")} facts={{ code: <Code>{halt.expected}</Code> }} />}
      {halt.canKeep && <span class="keep">{say("rescanToKeep")}</span>}
    </>
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
