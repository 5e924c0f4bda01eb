/** The quantity by hand: sums are allowed, the unit stays beside the number, and a scan is still a scan. */
import { Code, Name } from "../../parts/code.tsx";
import { Button } from "../../parts/button.tsx";
import { Keypad } from "../../parts/keypad.tsx";
import { keyed, total, written } from "../../parts/sums.ts";
import { say } from "../../words/scanner.ts";
import { quantity } from "../../words/voice.ts";
import type { Flow } from "../../work/types.ts";
import { useFloor } from "../floor.ts";
import { Frame } from "../frame.tsx";
import { tell } from "../talking.ts";
import { amountOf, type Goods, goodsOf, titleOf } from "../view.ts";

export function KeypadScreen({ flow, keys }: { readonly flow: Flow; readonly keys: string }) {
  const floor = useFloor();
  const goods = goodsOf(flow);
  const { expected, unit } = amountOf(flow);
  const sum = total(keys);
  const take = (): void => {
    if (sum !== null) tell(floor, { kind: "quantity", quantity: sum });
  };
  const all =
    expected === null || flow.asking
      ? undefined
      : { word: say("all", { count: expected }), onPress: () => tell(floor, { kind: "all" }) };
  return (
    <Frame
      title={titleOf(flow)}
      acts={[
        { word: say("cancel"), icon: "close", onPress: () => (floor.keys.value = null) },
        { word: sum === null ? say("take") : say("takeAmount", { count: sum }), icon: "check", look: "go", onPress: take },
      ]}
    >
      {goods && <SlimGoods goods={goods} />}
      <section class="pane disp" role="status">
        <p class="dim">{written(keys)}</p>
        <p class="qty">
          <b>{sum === null ? "–" : quantity(sum)}</b>
          {expected === null ? unit : say("ofAmount", { count: expected, unit })}
        </p>
      </section>
      <section class="pane grow">
        <Keypad onKey={(key) => (floor.keys.value = keyed(keys, key))} all={all} />
      </section>
    </Frame>
  );
}

function SlimGoods({ goods }: { readonly goods: Goods }) {
  return (
    <section class="item slim">
      <div class="span">
        <h2>
          <Name>{goods.name}</Name>
        </h2>
        <p>
          <Code>{goods.sku}</Code>
        </p>
      </div>
    </section>
  );
}

/** A key that opens the keypad, beside a number. */
export function Change() {
  const floor = useFloor();
  return (
    <Button look="end" label={say("changeAmount")} onPress={() => (floor.keys.value = "")}>
      {say("change")}
    </Button>
  );
}
