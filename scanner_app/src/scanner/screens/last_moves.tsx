/** What was done with an item last, while the network is there to ask. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { LastMoves as LastMovesAsked, type LastMovesAnswer } from "../../contract.ts";
import { Failed } from "../../link/call.ts";
import { type Key, say } from "../../words/scanner.ts";
import { timeOfDay } from "../../words/voice.ts";
import { useFloor } from "../floor.ts";
import { isOutOfReach } from "../reach.ts";

type Done = NonNullable<LastMovesAnswer["operations"]>["nodes"][number];

const DONE: Readonly<Record<string, Key>> = {
  RECEIVE: "didReceive",
  PUT_AWAY: "didPutAway",
  PUTAWAY: "didPutAway",
  PICK: "didPick",
  PACK: "didPack",
  SHIP: "didShip",
  COUNT: "didCount",
  MOVE: "didMove",
  RETURN: "didTakeReturn",
  DISPOSE: "didDispose",
  UNDO: "didUndo",
  REVERSE: "didUndo",
  SHORT_PICK: "didShort",
  OPENING: "didBring",
};

export function LastMoves({ sku }: { readonly sku: string }) {
  const { link } = useFloor();
  const done = useSignal<readonly Done[]>([]);
  const location = link.session.location.value?.code ?? "";
  useEffect(() => {
    done.value = [];
    link.session
      .ask(LastMovesAsked, { sku, location })
      .then((answer) => (done.value = answer.operations?.nodes ?? []))
      .catch((problem: unknown) => {
        if (!isOutOfReach(problem) && !(problem instanceof Failed)) throw problem;
      });
  }, [sku, location]);
  if (done.value.length === 0) return null;
  return (
    <section class="pane flush">
      {done.value.map((one) => (
        <div class="row last" key={one.id}>
          <span class="dim">{timeOfDay(one.occurredAt)}</span>
          <div>
            {verbOf(one.kind)} <span dir="auto">{one.actor ? `· ${one.actor.name}` : ""}</span>
          </div>
        </div>
      ))}
    </section>
  );
}

function verbOf(kind: string): string {
  return say(DONE[kind] ?? "didChange");
}
