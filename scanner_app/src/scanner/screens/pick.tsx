/** A stop of a walk: place, item, how many, into which tote. */
import { say } from "../../words/scanner.ts";
import { piecesOf } from "../../work/place.ts";
import type { Flow } from "../../work/types.ts";
import { useFloor } from "../floor.ts";
import { tell } from "../talking.ts";
import { type Goods, goodsOf } from "../view.ts";
import { AmountPane, GoodsPane, IntoPane, JobFrame, PlaceSign } from "./job.tsx";
import { isOnScale, WeightPane } from "./weight.tsx";

export function PickScreen({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const goods = goodsOf(flow);
  return (
    <JobFrame
      flow={flow}
      act={{ word: say("short"), icon: "short", onPress: () => tell(floor, { kind: "short" }) }}
    >
      {isOnScale(flow) ? <OnScale flow={flow} goods={goods} /> : <AtBin flow={flow} goods={goods} />}
    </JobFrame>
  );
}

interface AtHand {
  readonly flow: Flow;
  readonly goods: Goods | null;
}

function AtBin({ flow, goods }: AtHand) {
  return (
    <>
      <PlaceSign flow={flow} />
      {goods && <GoodsPane goods={goods} />}
      <AmountPane flow={flow}>
        <IntoPane flow={flow} />
      </AmountPane>
    </>
  );
}

/** The goods are in the hand: where they lay needs no room beside the keypad. */
function OnScale({ flow, goods }: AtHand) {
  return (
    <>
      {goods && <GoodsPane goods={goods} look="near" />}
      <WeightPane flow={flow} pieces={piecesOf(flow)} />
    </>
  );
}
