/** Asks for a word before something is done that cannot be taken back. */
import { Button } from "../../parts/button.tsx";
import { say } from "../../words/board.ts";

export const REASON_MAX = 200;

interface WordsLook {
  readonly ask: string;
  readonly action: string;
  readonly onSend: (words: string) => void;
  readonly onBack: () => void;
}

export function Words({ ask, action, onSend, onBack }: WordsLook) {
  return (
    <form class="tools" onSubmit={(event) => { event.preventDefault(); onSend(String(new FormData(event.currentTarget).get("words"))); }}>
      <label class="find grow">
        <span class="vh">{ask}</span>
        <input name="words" required maxLength={REASON_MAX} placeholder={ask} autoFocus autoComplete="off" />
      </label>
      <button type="submit" class="btn go">{action}</button>
      <Button onPress={onBack}>{say("back")}</Button>
    </form>
  );
}
