/** The sign of a bin: the strongest thing on any screen, read aloud as one code. */
import type { ComponentChildren } from "preact";
import { type Key, say } from "../words/parts.ts";
import { Icon } from "./icon.tsx";
import type { Pictogram } from "./pictograms.ts";

const PLACES: readonly Key[] = ["aisle", "bay", "level", "place"];
const LONG_FROM = 10;
const MIDDLE_FROM = 8;

interface SignLook {
  readonly code: string;
  readonly icon?: Pictogram | undefined;
  readonly head?: ComponentChildren;
  readonly note?: ComponentChildren;
  /** A low sign only names the bin; the full one also names aisle, bay, level and place. */
  readonly height?: "low" | "full";
}

export function Sign({ code, icon, head, note, height = "full" }: SignLook) {
  const parts = code.split("-");
  const named = height === "full" && (parts.length === PLACES.length || parts.length === PLACES.length - 1);
  const size = height === "low" ? "low" : code.length >= LONG_FROM ? "long" : code.length >= MIDDLE_FROM && parts.length < PLACES.length ? "mid" : "";
  return (
    <section class={`sign ${size} ${code.length >= LONG_FROM ? "fit" : ""}`} style={{ "--chars": code.length }}>
      {head && (
        <header>
          {icon && <Icon name={icon} />} {head} {note && <span>{note}</span>}
        </header>
      )}
      <p class="bin" role="img" aria-label={code}>
        {parts.map((part, at) => [
          at > 0 && <i key={`-${at}`}>-</i>,
          <span key={at}>
            {part}
            {named && <small>{PLACES[at] && say(PLACES[at])}</small>}
          </span>,
        ])}
      </p>
    </section>
  );
}
