/** Imports: a file is judged and shown first; nothing is taken that has a fault. */
import { useSignal, type Signal } from "@preact/signals";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { SignedOut } from "../wire/ask.ts";
import { may, person } from "../wire/session.ts";
import { IMPORTS, upload, type ImportKind, type Judged } from "../wire/upload.ts";
import { Choice } from "./fields.tsx";

interface Chosen {
  readonly kind: ImportKind;
  readonly file: File;
}

export function ImportsPage() {
  const chosen = useSignal<Chosen | null>(null);
  const judged = useSignal<Judged | string | null>(null);
  const isBusy = useSignal(false);
  const send = async (what: Chosen, commit: string | null): Promise<void> => {
    chosen.value = what;
    isBusy.value = true;
    try {
      judged.value = await upload(what.kind, what.file, commit);
    } catch (trouble) {
      if (trouble instanceof SignedOut) person.value = null;
      judged.value = say("serverAway");
    } finally {
      isBusy.value = false;
    }
  };
  if (!may("IMPORT")) return <p class="empty">{say("mayNotImport")}</p>;
  return (
    <section class="card list">
      <header><h2>{say("page_imports")}</h2></header>
      <Chooser isBusy={isBusy} onSend={(what) => void send(what, null)} />
      <div class="scroll" tabIndex={0} role="region" aria-label={say("page_imports")}>
        {typeof judged.value === "string" && <Notice mood="stop" title={judged.value} />}
        {judged.value !== null && typeof judged.value !== "string" && (
          <Result judged={judged.value} isBusy={isBusy.value} onTake={(commit) => chosen.value && void send(chosen.value, commit)} />
        )}
      </div>
    </section>
  );
}

function Chooser({ isBusy, onSend }: { readonly isBusy: Signal<boolean>; readonly onSend: (what: Chosen) => void }) {
  return (
    <form
      class="fields tools"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const file = given.get("file");
        if (file instanceof File && file.size > 0) onSend({ kind: given.get("kind") as ImportKind, file });
      }}
    >
      <Choice label={say("what")} name="kind" chosen="items" options={IMPORTS.map((one) => [one, say(`import_${one}`)] as const)} />
      <label class="field"><span>{say("file")}</span><input type="file" name="file" required accept=".csv,.xlsx" /></label>
      <button type="submit" class="btn go" aria-busy={isBusy.value ? "true" : undefined}>{say("judge")}</button>
    </form>
  );
}

interface ResultLook {
  readonly judged: Judged;
  readonly isBusy: boolean;
  readonly onTake: (commit: string) => void;
}

function Result({ judged, isBusy, onTake }: ResultLook) {
  const { commit } = judged;
  if (judged.taken !== null) return <Notice mood="ok" title={say("taken", { count: judged.rows })} />;
  if (!judged.isSound) return <Faults judged={judged} />;
  return (
    <>
      <Notice mood="ok" title={say("isSound", { count: judged.rows })}>{say("nothingTakenYet")}</Notice>
      {commit !== null && <p class="tools pad0"><Button look="go" icon="check" isBusy={isBusy} onPress={() => onTake(commit)}>{say("takeRows", { count: judged.rows })}</Button></p>}
      <Preview judged={judged} />
    </>
  );
}

function Faults({ judged }: { readonly judged: Judged }) {
  return (
    <>
      <Notice mood="stop" title={say("hasFaults", { count: judged.faultCount })}>{say("nothingTaken")}</Notice>
      <table class="data">
        <thead><tr><th class="n">{say("line")}</th><th>{say("column")}</th><th class="wide">{say("problem")}</th></tr></thead>
        <tbody>{judged.faults.map((fault, at) => <tr key={at}><td class="n">{fault.line}</td><td>{fault.column}</td><td title={fault.problem}>{fault.problem}</td></tr>)}</tbody>
      </table>
    </>
  );
}

function Preview({ judged }: { readonly judged: Judged }) {
  return (
    <table class="data">
      <thead><tr><th class="n">{say("line")}</th>{judged.columns.map((one) => <th key={one}>{one}</th>)}</tr></thead>
      <tbody>
        {judged.preview.map((row) => <tr key={row.line}><td class="n">{row.line}</td>{judged.columns.map((one) => <td key={one}>{row.cells[one] ?? ""}</td>)}</tr>)}
      </tbody>
    </table>
  );
}
