/** A list that can grow: a search, a page at a time, and one row chosen. */
import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";

export interface PageOf<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface ListLook<T> {
  readonly title: string;
  /** Read a page; `search` is empty for all. */
  readonly read: (search: string, after: string | null) => Promise<PageOf<T>>;
  readonly columns: readonly string[];
  readonly row: (thing: T) => ComponentChildren;
  readonly keyOf: (thing: T) => string;
  /** Changes when the list is to be read anew. */
  readonly turn: number;
  /** False where the server cannot search this list. */
  readonly searches?: boolean;
  readonly acts?: ComponentChildren;
}

const SETTLE_MS = 250;

export function List<T>({ title, read, columns, row, keyOf, turn, searches = true, acts }: ListLook<T>) {
  const search = useSignal("");
  const rows = useSignal<readonly T[] | null>(null);
  const next = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const load = async (after: string | null): Promise<void> => {
    try {
      const page = await read(search.value.trim(), after);
      rows.value = after === null ? page.nodes : [...(rows.value ?? []), ...page.nodes];
      next.value = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      problem.value = null;
    } catch (trouble) {
      problem.value = trouble instanceof Error ? trouble.message : String(trouble);
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
        <span class={searches ? "" : "end"}>{acts}</span>
      </header>
      {problem.value && <Notice mood="stop" title={problem.value} />}
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="data">
          <thead><tr>{columns.map((one) => <th key={one}>{one}</th>)}</tr></thead>
          <tbody>{(rows.value ?? []).map((one) => <tr key={keyOf(one)}>{row(one)}</tr>)}</tbody>
        </table>
        {rows.value?.length === 0 && <p class="empty">{say("nothingHere")}</p>}
        {next.value !== null && <p class="tools pad0"><Button onPress={() => void load(next.value)}>{say("more")}</Button></p>}
      </div>
    </section>
  );
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
