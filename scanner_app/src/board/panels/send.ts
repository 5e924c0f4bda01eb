/** Sends a mutation and says how it went, in words. */
import type { Operation } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { say } from "../../words/board.ts";
import { ask, Away, SignedOut } from "../wire/ask.ts";
import { person } from "../wire/session.ts";

export interface Said {
  readonly isDone: boolean;
  /** Empty when it is done. */
  readonly problem: string;
}

/** What was said, with the answer where there is one. */
export interface Answered<A> extends Said {
  readonly answer: A | null;
}

type AnyAnswer = { readonly [field: string]: { readonly __typename: string; readonly message?: string } };

/** Send it under an id of its own; whatever happens is said, nothing is thrown. */
export async function send<I extends { readonly operationId: string }, A>(operation: Operation<{ readonly input: I }, A>, input: Omit<I, "operationId">): Promise<Answered<A>> {
  try {
    const answer = await ask(operation, { input: { ...input, operationId: newId() } as I });
    const [said] = Object.values(answer as AnyAnswer);
    if (said === undefined || said.__typename !== "Refused") return { isDone: true, problem: "", answer };
    return no(said.message ?? said.__typename);
  } catch (trouble) {
    if (trouble instanceof SignedOut) person.value = null;
    if (trouble instanceof Away) return no(say("serverAway"));
    return no(trouble instanceof Error ? trouble.message : String(trouble));
  }
}

function no(problem: string): Answered<never> {
  return { isDone: false, problem, answer: null };
}
