// The parts of a GS1 label.

/** One part of a label: an application identifier and its value, dates as YYMMDD. */
export type Element = { readonly ai: string; readonly value: string };

/** Return the value of the first of these identifiers that a label holds. */
export function valueOf(elements: readonly Element[], ...ais: readonly string[]): string | undefined {
  return ais.map((ai) => elements.find((element) => element.ai === ai)?.value).find((value) => value !== undefined);
}
