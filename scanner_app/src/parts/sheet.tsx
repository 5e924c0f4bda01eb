/** A sheet from below: focus goes in, is kept, and returns; Close, the veil and Escape end it. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../words/parts.ts";
import { Button } from "./button.tsx";

const FOCUSABLE = "button, input, [href], [tabindex='0']";

interface SheetLook {
  readonly title: string;
  readonly children: ComponentChildren;
  /** What stands at the bottom instead of Close. */
  readonly acts?: ComponentChildren;
  readonly onClose: () => void;
}

export function Sheet({ title, children, acts, onClose }: SheetLook) {
  const sheet = useRef<HTMLElement>(null);
  useFocusInside(sheet, onClose);
  return (
    <div class="veil" onClick={(press) => press.target === press.currentTarget && onClose()}>
      <section
        ref={sheet}
        class="sheet"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
      >
        <h2 class="cap">{title}</h2>
        <div class="within" tabIndex={0}>
          {children}
        </div>
        <footer class="acts">
          {acts ?? (
            <Button icon="close" look="side1" onPress={onClose}>
              {say("close")}
            </Button>
          )}
        </footer>
      </section>
    </div>
  );
}

interface Ref {
  readonly current: HTMLElement | null;
}

/** Where the trigger's own input has the focus it keeps it, or a scan would be lost: Tab goes in from there. */
function useFocusInside(ref: Ref, onClose: () => void): void {
  useEffect(() => {
    const before = document.activeElement;
    if (!(before instanceof HTMLInputElement)) ref.current?.focus();
    const keys = (press: KeyboardEvent): void => keep(press, ref, onClose);
    document.addEventListener("keydown", keys);
    return () => {
      document.removeEventListener("keydown", keys);
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
}

function keep(press: KeyboardEvent, { current: sheet }: Ref, onClose: () => void): void {
  if (press.key === "Escape") onClose();
  if (press.key !== "Tab" || sheet === null) return;
  const stops = [...sheet.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const leaving = press.shiftKey ? stops[0] : stops.at(-1);
  const entering = press.shiftKey ? stops.at(-1) : stops[0];
  const at = document.activeElement;
  if (at !== leaving && at !== sheet && sheet.contains(at)) return;
  press.preventDefault();
  entering?.focus();
}
