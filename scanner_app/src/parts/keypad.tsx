/** Our own keypad: keys act when the finger comes down, and a scan can never land in it. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { type Key, say } from "../words/parts.ts";
import { Icon } from "./icon.tsx";
import type { PadKey } from "./sums.ts";

/** The digits stand in the same places on every keypad, and so does the key that takes one away. */
const ROWS: readonly (readonly [PadKey, PadKey, PadKey, PadKey | "end"])[] = [
  ["7", "8", "9", "delete"],
  ["4", "5", "6", "end"],
  ["1", "2", "3", "0"],
];
const SPOKEN: Readonly<Partial<Record<PadKey, Key>>> = { delete: "delete", "-": "minus", "+": "plus", "=": "equals" };

interface PadLook {
  readonly onKey: (key: PadKey) => void;
  /** The key at the end of the last row: All where a number is expected, nothing when blind. */
  readonly all?: { readonly word: string; readonly onPress: () => void } | undefined;
}

/** Digits, sums and All, for quantities. */
export function Keypad({ onKey, all }: PadLook) {
  return (
    <div class="pad tall">
      <Rows onKey={onKey} end="+" />
      <Press on="-" onKey={onKey} />
      <Press on="=" onKey={onKey} />
      {all && (
        <Touch look="op all" onTouch={all.onPress}>
          {all.word}
        </Touch>
      )}
    </div>
  );
}

/** Digits and plus, beside a list that needs the room. */
export function LowKeypad({ onKey }: PadLook) {
  return (
    <div class="pad">
      <Rows onKey={onKey} end="+" />
    </div>
  );
}

/** Digits alone, for a PIN, check digits or a day. */
export function DigitPad({ onKey }: PadLook) {
  return (
    <div class="pad">
      <Rows onKey={onKey} end={null} />
    </div>
  );
}

function Rows({ onKey, end }: { readonly onKey: (key: PadKey) => void; readonly end: PadKey | null }) {
  return ROWS.flat().map((key) => {
    const on = key === "end" ? end : key;
    return on === null ? <span key={key} /> : <Press key={key} on={on} onKey={onKey} />;
  });
}

function Press({ on, onKey }: { readonly on: PadKey; readonly onKey: (key: PadKey) => void }) {
  const spoken = SPOKEN[on];
  return (
    <Touch look={spoken ? "op" : ""} label={spoken && say(spoken)} onTouch={() => onKey(on)}>
      {on === "delete" ? <Icon name="back" /> : on === "-" ? "−" : on}
    </Touch>
  );
}

/** A click comes so soon after the finger has left. */
const CLICK_AFTER_MS = 50;

interface TouchLook {
  readonly look: string;
  readonly label?: string | undefined;
  readonly onTouch: () => void;
  readonly children: ComponentChildren;
}

/** Acts on the touch; on the click only where none came before, as from a keyboard. */
function Touch({ look, label, onTouch, children }: TouchLook) {
  const touched = useRef(false);
  const down = (press: PointerEvent): void => {
    touched.current = true;
    keepClick(press.currentTarget);
    onTouch();
  };
  const click = (): void => {
    if (!touched.current) onTouch();
    touched.current = false;
  };
  return (
    <button
      type="button"
      class={`btn ${look}`}
      aria-label={label}
      onPointerDown={down}
      onMouseDown={(press) => press.preventDefault()}
      onClick={click}
    >
      {children}
    </button>
  );
}

/** The finger may come up over something else, as the last key closes its sheet: that click is not meant for it. */
function keepClick(key: EventTarget | null): void {
  const lifted = new AbortController();
  const swallow = (click: Event): void => {
    if (key instanceof Node && click.target instanceof Node && key.contains(click.target)) return;
    click.stopPropagation();
    click.preventDefault();
  };
  const up = (): void => void setTimeout(() => lifted.abort(), CLICK_AFTER_MS);
  document.addEventListener("click", swallow, { capture: true, signal: lifted.signal });
  document.addEventListener("pointerup", up, { capture: true, signal: lifted.signal });
  document.addEventListener("pointercancel", up, { capture: true, signal: lifted.signal });
  // The next press is a new one, however soon it comes: its click counts.
  document.addEventListener("pointerdown", () => lifted.abort(), { capture: true, signal: lifted.signal });
}
