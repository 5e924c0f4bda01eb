/** What can be done about a case, as the server lists it: one press each; calling off and closing ask for a word. */
import { useSignal, type Signal } from "@preact/signals";
import { AssignCase, AssignTask, CancelOrder, CancelTask, RequestCount, ResolveCase } from "../../contract.ts";
import { Button } from "../../parts/button.tsx";
import { say } from "../../words/board.ts";
import type { CaseRow } from "../watch.ts";
import { person, place } from "../wire/session.ts";
import { send, type Said } from "./send.ts";
import { REASON_MAX, Words } from "./words.tsx";

type Action = CaseRow["actions"][number];
/** These are known to no other page than this one; an action of a later server is not shown. */
const KNOWN: ReadonlySet<string> = new Set(["TAKE", "COUNT", "REASSIGN", "CANCEL_TASK", "CANCEL_LINE", "RESOLVE"]);
const ASKS: ReadonlySet<string> = new Set(["CANCEL_TASK", "CANCEL_LINE", "RESOLVE"]);

export function Acts({ item, said }: { readonly item: CaseRow; readonly said: Signal<Said | null> }) {
  const asking = useSignal<Action | null>(null);
  const act = async (action: Action, words: string): Promise<void> => {
    said.value = await perform(item, action, words);
    if (said.value.isDone) asking.value = null;
  };
  const now = asking.value;
  if (now !== null) {
    const ask = now.code === "RESOLVE" ? say("howItEnded") : say("why");
    return <Words ask={ask} action={say(`act_${now.code as "TAKE"}`)} onSend={(words) => void act(now, words)} onBack={() => { asking.value = null; }} />;
  }
  return (
    <p class="tools">
      {item.actions.filter((one) => KNOWN.has(one.code)).map((one, at) => (
        <Button
          key={one.code}
          look={at === 0 ? "go" : ""}
          onPress={() => (ASKS.has(one.code) ? void (asking.value = one) : void act(one, item.title.slice(0, REASON_MAX)))}
        >
          {say(`act_${one.code as "TAKE"}`)}
        </Button>
      ))}
    </p>
  );
}

function perform(item: CaseRow, action: Action, words: string): Promise<Said> {
  const about = action.subject?.id ?? "";
  const order = action.subject !== null && "order" in action.subject ? (action.subject.order?.id ?? "") : "";
  const who = person.value;
  const me = who !== null && who !== "asking" ? who.id : "";
  switch (action.code) {
    case "TAKE":
      return send(AssignCase, { case: item.id, assignee: { id: me }, ifVersion: item.version });
    case "COUNT":
      return send(RequestCount, { location: { code: place.value?.code ?? "" }, bins: [{ id: about }], reason: words });
    case "REASSIGN":
      return send(AssignTask, { task: about, assignee: null });
    case "CANCEL_TASK":
      return send(CancelTask, { task: about, reason: words });
    case "CANCEL_LINE":
      return send(CancelOrder, { order: { id: order }, lines: [about], reason: words });
    default:
      return send(ResolveCase, { case: item.id, resolution: words, ifVersion: item.version });
  }
}
