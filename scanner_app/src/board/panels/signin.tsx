/** Sign in at a desk: name and password. */
import { useState } from "preact/hooks";
import { Icon } from "../../parts/icon.tsx";
import { Field } from "../../parts/field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { Failed } from "../wire/ask.ts";
import { LANGUAGES, language } from "../../words/voice.ts";
import { signIn, talk } from "../wire/session.ts";

export function SignIn() {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (form: HTMLFormElement): Promise<void> => {
    const given = new FormData(form);
    setBusy(true);
    try {
      setProblem(await signIn(String(given.get("name")), String(given.get("password"))));
    } catch (trouble) {
      setProblem(trouble instanceof Failed ? trouble.message : say("serverAway"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="board desk">
      <form
        class="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        <p class="brand"><Icon name="mark" /> <b>Stockwright</b></p>
        <h1>{say("signInTitle")}</h1>
        <Field label={say("name")} input={{ name: "name", required: true, autoComplete: "username", autoFocus: true }} />
        <Field label={say("password")} input={{ name: "password", type: "password", required: true, autoComplete: "current-password" }} />
        {problem && <Notice mood="stop" title={say("signInRefused")}>{problem}</Notice>}
        <button class="btn go" type="submit" aria-busy={isBusy ? "true" : undefined}>{say("signIn")}</button>
        <p class="tools" role="group" aria-label={say("language")}>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <button key={tag} type="button" class="btn bare" lang={tag} aria-pressed={language.value === tag} onClick={() => void talk(tag)}>{name}</button>
          ))}
        </p>
      </form>
    </main>
  );
}
