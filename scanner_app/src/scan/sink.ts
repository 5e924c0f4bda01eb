// The off-screen input that has the focus when no field has: there a handheld commits what it read.
import { isField, SINK } from "./fields.ts";

const OFF_SCREEN = "position:fixed;inset-block-start:0;inset-inline-start:0;inline-size:1px;block-size:1px;opacity:0;border:0;padding:0;pointer-events:none";

export type Sink = { readonly input: HTMLInputElement; focus(): void; keepFocus(signal: AbortSignal): void };

/** Make the input. A hidden one would get no text, and `inputmode` keeps the keyboard away. */
export function makeSink(page: Document, label: string): Sink {
  const input = page.createElement("input");
  const said = { id: SINK, type: "text", inputmode: "none", autocomplete: "off", autocapitalize: "off", spellcheck: "false" };
  for (const [name, value] of Object.entries({ ...said, tabindex: "-1", "aria-label": label })) {
    input.setAttribute(name, value);
  }
  input.style.cssText = OFF_SCREEN; // an attribute would be refused by the page's own policy
  page.body.prepend(input);
  const focus = (): void => {
    if (!isField(page.activeElement) && page.activeElement !== input) {
      input.focus({ preventScroll: true });
    }
  };
  return { input, focus, keepFocus: (signal) => keepFocus(page, { input, focus }, signal) };
}

/** Take the focus back when it is lost; one that a person moved by the keyboard stays where it is. */
function keepFocus(page: Document, sink: { readonly input: HTMLInputElement; focus(): void }, signal: AbortSignal): void {
  const soon = (): void => void setTimeout(sink.focus, 0);
  page.addEventListener("focusout", (event) => void (event.relatedTarget === null && soon()), { signal });
  page.addEventListener("pointerup", soon, { signal });
  page.addEventListener("visibilitychange", soon, { signal });
  page.defaultView?.addEventListener("focus", soon, { signal });
  sink.focus();
}
