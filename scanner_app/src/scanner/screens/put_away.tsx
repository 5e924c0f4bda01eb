/** Put away: the bin that is suggested; scanning another that is allowed is enough too. */
import { Code, Name } from "../../parts/code.tsx";
import { Sign } from "../../parts/sign.tsx";
import { Row } from "../../parts/row.tsx";
import { say } from "../../words/scanner.ts";
import type { Flow } from "../../work/types.ts";
import { openTasks, useFloor } from "../floor.ts";
import { amountOf, goodsOf } from "../view.ts";
import { quantity } from "../../words/voice.ts";
import { GoodsPane, JobFrame, PlaceSign } from "./job.tsx";
import { OtherBins } from "./other_bins.tsx";

export function PutAwayScreen({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const goods = goodsOf(flow);
  const { counted: amount, unit } = amountOf(flow);
  const container = flow.job.task?.container?.code;
  return (
    <JobFrame
      flow={flow}
      act={{ word: say("otherAmount"), icon: "keys", onPress: () => (floor.keys.value = "") }}
    >
      <BinSign flow={flow} />
      {goods && <GoodsPane goods={goods} note={amount ? say("amount", { count: amount, unit }) : null} />}
      {container && <Row icon="item" title={<Code>{container}</Code>} note={say("container")} look="pane" />}
      <Loaded flow={flow} />
      <OtherBins flow={flow} />
    </JobFrame>
  );
}

/** The bin; in a batch only where all that is loaded belongs into the same one. */
function BinSign({ flow }: { readonly flow: Flow }) {
  const tasks = openTasks(useFloor());
  // Where the house wants each of those that are loaded.
  const bins = new Set(flow.laps.map((lap) => tasks.find((task) => task.id === lap.line?.id)?.to?.code));
  const [only] = bins;
  if (flow.job.way !== "PUT_AWAY_BATCH") return <PlaceSign flow={flow} />;
  if (only && bins.size === 1) return <Sign code={only} icon="next" head={say("putInto")} />;
  return <p class="pane lead">{say(bins.size > 1 ? "severalBins" : "carrySeveralText")}</p>;
}

/** What is on the arm already, in a batch: all of it goes into the bin that is scanned last. */
function Loaded({ flow }: { readonly flow: Flow }) {
  if (flow.laps.length === 0) return null;
  return (
    <section class="pane flush">
      <p class="sub">{say("loaded", { count: flow.laps.length })}</p>
      {flow.laps.slice(-4).map((lap) => (
        <Row
          key={lap.answers[0]?.operationId ?? ""}
          look="tight"
          icon="check"
          title={<Code>{lap.line?.item.sku ?? lap.answers[0]?.shown ?? ""}</Code>}
          note={lap.line && <Name>{lap.line.item.name}</Name>}
          end={<span class="num">{lap.line?.expected == null ? "" : quantity(lap.line.expected)}</span>}
        />
      ))}
    </section>
  );
}
