/** What the board's lists have in common: a list, one thing of it chosen or added, and its form beside it. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Permission } from "../../contract.ts";
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { may } from "../wire/session.ts";
import type { Editing } from "./form.tsx";
import { List, type ListLook } from "./list.tsx";

interface DeskLook<T> extends Omit<ListLook<T>, "row" | "turn"> {
  /** What a thing is chosen by; it stands in the first column. */
  readonly codeOf: (thing: T) => string;
  /** The columns after the first. */
  readonly cells: (thing: T) => ComponentChildren;
  readonly form: (editing: Editing<T>) => ComponentChildren;
  /** What one must hold to add one. */
  readonly adds: Permission;
  /** Read it anew so often; without, after each change alone. */
  readonly everyMs?: number;
  /** What stands under the form, or in its place. */
  readonly aside?: ComponentChildren;
}

export function Desk<T extends { readonly id: string }>({ codeOf, cells, form, adds, everyMs, aside, acts, ...list }: DeskLook<T>) {
  const chosen = useSignal<T | "new" | null>(null);
  const turn = useSignal(0);
  const again = (): void => { turn.value += 1; };
  useEffect(() => {
    const timer = everyMs === undefined ? 0 : setInterval(again, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  const open = chosen.value;
  const row = (one: T) => (
    <>
      <td><button type="button" class="why" onClick={() => { chosen.value = one; }}><Code>{codeOf(one)}</Code></button></td>
      {cells(one)}
    </>
  );
  return (
    <div class="beside">
      <List {...list} row={row} turn={turn.value}
        acts={<>{acts}{may(adds) && <Button look="go" onPress={() => { chosen.value = "new"; }}>{say("add")}</Button>}</>} />
      {(open !== null || aside) && (
        <div class="asides">
          {open !== null && (
            <div key={open === "new" ? "new" : open.id}>
              {form({ one: open === "new" ? null : open, onSaved: again, onClose: () => { chosen.value = null; } })}
            </div>
          )}
          {aside}
        </div>
      )}
    </div>
  );
}
