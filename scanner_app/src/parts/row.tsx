/** A row of a list; one that can be pressed is a button. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { Pictogram } from "./pictograms.ts";

interface RowLook {
  readonly icon?: Pictogram | undefined;
  readonly title: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly end?: ComponentChildren;
  readonly look?: string | undefined;
  readonly isCurrent?: boolean | undefined;
  /** Set on rows that are one choice among several. */
  readonly checked?: boolean | undefined;
  readonly onPress?: (() => void) | undefined;
}

export function Row({ icon, title, note, end, look, isCurrent, checked, onPress }: RowLook) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <div>
        <b>{title}</b>
        {note && <span class="dim">{note}</span>}
      </div>
      {end}
    </>
  );
  const current = isCurrent ? "true" : undefined;
  const classes = `row ${look ?? ""}`;
  if (!onPress) return <div class={classes} aria-current={current}>{inside}</div>;
  return (
    <button
      type="button"
      class={classes}
      aria-current={current}
      role={checked === undefined ? undefined : "radio"}
      aria-checked={checked}
      onClick={onPress}
    >
      {inside}
    </button>
  );
}

/** The arrow at the end of a row that leads on. */
export function Chevron() {
  return <Icon name="chev" />;
}
