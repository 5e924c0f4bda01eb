/** A form beside a list: fields, one button, and how it went. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import type { Said } from "../panels/send.ts";

interface FormLook {
  readonly title: string;
  readonly action: string;
  readonly children: ComponentChildren;
  /** Send what was filled in. */
  readonly onSend: (given: FormData) => Promise<Said>;
  readonly onClose: () => void;
}

export function Form({ title, action, children, onSend, onClose }: FormLook) {
  const said = useSignal<Said | null>(null);
  const isBusy = useSignal(false);
  const send = async (form: HTMLFormElement): Promise<void> => {
    isBusy.value = true;
    said.value = await onSend(new FormData(form));
    isBusy.value = false;
  };
  return (
    <form class="card form" onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget); }}>
      <header><h2>{title}</h2></header>
      <div class="fields">
        {children}
        {said.value && <Notice mood={said.value.isDone ? "ok" : "stop"} title={said.value.isDone ? say("saved") : said.value.problem} />}
        <p class="tools">
          <button type="submit" class="btn go" aria-busy={isBusy.value ? "true" : undefined}>{action}</button>
          <Button onPress={onClose}>{say("close")}</Button>
        </p>
      </div>
    </form>
  );
}

/** A field's text, or null when it was left empty. */
export function text(given: FormData, name: string): string | null {
  const said = given.get(name);
  return typeof said === "string" && said.trim() !== "" ? said.trim() : null;
}

/** A field's whole number, or null when it was left empty. */
export function whole(given: FormData, name: string): number | null {
  const said = text(given, name);
  return said === null ? null : Number.parseInt(said, 10);
}
