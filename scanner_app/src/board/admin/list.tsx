/** A list that can grow: a search, a page at a time, and one row chosen. */
import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { Failed, SignedOut } from "../wire/ask.ts";
import { person } from "../wire/session.ts";

export interface PageOf<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What is to be read of a list: `search` is null for all. */
export interface Asked {
  readonly search: string | null;
  readonly first: number;
  readonly after: string | null;
}

export interface ListLook<T> {
  readonly title: string;
  /** Read a page; null where one may not see the list. */
  readonly read: (asked: Asked) => Promise<PageOf<T> | null>;
  /** The heads of the columns; one that is wider or of numbers says so. */
  readonly columns: readonly Column[];
  readonly row: (thing: T) => ComponentChildren;
  /** Changes when the list is to be read anew. */
  readonly turn: number;
  /** False where the server cannot search this list. */
  readonly searches?: boolean;
  readonly acts?: ComponentChildren;
}

export type Column = string | { readonly head: string; readonly look: string };
const SETTLE_MS = 250;
/** The server answers no longer pages of items with all their packs and barcodes. */
const PAGE = 40;

export function List<T extends { readonly id: string }>({ title, read, columns, row, turn, searches = true, acts }: ListLook<T>) {
  const search = useSignal("");
  const rows = useSignal<readonly T[] | null>(null);
  const next = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const load = async (after: string | null): Promise<void> => {
    try {
      const page = await read({ search: search.value.trim() || null, first: PAGE, after });
      rows.value = [...(after === null ? [] : rows.value ?? []), ...(page?.nodes ?? [])];
      next.value = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      problem.value = null;
    } catch (trouble) {
      if (trouble instanceof SignedOut) person.value = null;
      problem.value = trouble instanceof Failed ? trouble.message : say("serverAway");
    }
  };
  useEffect(() => {
    const timer = setTimeout(() => void load(null), rows.value === null ? 0 : SETTLE_MS);
    return () => clearTimeout(timer);
  }, [search.value, turn]);
  return (
    <section class="card list">
      <header>
        <h2>{title}</h2>
        {searches && <Find search={search} />}
        <span class={searches ? "tools" : "tools end"}>{acts}</span>
      </header>
      {problem.value && <Notice mood="stop" title={problem.value} />}
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="data">
          <thead><tr>{columns.map(headOf)}</tr></thead>
          <tbody>{(rows.value ?? []).map((one) => <tr key={one.id}>{row(one)}</tr>)}</tbody>
        </table>
        {rows.value?.length === 0 && <p class="empty">{say("nothingHere")}</p>}
        {next.value !== null && <p class="tools pad0"><Button onPress={() => void load(next.value)}>{say("more")}</Button></p>}
      </div>
    </section>
  );
}

function headOf(column: Column, at: number) {
  return typeof column === "string" ? <th key={at}>{column}</th> : <th key={at} class={column.look}>{column.head}</th>;
}

function Find({ search }: { readonly search: Signal<string> }) {
  return (
    <label class="find end">
      <span class="vh">{say("find")}</span>
      <Icon name="find" />
      <input type="search" placeholder={say("find")} value={search.value} maxLength={100} onInput={(event) => { search.value = event.currentTarget.value; }} />
    </label>
  );
}
