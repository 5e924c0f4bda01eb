/** A choice instead of a scan: big answers, each naming what follows. */
import { Button } from "../../parts/button.tsx";
import { say } from "../../words/scanner.ts";
import type { Choice, Flow } from "../../work/types.ts";
import { CHOSEN } from "../chosen.ts";
import { useFloor } from "../floor.ts";
import { tell } from "../talking.ts";
import { choicesOf } from "../view.ts";

export function Choices({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const choices = choicesOf(flow);
  if (choices.length === 0) return null;
  return (
    <section class="pane grow">
      <div class="grades">
        {choices.map((choice) => (
          <Button key={choice.code} onPress={() => tell(floor, { kind: "choice", code: choice.code })}>
            <Face choice={choice} />
          </Button>
        ))}
      </div>
    </section>
  );
}

/** The letter of a grade, its name, and where the goods go with it. */
function Face({ choice }: { readonly choice: Choice }) {
  const [letter] = /^[A-Z](?=_)/.exec(choice.code) ?? [];
  return (
    <>
      {letter && <b aria-hidden="true">{letter}</b>}
      <span>{nameOf(choice.code, choice.label)}</span>
      {choice.implies && <small>{nameOf(choice.implies, choice.implies)}</small>}
    </>
  );
}

function nameOf(code: string, label: string): string {
  const known = CHOSEN[code];
  return known ? say(known) : label;
}
