// Asks the server one thing, by the id of a document that it already knows.
import type { Operation } from "../contract.ts";

/** Nobody answered, or the house is busy: the same again later is right. */
export class Unreachable extends Error {}

/** The server does not believe the token, or no longer. */
export class SignedOut extends Error {}

/** The request itself is at fault, or the server failed at it. */
export class Failed extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type Ask = <V, A>(operation: Operation<V, A>, variables: V) => Promise<A>;

/** Who asks, and what becomes of it: each answer tells the time, and that the server is there. */
export type Line = {
  readonly fetch: typeof fetch;
  readonly headers: Readonly<Record<string, string>>;
  heard(date: string | null, askedAt: number, receivedAt: number): void;
  lost(): void;
};

type Answered<A> = {
  readonly data?: A | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
};

const TIMEOUT_MS = 4000;

/** Errors that go by; the same operation is sent again, under the same id. */
const PASSING: ReadonlySet<string> = new Set(["UNAVAILABLE", "TIMEOUT", "RATE_LIMITED"]);

/** Refusals that say nothing about what was asked. */
export const BUSY: ReadonlySet<string> = new Set(["BUSY", "DATABASE_AWAY"]);

/** Ask; throws Unreachable, SignedOut or Failed. A refusal is an answer. */
export async function call<V, A>(line: Line, operation: Operation<V, A>, variables: V): Promise<A> {
  const response = await post(line, JSON.stringify({ documentId: operation.documentId, variables }));
  const { data, errors } = await read<A>(line, response);
  const [error] = errors ?? [];
  if (error !== undefined) {
    throw problem(error.extensions?.code ?? "INTERNAL", error.message);
  }
  if (data === undefined || data === null) {
    throw new Unreachable(`${operation.name}: the answer is empty (HTTP ${response.status}).`);
  }
  return data;
}

async function post(line: Line, body: string): Promise<Response> {
  const askedAt = Date.now();
  try {
    const response = await line.fetch("/graphql", {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json",
        "x-stockwright": "1",
        ...line.headers,
      },
      // The scanner has tokens of its own, and leaves a board's cookie on the same browser alone.
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    line.heard(response.headers.get("date"), askedAt, Date.now());
    return response;
  } catch (cause) {
    line.lost();
    throw new Unreachable("The server cannot be reached.", { cause });
  }
}

async function read<A>(line: Line, response: Response): Promise<Answered<A>> {
  try {
    return (await response.json()) as Answered<A>;
  } catch (cause) {
    // Cut off in the middle, or a proxy's page: nobody can tell what the server did.
    line.lost();
    throw new Unreachable(`The answer cannot be read (HTTP ${response.status}).`, { cause });
  }
}

function problem(code: string, message: string): Error {
  if (PASSING.has(code)) {
    return new Unreachable(message);
  }
  return code === "UNAUTHENTICATED" ? new SignedOut(message) : new Failed(code, message);
}
