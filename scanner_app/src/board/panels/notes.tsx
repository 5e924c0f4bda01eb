/** What was said about a case, and one word more. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { CaseNotes, NoteCase, type CaseNotesAnswer } from "../../contract.ts";
import { say } from "../../words/board.ts";
import type { CaseRow } from "../watch.ts";
import { ask } from "../wire/ask.ts";
import { since } from "../wire/clock.ts";
import { may } from "../wire/session.ts";
import { send } from "./send.ts";

type Note = NonNullable<CaseNotesAnswer["case"]>["notes"][number];
const TEXT_MAX = 500;

export function Notes({ item }: { readonly item: CaseRow }) {
  const notes = useSignal<readonly Note[]>([]);
  const problem = useSignal("");
  // A note tells its case again, so the notes are read again whenever it is told.
  useEffect(() => void ask(CaseNotes, { id: item.id }).then((answer) => { notes.value = answer.case?.notes ?? []; }, () => undefined), [item]);
  const note = async (form: HTMLFormElement): Promise<void> => {
    const text = String(new FormData(form).get("note")).trim();
    if (text === "") return;
    const said = await send(NoteCase, { case: item.id, text });
    problem.value = said.problem;
    if (said.isDone) form.reset();
  };
  return (
    <>
      {notes.value.length > 0 && (
        <ul class="notes">
          {notes.value.map((one) => <li key={one.at}><b>{one.by?.name ?? "–"}</b> <span dir="auto">{one.text}</span> <span class="dim">{say("ago", { time: since(one.at) })}</span></li>)}
        </ul>
      )}
      {may("RESOLVE_CASES") && (
        <form class="tools" onSubmit={(event) => { event.preventDefault(); void note(event.currentTarget); }}>
          <label class="find grow"><span class="vh">{say("note")}</span><input name="note" required maxLength={TEXT_MAX} placeholder={say("note")} autoComplete="off" /></label>
          <button type="submit" class="btn">{say("noteIt")}</button>
        </form>
      )}
      {problem.value && <p role="alert">{problem.value}</p>}
    </>
  );
}
