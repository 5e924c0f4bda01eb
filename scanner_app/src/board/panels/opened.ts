/** What is open beside the board: at most one panel. */
import { signal } from "@preact/signals";
import type { StockNumber } from "../../contract.ts";
import type { Queue } from "../watch.ts";
import type { Place } from "../wire/session.ts";

export interface AskedWhy {
  readonly number: StockNumber;
  readonly item: { readonly id: string; readonly sku: string; readonly name: string };
  readonly place: Place;
  readonly bin: { readonly id: string; readonly code: string } | null;
}

export type Opened =
  | { readonly what: "why"; readonly asked: AskedWhy }
  | { readonly what: "bay"; readonly aisle: string; readonly bays: readonly string[] }
  | { readonly what: "queue"; readonly kind: Queue["kind"] }
  | { readonly what: "order"; readonly number: string }
  | { readonly what: "container"; readonly code: string };

export const opened = signal<Opened | null>(null);

export function closePanel(): void {
  opened.value = null;
}

/** Ask why a number is what it is. */
export function askWhy(asked: AskedWhy): void {
  opened.value = { what: "why", asked };
}
