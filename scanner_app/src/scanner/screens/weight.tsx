/** What pieces weigh that are sold by weight: the grams that the scale shows, keyed and taken. */
import { useSignal } from "@preact/signals";
import { Button } from "../../parts/button.tsx";
import { DigitPad } from "../../parts/keypad.tsx";
import { total } from "../../parts/sums.ts";
import { say } from "../../words/scanner.ts";
import { quantity } from "../../words/voice.ts";
import { stepNow } from "../../work/look.ts";
import { isAnswered, isPassable, piecesOf, weighsOf, weightStep } from "../../work/place.ts";
import type { Flow } from "../../work/types.ts";
import { useFloor } from "../floor.ts";
import { tell } from "../talking.ts";
import { unitOf } from "../view.ts";

/** A hundred tonnes have so many digits. */
const DIGITS_MAX = 9;

/** Whether the pieces in hand are on the scale now. */
export function isOnScale(flow: Flow): boolean {
  return stepNow(flow).kind === "ENTER_WEIGHT" && weighsOf(flow) !== null;
}

export function WeightPane({ flow, pieces }: { readonly flow: Flow; readonly pieces: number }) {
  const floor = useFloor();
  const digits = useSignal("");
  const grams = Number(digits.value);
  return (
    <section class="pane grow first">
      <p class="lead">{say("keyWeight", { count: pieces, unit: unitOf(flow) })}</p>
      <p class="qty" role="status">
        <b>{digits.value === "" ? "–" : quantity(grams)}</b> {say("grams")}
      </p>
      <DigitPad
        onKey={(key) => {
          const next = key === "delete" ? digits.value.slice(0, -1) : `${digits.value}${key}`;
          digits.value = next.slice(0, DIGITS_MAX);
        }}
      />
      <Button look="go wide" isOff={grams < 1} onPress={() => tell(floor, { kind: "weight", quantity: grams })}>
        {say("take")}
      </Button>
    </section>
  );
}

/** Ends the number and goes on to the scale; nothing where their labels weigh them, or nobody has to. */
export function Weigh({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const index = weightStep(flow);
  const pieces = total(floor.keys.value ?? "") ?? piecesOf(flow);
  if (weighsOf(flow) === null || index < 0 || pieces < 1 || isAnswered(flow, index) || isPassable(flow, index)) return null;
  return (
    <section class="pane">
      <Button look="go wide" onPress={() => tell(floor, { kind: "quantity", quantity: pieces })}>
        {say("weigh")}
      </Button>
    </section>
  );
}
