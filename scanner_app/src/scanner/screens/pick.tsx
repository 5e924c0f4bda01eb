/** A stop of a walk: place, item, how many, into which tote. */
import { say } from "../../words/scanner.ts";
import type { Flow } from "../../work/types.ts";
import { useFloor } from "../floor.ts";
import { tell } from "../talking.ts";
import { goodsOf } from "../view.ts";
import { AmountPane, GoodsPane, IntoPane, JobFrame, PlaceSign } from "./job.tsx";

export function PickScreen({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const goods = goodsOf(flow);
  return (
    <JobFrame
      flow={flow}
      act={{ word: say("short"), icon: "short", onPress: () => tell(floor, { kind: "short" }) }}
    >
      <PlaceSign flow={flow} />
      {goods && <GoodsPane goods={goods} />}
      <AmountPane flow={flow}>
        <IntoPane flow={flow} />
      </AmountPane>
    </JobFrame>
  );
}
