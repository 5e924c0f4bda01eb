/** A form beside a list: fields, one button, and how it went. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import type { Said } from "../panels/send.ts";

/** One thing of a list that is being changed; null is a new one. */
export interface Editing<T> {
  readonly one: T | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

interface FormLook {
  readonly title: string;
  readonly onSaved: () => void;
  /** Without, there is nothing to close. */
  readonly onClose?: () => void;
  readonly action?: string;
  readonly children: ComponentChildren;
  /** Send what was filled in. */
  readonly save: (given: FormData) => Promise<Said>;
}

export function Form({ title, action = say("save"), children, save, onSaved, onClose }: FormLook) {
  const said = useSignal<Said | null>(null);
  const isBusy = useSignal(false);
  const send = async (form: HTMLFormElement): Promise<void> => {
    isBusy.value = true;
    said.value = await save(new FormData(form));
    isBusy.value = false;
    if (said.value.isDone) onSaved();
  };
  return (
    <form class="card form" onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget); }}>
      <header><h2>{title}</h2></header>
      <div class="fields">
        {children}
        {said.value && <Notice mood={said.value.isDone ? "ok" : "stop"} title={said.value.isDone ? say("saved") : said.value.problem} />}
        <p class="tools">
          <button type="submit" class="btn go" aria-busy={isBusy.value ? "true" : undefined}>{action}</button>
          {onClose && <Button onPress={onClose}>{say("close")}</Button>}
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
