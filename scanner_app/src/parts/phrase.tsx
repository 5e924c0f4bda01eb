/** A sentence with things in it: codes, names, numbers that stand out. */
import type { ComponentChildren } from "preact";

interface PhraseLook {
  /** Text at even places, names of slots at odd ones. */
  readonly pieces: readonly string[];
  readonly facts: { readonly [name: string]: ComponentChildren };
}

export function Phrase({ pieces, facts }: PhraseLook) {
  return <>{pieces.map((piece, at) => (at % 2 ? facts[piece] : piece))}</>;
}
