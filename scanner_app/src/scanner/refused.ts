/** Why the house said no, in the worker's language where we have words for it; else as the house says it. */
import { noInEnglish } from "../words/en/no.ts";
import { say } from "../words/scanner.ts";

type Known = keyof typeof noInEnglish;

interface Said {
  readonly code: string | null;
  readonly message: string;
}

export function wordsOf({ code, message }: Said): string {
  const key = `no_${code ?? ""}`;
  return key in noInEnglish ? say(key as Known) : message;
}
