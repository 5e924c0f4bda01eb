/** A button that sends one thing, and says what the server has against it. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button, type ButtonLook } from "../../parts/button.tsx";
import type { Said } from "./send.ts";

interface ActLook extends Omit<ButtonLook, "isBusy" | "onPress"> {
  readonly send: () => Promise<Said>;
  readonly onDone?: () => void;
  /** Stands in the button's place once it is done; without it the button stays. */
  readonly done?: ComponentChildren;
}

export function Act({ send, onDone, done, ...look }: ActLook) {
  const said = useSignal<Said | null>(null);
  const isBusy = useSignal(false);
  const press = async (): Promise<void> => {
    isBusy.value = true;
    said.value = await send();
    isBusy.value = false;
    if (said.value.isDone) onDone?.();
  };
  if (said.value?.isDone && done !== undefined) return <span role="status">{done}</span>;
  return (
    <>
      <Button {...look} isBusy={isBusy.value} onPress={() => void press()} />
      {said.value && !said.value.isDone && <span role="alert" class="told" title={said.value.problem}>{said.value.problem}</span>}
    </>
  );
}
