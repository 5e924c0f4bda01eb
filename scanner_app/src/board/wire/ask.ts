/** Asks the server one thing, by the digest of a document that it knows; the login is a cookie. */
import type { Operation } from "../../contract.ts";

/** Nobody is signed in, or no longer. */
export class SignedOut extends Error {}

/** The server did not answer; the same may be asked again. */
export class Away extends Error {}

/** The server could not make sense of it: our fault, or a right that is missing. */
export class Failed extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Answer<A> {
  readonly data?: A | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

const TIMEOUT_MS = 15_000;
const PASSING: ReadonlySet<string> = new Set(["UNAVAILABLE", "TIMEOUT", "RATE_LIMITED"]);

/** Return the answer; throws SignedOut, Away or Failed. */
export async function ask<V, A>(operation: Operation<V, A>, variables: V): Promise<A> {
  const answer = await post<A>({ documentId: operation.documentId, variables });
  const [error] = answer.errors ?? [];
  if (error !== undefined) throw troubleOf(error.extensions?.code ?? "INTERNAL", error.message);
  if (answer.data == null) throw new Failed("INTERNAL", operation.name);
  return answer.data;
}

async function post<A>(body: unknown): Promise<Answer<A>> {
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", "x-stockwright": "1" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return (await response.json()) as Answer<A>;
  } catch (cause) {
    throw new Away("The server does not answer.", { cause });
  }
}

function troubleOf(code: string, message: string): Error {
  if (code === "UNAUTHENTICATED") return new SignedOut(message);
  return PASSING.has(code) ? new Away(message) : new Failed(code, message);
}
