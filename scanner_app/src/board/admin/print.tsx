/** Print labels of something, and say where they come out. */
import { useSignal } from "@preact/signals";
import { PrintLabels, type LabelSubject } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { say } from "../../words/board.ts";
import { send, type Said } from "../panels/send.ts";
import { addressOf } from "../route.ts";
import { may, type Place } from "../wire/session.ts";

interface Printing {
  readonly at: Place;
  readonly subjects: readonly LabelSubject[];
  readonly word?: string;
}

export function PrintButton({ at, subjects, word = say("label") }: Printing) {
  const said = useSignal<Said | null>(null);
  if (!may("PRINT")) return null;
  if (said.value?.isDone) return <a href={addressOf("printers")}>{say("labelQueued")}</a>;
  const press = async (): Promise<void> => {
    said.value = await send(PrintLabels, {
      operationId: newId(), occurredAt: new Date().toISOString(), location: { code: at.code }, subjects,
    });
  };
  return (
    <>
      <Button icon="print" onPress={() => void press()}>{word}</Button>
      {said.value && <span role="alert">{said.value.problem}</span>}
    </>
  );
}
