/** A blind count: what was found is listed, the keypad lies under it, and the bin again ends it. */
import { useSignal } from "@preact/signals";
import { Button } from "../../parts/button.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Icon } from "../../parts/icon.tsx";
import { LowKeypad } from "../../parts/keypad.tsx";
import { Row } from "../../parts/row.tsx";
import { Sign } from "../../parts/sign.tsx";
import { keyed, total } from "../../parts/sums.ts";
import { say } from "../../words/scanner.ts";
import { quantity } from "../../words/voice.ts";
import { lapsOf } from "../../work/look.ts";
import type { Answer, Flow } from "../../work/types.ts";
import { type Floor, useFloor } from "../floor.ts";
import { tell } from "../talking.ts";
import { answerTo, stepOf } from "../view.ts";
import { JobFrame, PlaceSign } from "./job.tsx";

export function CountScreen({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const bin = answerTo(flow, "bin");
  const asked = useSignal<Flow | null>(null);
  if (bin === undefined) {
    return (
      <JobFrame flow={flow}>
        <PlaceSign flow={flow} />
        <p class="pane grow lead">{say("countText")}</p>
      </JobFrame>
    );
  }
  const empty = (): void => tell(floor, { kind: "empty" });
  if (asked.value === flow) return <SurelyEmpty flow={flow} onYes={empty} onNo={() => (asked.value = null)} />;
  const act = { word: say("binEmpty"), icon: "void", onPress: () => (isBelievedEmpty(flow) ? empty() : (asked.value = flow)) } as const;
  return (
    <JobFrame flow={flow} act={act}>
      <Sign code={bin.shown} height="low" icon="check" head={say("youAreHere")} />
      <Found flow={flow} floor={floor} />
      <section class="pane padpane">
        <LowKeypad onKey={(key) => (floor.keys.value = keyed(floor.keys.value ?? "", key))} />
      </section>
    </JobFrame>
  );
}

/** Where the book knows of no goods here, nothing is written off by a tap. */
function isBelievedEmpty(flow: Flow): boolean {
  return flow.job.task === null && Object.keys(flow.job.known).length === 0;
}

interface SurelyLook {
  readonly flow: Flow;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** One tap does not write off what lies here; how many that are is not told. */
function SurelyEmpty({ flow, onYes, onNo }: SurelyLook) {
  return (
    <JobFrame flow={flow}>
      <section class="pane grow first">
        <h2 class="huge">{say("surelyEmpty")}</h2>
        <p class="lead">{say("surelyEmptyText")}</p>
        <Button look="go wide jumbo" onPress={onYes}>
          {say("nothingLiesHere")}
        </Button>
        <Button look="wide jumbo" onPress={onNo}>
          {say("no")}
        </Button>
      </section>
    </JobFrame>
  );
}

/** One row for each item, the one that is counted now last and marked. */
function Found({ flow, floor }: { readonly flow: Flow; readonly floor: Floor }) {
  const laps = lapsOf(flow);
  const itemField = stepOf(flow, "SCAN_ITEM")?.field;
  const numberField = stepOf(flow, "ENTER_QUANTITY")?.field;
  if (laps.length === 0) {
    return (
      <section class="pane grow">
        <p class="lead">{say("countItems")}</p>
      </section>
    );
  }
  return (
    <div class="pane flush grow cnt">
      {laps.map((lap, at) => {
        const isOpen = at >= flow.laps.length;
        const item = lap.answers.find((answer) => answer.field === itemField);
        const said = lap.answers.find((answer) => answer.field === numberField)?.value;
        const number = isOpen ? (total(floor.keys.value ?? "") ?? said ?? flow.counted) : said;
        return (
          <Row
            key={item?.operationId ?? at}
            isCurrent={isOpen}
            title={
              <>
                <Code>{lap.line?.item.sku ?? item?.shown ?? ""}</Code> <Name>{lap.line?.item.name ?? nameOf(floor, flow, item)}</Name>
              </>
            }
            end={<span class={`num ${isOpen ? "caret" : ""}`}>{typeof number === "number" ? quantity(number) : <Icon name="keys" />}</span>}
          />
        );
      })}
    </div>
  );
}

/** By the catalog of the device; a code that it does not know is shown alone. */
function nameOf(floor: Floor, { job }: Flow, item: Answer | undefined): string {
  if (item === undefined) return "";
  return job.known[item.text]?.name ?? floor.link.catalogue.find(item.text)[0]?.name ?? "";
}
