/** A card: a frame with a head, for things that stand side by side. */
import type { ComponentChildren } from "preact";

interface CardLook {
  readonly title: ComponentChildren;
  readonly end?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Card({ title, end, children }: CardLook) {
  return (
    <section class="card">
      <header>
        <h2>{title}</h2>
        {end && <span class="end">{end}</span>}
      </header>
      {children}
    </section>
  );
}
