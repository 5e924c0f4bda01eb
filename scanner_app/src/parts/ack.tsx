/** The green edge of an accepted scan, painted in the frame of the scan and gone after half a second. */
import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

const SHOWN_MS = 500;
/** Full for as long as a glance takes, then fading. */
const FADE_FROM = 0.44;

/** `count` rises with each accepted scan. The edge is always there, unseen: to show it costs no layout and no paint. */
export function Ack({ count }: { readonly count: ReadonlySignal<number> }) {
  const edge = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = count.peek();
    return count.subscribe((now) => {
      if (now !== before) flash(edge.current);
    });
  }, [count]);
  return <div class="ack" ref={edge} />;
}

function flash(edge: HTMLElement | null): void {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const fading = isStill ? [{ opacity: 1 }, { opacity: 1 }] : [{ opacity: 1 }, { opacity: 1, offset: FADE_FROM }, { opacity: 0 }];
  for (const running of edge?.getAnimations() ?? []) running.cancel();
  edge?.animate(fading, SHOWN_MS);
}
