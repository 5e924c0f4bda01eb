/** A date of expiry by hand: six digits, taken with the last. */
import { useSignal } from "@preact/signals";
import { DigitPad } from "../../parts/keypad.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/scanner.ts";
import { dayKeyed } from "../dates.ts";
import { useFloor } from "../floor.ts";
import { tell } from "../talking.ts";

const DIGITS = 6;

export function ExpiryPane() {
  const floor = useFloor();
  const digits = useSignal("");
  const isWrong = digits.value.length === DIGITS && dayKeyed(digits.value) === null;
  const shown = digits.value.padEnd(DIGITS, "·").replace(/(..)(..)(..)/, "$1 $2 $3");
  return (
    <section class="pane grow first">
      <p class="lead">{say("keyExpiry")}</p>
      <p class="dots" role="status">
        {shown}
      </p>
      {isWrong && <Notice mood="stop" title={say("noSuchDay")} />}
      <DigitPad
        onKey={(key) => {
          const next = key === "delete" ? digits.value.slice(0, -1) : `${isWrong ? "" : digits.value}${key}`;
          digits.value = next.slice(0, DIGITS);
          const day = dayKeyed(digits.value);
          if (day !== null) tell(floor, { kind: "text", text: day });
        }}
      />
    </section>
  );
}
