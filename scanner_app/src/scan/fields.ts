// The fields that people type in: told from the rest of the page, and given back what stood in them.
/** The id of the off-screen input, which nobody types in. */
export const SINK = "scanner-input";

type Field = HTMLInputElement | HTMLTextAreaElement;

const NOT_TYPED_IN = /^(button|checkbox|radio|range|color|file|image|submit|reset|hidden)$/;

/** Tell whether somebody could be typing here. */
export function isField(target: EventTarget | null): target is Field {
  if (target instanceof HTMLTextAreaElement) {
    return !target.readOnly;
  }
  return target instanceof HTMLInputElement && target.id !== SINK && !target.readOnly && !NOT_TYPED_IN.test(target.type);
}

/** Remembers what a field held before a scan fell into it. */
export class Fields {
  private kept: { readonly field: Field; readonly value: string; readonly at: number | null } | null = null;

  keep(target: EventTarget | null): void {
    this.kept = isField(target) ? { field: target, value: target.value, at: target.selectionStart } : null;
  }

  /** Put the old text back, and tell the page by the event that typing gives. */
  putBack(): void {
    const kept = this.kept;
    this.kept = null;
    if (kept === null || kept.field.value === kept.value) {
      return;
    }
    kept.field.value = kept.value;
    if (kept.at !== null) {
      kept.field.setSelectionRange(kept.at, kept.at);
    }
    kept.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
