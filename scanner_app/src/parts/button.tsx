/** A button: off ones can still be reached and pressed, so that they can say why. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { Pictogram } from "./pictograms.ts";

export interface ButtonLook {
  readonly children?: ComponentChildren;
  readonly icon?: Pictogram | undefined;
  /** Classes of the look: go, no, bare, wide, start, jumbo, side1, two. */
  readonly look?: string | undefined;
  /** What a screen reader says where the words alone would not do. */
  readonly label?: string | undefined;
  readonly isOff?: boolean | undefined;
  readonly isBusy?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  readonly onPress: () => void;
}

export function Button(look: ButtonLook) {
  return (
    <button
      type="button"
      class={`btn ${look.look ?? ""}`}
      aria-label={look.label}
      aria-disabled={look.isOff ? "true" : undefined}
      aria-busy={look.isBusy ? "true" : undefined}
      aria-expanded={look.expanded}
      aria-pressed={look.pressed}
      onClick={look.onPress}
    >
      {look.icon && <Icon name={look.isBusy ? "busy" : look.icon} />}
      {look.children}
    </button>
  );
}
