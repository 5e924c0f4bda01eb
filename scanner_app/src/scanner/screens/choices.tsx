/** A choice instead of a scan: big answers, each naming what follows. */
import { Button } from "../../parts/button.tsx";
import type { Flow } from "../../work/types.ts";
import { useFloor } from "../floor.ts";
import { tell } from "../talking.ts";
import { stepNow } from "../../work/look.ts";

export function Choices({ flow }: { readonly flow: Flow }) {
  const floor = useFloor();
  const choices = stepNow(flow)?.choices ?? [];
  if (choices.length === 0) return null;
  return (
    <section class="pane grow">
      <div class="grades">
        {choices.map((choice) => (
          <Button key={choice.code} onPress={() => tell(floor, { kind: "choice", code: choice.code })}>
            <span>{choice.label}</span>
          </Button>
        ))}
      </div>
    </section>
  );
}
