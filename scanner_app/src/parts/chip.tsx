/** A chip says a state with a picture and a word; a badge counts what asks for work. */
import type { ComponentChildren } from "preact";
import { quantity } from "../words/voice.ts";
import { Icon } from "./icon.tsx";
import type { Pictogram } from "./pictograms.ts";

interface ChipLook {
  readonly icon: Pictogram;
  readonly mood?: "act" | "ok" | "warn" | "stop" | undefined;
  readonly children: ComponentChildren;
}

export function Chip({ icon, mood, children }: ChipLook) {
  return (
    <span class={`chip ${mood ?? ""}`}>
      <Icon name={icon} /> {children}
    </span>
  );
}

/** Nothing at all at zero. */
export function Badge({ count, mood }: { readonly count: number; readonly mood?: "stop" }) {
  return count === 0 ? null : <span class={`badge ${mood ?? ""}`}>{quantity(count)}</span>;
}
