/** Focus goes into what opened and returns to where it was. */
import { useEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

export function useFocusReturn<T extends HTMLElement>(): RefObject<T | null> {
  const panel = useRef<T>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return panel;
}
