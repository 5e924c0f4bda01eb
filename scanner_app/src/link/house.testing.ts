// A small house for tests: believes tokens, does each operation once, loses answers, and can be cut off.
import type { OperationInput } from "../contract.ts";
import { factOf, operationName } from "./outbox.ts";
import { openLink, type Link, type World } from "./link.ts";

type Body = { readonly documentId: string; readonly variables: { readonly input: Record<string, unknown> } };
type Answer = { readonly data?: unknown; readonly errors?: unknown };
export type Did = { readonly person: string; readonly operationId: string; readonly operation: string };

/** What happens on the way: `LOST` means that it was done, and the answer never arrives. */
export type Road = "OPEN" | "CUT" | "LOST";

export class House {
  /** What was done, in order, once each. */
  readonly did: Did[] = [];
  readonly requests: { readonly person: string; readonly ids: readonly string[] }[] = [];
  readonly signedOut: string[] = [];
  /** Tokens by who has them; an expired one is simply not here. */
  readonly tokens = new Map<string, string>();
  road: () => Road = () => "OPEN";
  /** Judges an operation: a refusal's code, "CASE", or null for a plain yes. */
  judge: (operationId: string) => string | null = () => null;
  clockMs: () => number = Date.now;
  /** How long it thinks about what it is asked. */
  before: () => Promise<void> = () => Promise.resolve();
  private readonly done = new Set<string>();

  /** Answer as the server does, over what the client believes is a network. */
  readonly fetch: typeof fetch = async (address, init) => {
    const road = this.road();
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (road === "CUT") {
      throw new TypeError("Failed to fetch");
    }
    await this.before();
    const answer = address === "/healthz" ? {} : this.answer(init ?? {});
    if (road === "LOST") {
      throw new TypeError("Failed to fetch");
    }
    return new Response(JSON.stringify(answer), { headers: { date: new Date(this.clockMs()).toUTCString() } });
  };

  private answer(init: RequestInit): Answer {
    const { variables } = JSON.parse(String(init.body)) as Body;
    const { input } = variables;
    if ("badge" in input) {
      return this.signIn(String(input["badge"]));
    }
    const token = new Headers(init.headers).get("authorization")?.replace("Bearer ", "") ?? "";
    const person = this.tokens.get(token);
    if (person === undefined) {
      return { errors: [{ message: "Sign in.", extensions: { code: "UNAUTHENTICATED" } }] };
    }
    if (!Array.isArray(input["operations"])) {
      this.signedOut.push(person);
      this.tokens.delete(token);
      return { data: { signOut: { __typename: "SignedOut", user: { id: person, name: person } } } };
    }
    return this.submit(person, input["operations"] as readonly OperationInput[]);
  }

  private signIn(badge: string): Answer {
    const token = `${badge}-${this.tokens.size}-${this.did.length}`;
    this.tokens.set(token, badge);
    const location = { id: "north", code: "NORTH", name: "North" };
    const grants = [{ isEverywhere: false, location, role: { permissions: ["PICK"] } }];
    const user = { id: badge, code: badge, name: badge, language: "en", grants };
    const session = { device: { code: "gun" }, expiresAt: "2030-01-01T00:00:00Z" };
    return { data: { signIn: { __typename: "SignedIn", token, user, session } } };
  }

  private submit(person: string, operations: readonly OperationInput[]): Answer {
    this.requests.push({ person, ids: operations.map((operation) => factOf(operation).operationId) });
    const over = new Set<string>();
    const results = operations.map((operation) => {
      const { operationId, dependsOn } = factOf(operation);
      const base = { operationId, case: null };
      if (dependsOn && over.has(dependsOn)) {
        over.add(operationId);
        return { ...base, outcome: "SKIPPED", answer: null };
      }
      return { ...base, ...this.perform(person, operation, over) };
    });
    return { data: { submitOperations: { __typename: "OperationsSubmitted", cursor: "1", results } } };
  }

  private perform(person: string, operation: OperationInput, over: Set<string>): object {
    const { operationId } = factOf(operation);
    const judged = this.judge(operationId);
    const accepted = { __typename: "PickConfirmed", cursor: "1", replayed: this.done.has(operationId) };
    const opened = judged === "CASE" ? { id: "case", title: "Something differs" } : null;
    if (this.done.has(operationId)) {
      return { outcome: "REPLAYED", answer: accepted, case: opened };
    }
    if (judged !== null && opened === null) {
      over.add(operationId);
      return { outcome: "REFUSED", answer: { __typename: "Refused", code: judged, message: `No: ${judged}`, path: [], retryable: judged === "BUSY", facts: [] } };
    }
    this.done.add(operationId);
    this.did.push({ person, operationId, operation: operationName(operation) });
    return { outcome: opened ? "APPLIED_WITH_CASE" : "APPLIED", answer: accepted, case: opened };
  }
}

/** Open the link of a device, as one life of its page; the lock dies with the page. */
export function openDevice(house: House, storeName: string, more: Partial<World> = {}): Promise<Link> {
  let last: Promise<unknown> = Promise.resolve();
  return openLink({
    fetch: house.fetch,
    storeName,
    exclusively: (run) => {
      const next = last.then(run);
      last = next.catch(() => undefined);
      return next;
    },
    protect: () => Promise.resolve(false),
    copies: null,
    ...more,
  });
}

/** Wait for something that comes by itself. */
export async function until(isSo: () => boolean, ms = 8000): Promise<void> {
  const end = Date.now() + ms;
  while (!isSo()) {
    if (Date.now() > end) {
      throw new Error(`Did not come true within ${ms} ms: ${isSo}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
