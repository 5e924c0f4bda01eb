// The state of the link, always visible: is the server there, how much waits, since when, for whom.
import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { ID } from "../contract.ts";
import type { PastEntry } from "./store.ts";

/** Something that a worker is told once about what they did. */
export type News = {
  readonly operationId: string;
  readonly kind: "CASE" | "REFUSED" | "SKIPPED";
  readonly operation: string;
  readonly message: string;
  readonly code: string | null;
  readonly caseId: ID | null;
  readonly at: string;
  readonly label: string;
  readonly task: string | null;
};

/** Somebody who must sign in again on this device before theirs can be sent. */
export type AwaitedPerson = { readonly person: ID; readonly name: string; readonly waiting: number };

export type LinkState = {
  readonly light: ReadonlySignal<"online" | "sending" | "offline">;
  readonly waiting: ReadonlySignal<number>;
  readonly oldestWaitingAt: ReadonlySignal<number | null>;
  readonly offlineSince: ReadonlySignal<number | null>;
  readonly lastHeardAt: ReadonlySignal<number | null>;
  readonly waitingFor: ReadonlySignal<readonly AwaitedPerson[]>;
  readonly news: ReadonlySignal<readonly News[]>;
  readonly isProtected: ReadonlySignal<boolean | null>;
  readonly isUpdateReady: ReadonlySignal<boolean>;
};

/** The same, for those who change it. */
export class Lights implements LinkState {
  readonly waiting: Signal<number> = signal(0);
  readonly oldestWaitingAt: Signal<number | null> = signal(null);
  readonly offlineSince: Signal<number | null> = signal(null);
  readonly lastHeardAt: Signal<number | null> = signal(null);
  readonly waitingFor: Signal<readonly AwaitedPerson[]> = signal([]);
  readonly news: Signal<readonly News[]> = signal([]);
  readonly isProtected: Signal<boolean | null> = signal(null);
  readonly isUpdateReady: Signal<boolean> = signal(false);
  readonly light: ReadonlySignal<"online" | "sending" | "offline"> = computed(() => {
    if (this.offlineSince.value !== null) {
      return "offline";
    }
    return this.waiting.value > 0 ? "sending" : "online";
  });

  heard(): void {
    this.offlineSince.value = null;
    this.lastHeardAt.value = Date.now();
  }

  lost(): void {
    this.offlineSince.value ??= Date.now();
  }
}

/** Wait until more or less waits, or the house comes into reach or out of it; so long at most. */
export function nextChange(lights: LinkState, atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const change = new AbortController();
    const timer = setTimeout(() => change.abort(), atMostMs);
    const before = [lights.waiting.peek(), lights.offlineSince.peek()];
    const stop = effect(() => {
      const now = [lights.waiting.value, lights.offlineSince.value];
      if (now.some((one, at) => one !== before[at])) {
        change.abort();
      }
    });
    change.signal.addEventListener("abort", () => {
      clearTimeout(timer);
      stop();
      resolve();
    });
  });
}

const KINDS = { APPLIED_WITH_CASE: "CASE", REFUSED: "REFUSED", SKIPPED: "SKIPPED" } as const;

/** Return what a worker is told of an operation; null when it simply went through. */
export function newsOf(past: PastEntry): News | null {
  if (past.outcome === "APPLIED") {
    return null;
  }
  const { operationId, code, caseId, at, label, task, message } = past;
  const [operation = ""] = Object.keys(past.operation);
  return { operationId, kind: KINDS[past.outcome], operation, message: message ?? "", code, caseId, at, label, task };
}
