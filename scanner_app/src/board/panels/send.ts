/** Sends a mutation and says how it went, in words. */
import type { Operation } from "../../contract.ts";
import { say } from "../../words/board.ts";
import { ask, Away, SignedOut } from "../wire/ask.ts";
import { person } from "../wire/session.ts";

export interface Said {
  readonly isDone: boolean;
  /** Empty when it is done. */
  readonly problem: string;
}

type AnyAnswer = { readonly [field: string]: { readonly __typename: string; readonly message?: string } };

/** Send it; whatever happens is said, nothing is thrown. */
export async function send<I, A>(operation: Operation<{ readonly input: I }, A>, input: I): Promise<Said> {
  try {
    const answer = await ask(operation, { input });
    const [said] = Object.values(answer as AnyAnswer);
    if (said === undefined || said.__typename !== "Refused") return { isDone: true, problem: "" };
    return { isDone: false, problem: said.message ?? said.__typename };
  } catch (trouble) {
    if (trouble instanceof SignedOut) person.value = null;
    if (trouble instanceof Away) return { isDone: false, problem: say("serverAway") };
    return { isDone: false, problem: trouble instanceof Error ? trouble.message : String(trouble) };
  }
}
