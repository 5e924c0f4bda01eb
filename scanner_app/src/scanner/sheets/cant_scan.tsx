/** Can't scan: the best way first; which way was used is kept with what was done. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { DigitPad } from "../../parts/keypad.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { Pictogram } from "../../parts/pictograms.ts";
import { Chevron, Row } from "../../parts/row.tsx";
import { Sheet } from "../../parts/sheet.tsx";
import { keyed } from "../../parts/sums.ts";
import { type Key, say } from "../../words/scanner.ts";
import type { Step } from "../../work/types.ts";
import { type Floor, useFloor } from "../floor.ts";
import { report } from "../helping.ts";
import { tell } from "../talking.ts";
import { stepForTrigger, titleOf } from "../view.ts";
import { Typed } from "./type_it.tsx";

type Way = "camera" | "lastFour" | "checkDigits" | "type" | "report";

interface Offer {
  readonly way: Way;
  readonly icon: Pictogram;
  readonly title: Key;
  readonly note: Key;
}

const OFFERS: Readonly<Record<Way, Offer>> = {
  camera: { way: "camera", icon: "camera", title: "camera", note: "cameraText" },
  checkDigits: { way: "checkDigits", icon: "digits", title: "checkDigits", note: "checkDigitsText" },
  lastFour: { way: "lastFour", icon: "keys", title: "lastFour", note: "lastFourText" },
  type: { way: "type", icon: "keys", title: "typeIt", note: "typeItText" },
  report: { way: "report", icon: "flag", title: "reportIt", note: "reportItText" },
};

export function CantScanSheet() {
  const floor = useFloor();
  const way = useSignal<Way | null>(null);
  const close = (): void => {
    floor.sheet.value = null;
  };
  const flow = floor.flow.value;
  const step = flow && !floor.looked.value ? stepForTrigger(flow) : undefined;
  return (
    <Sheet title={say(titleFor(step))} onClose={close}>
      {way.value === null ? (
        <ul class="flush ways">
          {waysAt(step).map((one) => (
            <li key={one}>
              <Row
                icon={OFFERS[one].icon}
                title={say(OFFERS[one].title)}
                note={say(OFFERS[one].note)}
                end={<Chevron />}
                onPress={() => (way.value = one)}
              />
            </li>
          ))}
        </ul>
      ) : (
        <Chosen way={way.value} floor={floor} />
      )}
    </Sheet>
  );
}

/** Which ways there are, the best first. */
function waysAt(step: Step | undefined): readonly Way[] {
  if (step === undefined) return ["camera", "type", "report"];
  const ways: Way[] = ["camera"];
  if (step.checkDigits !== null) ways.push("checkDigits");
  if (step.accepts.length > 0 && step.kind !== "SCAN_BIN") ways.push("lastFour");
  return [...ways, ...(step.accepts.length === 0 ? (["type"] as const) : []), "report"];
}

function titleFor(step: Step | undefined): Key {
  if (step?.kind === "SCAN_BIN") return "cantScanBin";
  if (step?.kind === "SCAN_ITEM" || step?.kind === "ENTER_QUANTITY") return "cantScanItem";
  if (step?.kind === "SCAN_CONTAINER") return "cantScanContainer";
  return "cantScanAny";
}

function Chosen({ way, floor }: { readonly way: Way; readonly floor: Floor }) {
  switch (way) {
    case "camera":
      return <CameraLater floor={floor} />;
    case "checkDigits":
      return <Digits floor={floor} label={say("checkDigits")} length={2} />;
    case "lastFour":
      return <Digits floor={floor} label={say("lastFour")} length={4} />;
    case "type":
      return <Typed floor={floor} />;
    case "report":
      return <ReportReasons floor={floor} />;
  }
}

/** The camera and its decoder are loaded when somebody asks for them. */
function CameraLater({ floor }: { readonly floor: Floor }) {
  const part = useSignal<ComponentType<{ readonly floor: Floor }> | null>(null);
  useEffect(() => {
    void import("./camera.tsx").then(({ Camera }) => (part.value = Camera));
  }, []);
  const Camera = part.value;
  return Camera && <Camera floor={floor} />;
}

interface DigitsLook {
  readonly floor: Floor;
  readonly label: string;
  readonly length: number;
}

/** The digits are sent with the last one; no tap is needed to say so. */
function Digits({ floor, label, length }: DigitsLook) {
  const digits = useSignal("");
  return (
    <div class="pad16 first">
      <p class="dots" role="status" aria-label={say("digitsKeyed", { count: digits.value.length })}>
        {digits.value.padEnd(length, "·")}
      </p>
      <p class="dim">{label}</p>
      <DigitPad
        onKey={(key) => {
          digits.value = key === "delete" ? keyed(digits.value, key) : digits.value + key;
          if (digits.value.length < length) return;
          floor.sheet.value = null;
          tell(floor, { kind: "digits", digits: digits.value });
        }}
      />
    </div>
  );
}

const PROBLEMS: readonly Key[] = ["labelTorn", "labelMissing", "scannerBroken", "otherProblem"];
/** What is wrong where something else was scanned than is wanted. */
const WRONG: readonly Key[] = ["wrongLiesHere", "labelIsWrong", "otherProblem"];
/** What is wrong where nobody knows what was scanned. */
const STRANGE: readonly Key[] = ["labelIsStrange", "wrongLiesHere", "otherProblem"];

function ReportReasons({ floor }: { readonly floor: Floor }) {
  const isInJob = floor.flow.value !== null && floor.looked.value === null;
  const halt = isInJob ? floor.flow.value?.halt : null;
  const send = (word: Key) => (): void => {
    floor.sheet.value = null;
    if (isInJob) tell(floor, { kind: "report", note: [say(word), ...factsOf(floor)].join(" · ") });
    else void report(floor, { kind: "UNKNOWN_BARCODE", note: say(word) });
    floor.told.value = { mood: "ok", title: say("reported"), text: say("reportedText") };
  };
  return (
    <>
      <div class="pad16">
        <Notice mood="info" title={say("whatIsWrong")}>
          {say(halt ? "reportWrongText" : isInJob ? "reportItText" : "reportedText")}
        </Notice>
      </div>
      <ul class="flush reasons">
        {(halt?.why === "unknown" ? STRANGE : halt ? WRONG : PROBLEMS).map((word) => (
          <li key={word}>
            <Row icon="flag" title={say(word)} end={<Chevron />} onPress={send(word)} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was scanned, what is needed, and where: the lead reads it in the case. */
function factsOf({ flow, got }: Floor): readonly string[] {
  const now = flow.peek();
  if (now === null) return [];
  const { halt, job, answers } = now;
  const named = got.peek()?.text === halt?.got ? got.peek() : null;
  const known = named ?? (halt && { code: halt.gotCode, name: halt.gotName });
  const words = new Set([halt?.got, known?.code, known?.name].filter(Boolean));
  const read = halt ? [say("readWhat", { what: [...words].join(" ") })] : [];
  const wanted = halt?.expected ? [say("wantedWhat", { what: `${halt.expected} ${halt.expectedName}` })] : [];
  const bin = answers.find(({ step }) => job.steps[step]?.kind === "SCAN_BIN")?.shown ?? job.task?.from?.code ?? job.task?.to?.code;
  return [...read, ...wanted, ...(bin ? [bin] : []), titleOf(now)];
}

/** The same reasons, from the full-screen stop. */
export function ReportSheet() {
  const floor = useFloor();
  return (
    <Sheet title={say("report")} onClose={() => (floor.sheet.value = null)}>
      <ReportReasons floor={floor} />
    </Sheet>
  );
}
