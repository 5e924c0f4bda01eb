/** Which page of the board is open, kept in the address: `#/` is the board, `#/items` one of its lists. */
import { computed, signal } from "@preact/signals";

export const PAGES = ["items", "lots", "bins", "people", "devices", "imports", "printers"] as const;
export type Page = (typeof PAGES)[number];

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});

/** The open page, or null for the board itself. */
export const page = computed<Page | null>(() => PAGES.find((one) => hash.value.startsWith(`#/${one}`)) ?? null);

/** Where a page is. */
export function addressOf(of: Page | null): string {
  return `#/${of ?? ""}`;
}
