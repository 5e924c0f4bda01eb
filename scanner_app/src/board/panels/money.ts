/** Writes an amount as its currency and the language write it. */
import { language } from "../../words/voice.ts";

export function money({ minor, currency }: { readonly minor: number; readonly currency: string }): string {
  const tag = language.value === "de" ? "de" : "en-GB";
  const format = new Intl.NumberFormat(tag, { style: "currency", currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
