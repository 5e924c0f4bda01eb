/** A press that has something counted: a bin, or an item wherever it lies. */
import { useSignal } from "@preact/signals";
import { RequestCount } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { say } from "../../words/board.ts";
import { may, type Place } from "../wire/session.ts";
import { send, type Said } from "./send.ts";

interface CountLook {
  readonly at: Place;
  readonly what: { readonly bins: readonly { readonly id: string }[] } | { readonly items: readonly { readonly id: string }[] };
  readonly words: string;
  readonly look?: string;
}

export function SendCount({ at, what, words, look }: CountLook) {
  const said = useSignal<Said | null>(null);
  if (!may("REQUEST_COUNT")) return null;
  if (said.value?.isDone) return <span role="status">{say("countSent")}</span>;
  const press = async (): Promise<void> => {
    said.value = await send(RequestCount, { operationId: newId(), location: { code: at.code }, ...what, reason: say("doubted") });
  };
  return (
    <>
      <Button icon="count" look={look} onPress={() => void press()}>{words}</Button>
      {said.value && <span role="alert">{said.value.problem}</span>}
    </>
  );
}
