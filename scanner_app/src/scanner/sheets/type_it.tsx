/** Typing what cannot be scanned; it is taken as if it had been scanned. */
import { useSignal } from "@preact/signals";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { Sheet } from "../../parts/sheet.tsx";
import { readScan } from "../../scan/scan.ts";
import { say } from "../../words/scanner.ts";
import { type Floor, useFloor } from "../floor.ts";
import { hearScan } from "../hearing.ts";

/** Before somebody is logged in, typing is the only other way. */
export function TypeSheet() {
  const floor = useFloor();
  const title = floor.phase.value === "setUp" ? say("cantScanCode") : say("cantScanBadge");
  return (
    <Sheet title={title} onClose={() => (floor.sheet.value = null)}>
      <Typed floor={floor} />
    </Sheet>
  );
}

/** The whole number by the device's own keyboard; it is taken as if it had been scanned. */
export function Typed({ floor }: { readonly floor: Floor }) {
  const text = useSignal("");
  const take = (): void => {
    const typed = text.value.trim();
    if (typed !== "") hearScan(floor, readScan(typed, Date.now(), "KEYPAD"));
  };
  return (
    <form
      class="pad16 first"
      onSubmit={(press) => {
        press.preventDefault();
        take();
      }}
    >
      <Field
        label={say("typeIt")}
        input={{
          value: text.value,
          autocomplete: "off",
          autocapitalize: "characters",
          spellcheck: false,
          enterkeyhint: "done",
          onInput: (typing) => (text.value = typing.currentTarget.value),
        }}
      />
      <Button look="go wide" icon="check" onPress={take}>
        {say("takeIt")}
      </Button>
    </form>
  );
}
