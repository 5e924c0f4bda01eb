// What an answer makes of the entries that were sent: done, told to the worker, or to be sent once more.
import type { SubmitOperationsAnswer, UUID } from "../contract.ts";
import { BUSY } from "./call.ts";
import { factOf, operationName } from "./outbox.ts";
import type { Entry, PastEntry } from "./store.ts";

export type Submitted = Extract<SubmitOperationsAnswer["submitOperations"], { __typename: "OperationsSubmitted" }>;
export type Result = Submitted["results"][number];

/** Why an entry was given up, where the server gave no answer of its own to it. */
export type Fault = { readonly code: string; readonly message: string };

const SKIPPED: Fault = { code: "SKIPPED", message: "Not done, because what it builds on was refused." };

/** Commands that open a case because the worker said so: that is no news to them. */
const OPENING: ReadonlySet<string> = new Set(["openCase", "shortPick", "receiveLine", "closeReceipt"]);

/** Read an answer: what is settled by it. The rest waits: the house was busy, or it builds on such an entry. */
export function settle(entries: readonly Entry[], results: readonly Result[]): readonly PastEntry[] {
  const said = new Map(results.map((result) => [result.operationId.toLowerCase(), result]));
  const waiting = new Set<UUID>();
  const settled: PastEntry[] = [];
  for (const entry of entries) {
    const result = said.get(entry.operationId.toLowerCase());
    if (result === undefined || mustWait(entry, result, waiting)) {
      waiting.add(entry.operationId);
    } else {
      settled.push(past(entry, result));
    }
  }
  return settled;
}

/** Settle without the server: what it builds on was refused, or no server will ever take it. */
export function giveUp(entry: Entry, fault: Fault): PastEntry {
  return { ...entry, outcome: "REFUSED", ...fault, caseId: null, settledAt: Date.now(), isNews: 1 };
}

export function skip(entry: Entry): PastEntry {
  return { ...giveUp(entry, SKIPPED), outcome: "SKIPPED" };
}

function mustWait(entry: Entry, { outcome, answer }: Result, waiting: ReadonlySet<UUID>): boolean {
  if (outcome === "SKIPPED") {
    const before = factOf(entry.operation).dependsOn;
    return before !== null && before !== undefined && waiting.has(before);
  }
  return answer?.__typename === "Refused" && BUSY.has(answer.code);
}

/** A replayed answer still carries its case: the first one, which would have told of it, was lost. */
function isReplayedCase(entry: Entry, { outcome, case: opened }: Result): boolean {
  return outcome === "REPLAYED" && opened !== null && !OPENING.has(operationName(entry.operation));
}

function past(entry: Entry, result: Result): PastEntry {
  const base = { ...entry, settledAt: Date.now(), code: null, caseId: null, message: null };
  if (result.outcome === "SKIPPED") {
    return skip(entry);
  }
  if (result.answer?.__typename === "Refused") {
    return { ...base, outcome: "REFUSED", code: result.answer.code, message: result.answer.message, isNews: 1 };
  }
  if (result.outcome === "APPLIED_WITH_CASE" || isReplayedCase(entry, result)) {
    const told = { caseId: result.case?.id ?? null, message: result.case?.title ?? null };
    return { ...base, ...told, outcome: "APPLIED_WITH_CASE", isNews: 1 };
  }
  return { ...base, outcome: "APPLIED", isNews: 0 };
}
