/** Work on a list of goods: receive, pack, ship, take returns. What is in hand is shown big; else what is still to come. */
import { Code, Name } from "../../parts/code.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Filled } from "../../parts/field.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Row } from "../../parts/row.tsx";
import { say } from "../../words/scanner.ts";
import { day, quantity } from "../../words/voice.ts";
import { isBySerial, piecesOf } from "../../work/place.ts";
import { linesLeft, progressOf, stepNow } from "../../work/look.ts";
import type { Flow, Line, Way } from "../../work/types.ts";
import { type Floor, useFloor } from "../floor.ts";
import type { Act } from "../frame.tsx";
import { tell } from "../talking.ts";
import { amountOf, answerTo, choicesOf, goodsOf, isKeyedOnScreen, stagesOf } from "../view.ts";
import { Choices } from "./choices.tsx";
import { ExpiryPane } from "./expiry.tsx";
import { AmountPane, GoodsPane, JobFrame } from "./job.tsx";
import { isOnScale, Weigh, WeightPane } from "./weight.tsx";

/** Damaged goods may come in or come back; what is packed and shipped is not looked at again. */
const MAY_BE_DAMAGED: ReadonlySet<Way> = new Set<Way>(["RECEIVE"]);

export function LinesScreen({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const goods = goodsOf(flow);
  const { done, of } = progressOf(flow);
  return (
    <JobFrame flow={flow} act={actOf(flow, floor)} note={of > 0 ? say("linesOf", { done, of }) : undefined} progress={{ done, of }}>
      {goods ? <InHand flow={flow} goods={goods} /> : <Left lines={linesLeft(flow)} flow={flow} />}
    </JobFrame>
  );
}

function actOf(flow: Flow, floor: Floor): Act {
  if (flow.line && MAY_BE_DAMAGED.has(flow.job.way)) {
    return { word: say("damaged"), icon: "hurt", onPress: () => tell(floor, { kind: "damaged" }) };
  }
  if (flow.line && choicesOf(flow).length > 0 && !isBySerial(flow)) return { word: say("otherAmount"), icon: "keys", onPress: () => (floor.keys.value = "") };
  return { word: say("done"), icon: "check", onPress: () => tell(floor, { kind: "finish" }) };
}

function InHand({ flow, goods }: { readonly flow: Flow; readonly goods: { readonly sku: string; readonly name: string } }) {
  const lot = answerTo(flow, "lotNumber") ?? answerTo(flow, "lot");
  const expiry = answerTo(flow, "expiresOn");
  const keyed = keyedNow(flow);
  if (keyed) {
    return (
      <>
        <GoodsPane goods={goods} look="near" />
        {keyed}
      </>
    );
  }
  const { counted, unit } = amountOf(flow);
  const isGraded = choicesOf(flow).length > 0 && !(isBySerial(flow) && counted === 0);
  return (
    <>
      <GoodsPane goods={goods} look={isKeyedOnScreen(flow) ? "near" : undefined} note={isGraded ? say("amount", { count: counted, unit }) : null} />
      {answerTo(flow, "discrepancy")?.value === "DAMAGED" && <Damaged />}
      {(lot || expiry) && (
        <section class="pane got2">
          {lot && (
            <Filled label={say("lot")} isScanned={lot.method === "SCANNED"}>
              <Code>{lot.shown}</Code>
            </Filled>
          )}
          {expiry && (
            <Filled label={say("expiry")} isScanned={expiry.method === "SCANNED"}>
              <time dateTime={expiry.shown}>{day(expiry.shown)}</time>
            </Filled>
          )}
        </section>
      )}
      <Weigh flow={flow} />
      {isGraded ? <Choices flow={flow} /> : <AmountPane flow={flow} />}
    </>
  );
}

/** What is keyed by itself: a day, or grams. */
function keyedNow(flow: Flow) {
  if (stepNow(flow).kind === "ENTER_EXPIRY") return <ExpiryPane />;
  return isOnScale(flow) ? <WeightPane flow={flow} pieces={piecesOf(flow)} /> : null;
}

/** Said before the number, and shown with it. */
function Damaged() {
  return (
    <p class="pane">
      <Chip icon="hurt" mood="warn">
        {say("damaged")}
      </Chip>
    </p>
  );
}

function Left({ lines, flow }: { readonly lines: readonly Line[]; readonly flow: Flow }) {
  if (lines.length === 0) {
    const isOpen = flow.laps.length > 0;
    return (
      <section class="pane grow wanted">
        <Icon name={isOpen ? "scan" : "check"} />
        <h2 class="huge">{isOpen ? stagesOf(flow).find(({ state }) => state === "now")?.word : say(flow.job.lines.length > 0 ? "allThere" : "scanAnything")}</h2>
        {isOpen && <p class="lead">{say("loaded", { count: flow.laps.length })}</p>}
      </section>
    );
  }
  return (
    <section class="pane flush grow">
      <p class="sub">{say("stillToCome")}</p>
      {lines.map((line) => (
        <Row
          key={line.id ?? line.item.sku}
          look="tight"
          icon="item"
          title={<Code>{line.item.sku}</Code>}
          note={line.item.name === "" ? undefined : <Name>{line.item.name}</Name>}
          end={line.expected === null ? null : <span class="num">{quantity(line.expected)}</span>}
        />
      ))}
    </section>
  );
}
