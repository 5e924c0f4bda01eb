/** A panel beside the board: it blocks nothing, Escape closes it, and focus returns to where it was. */
import type { ComponentChildren } from "preact";
import { Button } from "../../parts/button.tsx";
import { say } from "../../words/board.ts";
import { useFocusReturn } from "./focus.ts";
import { closePanel } from "./opened.ts";

interface DrawerLook {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
}

export function Drawer({ title, children, foot }: DrawerLook) {
  const panel = useFocusReturn<HTMLElement>();
  return (
    <section class="side" role="dialog" aria-label={title} ref={panel} tabIndex={-1} onKeyDown={(event) => event.key === "Escape" && closePanel()}>
      <div class="cap"><h2>{title}</h2><Button icon="close" look="bare end" label={say("close")} onPress={closePanel} /></div>
      {children}
      {foot && <footer class="tools">{foot}</footer>}
    </section>
  );
}
