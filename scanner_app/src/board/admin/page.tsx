/** One of the board's lists on a page of its own. */
import type { JSX } from "preact";
import { say } from "../../words/board.ts";
import type { Page } from "../route.ts";
import type { Place } from "../wire/session.ts";
import { BinsPage } from "./bins.tsx";
import { DevicesPage } from "./devices.tsx";
import { ImportsPage } from "./imports.tsx";
import { ItemsPage } from "./items.tsx";
import { LotsPage } from "./lots.tsx";
import { PeoplePage } from "./people.tsx";
import { PrintersPage } from "./printers.tsx";

type Shown = (given: { readonly at: Place }) => JSX.Element;
const SHOWN: Readonly<Record<Page, Shown>> = {
  items: ItemsPage,
  lots: LotsPage,
  bins: BinsPage,
  people: PeoplePage,
  devices: DevicesPage,
  imports: ImportsPage,
  printers: PrintersPage,
};

export function AdminPage({ page, at }: { readonly page: Page; readonly at: Place }) {
  const Chosen = SHOWN[page];
  return (
    <main class="admin">
      <h1 class="vh">{say(`page_${page}`)}</h1>
      <Chosen key={page} at={at} />
    </main>
  );
}
