/** Print a label of something, and say where it comes out. */
import { useSignal } from "@preact/signals";
import { PrintLabels, type LabelSubject } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { say } from "../../words/board.ts";
import { send, type Said } from "../panels/send.ts";
import { addressOf } from "../route.ts";
import { may, type Place } from "../wire/session.ts";

export function PrintButton({ at, subject }: { readonly at: Place; readonly subject: LabelSubject }) {
  const said = useSignal<Said | null>(null);
  if (!may("PRINT")) return null;
  if (said.value?.isDone) return <a href={addressOf("printers")}>{say("labelQueued")}</a>;
  const press = async (): Promise<void> => {
    said.value = await send(PrintLabels, {
      operationId: newId(), occurredAt: new Date().toISOString(), location: { code: at.code }, subjects: [subject],
    });
  };
  return (
    <>
      <Button icon="print" onPress={() => void press()}>{say("label")}</Button>
      {said.value && <span role="alert">{said.value.problem}</span>}
    </>
  );
}
