/** How a number of goods becomes the number that is free, part by part. Pure. */

/** What stands at an item, or at a bin, as the house tells it. */
export interface Stands {
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly safetyStock?: number;
  readonly states?: readonly { readonly state: string; readonly quantity: number }[];
}

/** Goods that are here and may not be promised yet, or no more. */
export const NOT_FOR_SALE = [
  "RECEIVED", "RETURN_PENDING", "QUALITY_HOLD", "QUARANTINED", "DAMAGED", "EXPIRED", "OBSOLETE", "RECALLED", "IN_TRANSFER",
] as const;
export type NotForSale = (typeof NOT_FOR_SALE)[number];
export type PartName = "onHand" | "promised" | NotForSale | "safety" | "setAside" | "overpromised" | "free";

export interface Part {
  readonly name: PartName;
  /** Signed: all but the last add up to the last. */
  readonly quantity: number;
}

/** Return the sum, from on hand to free; parts that are nothing are left out. */
export function partsOf(rows: readonly Stands[]): readonly Part[] {
  const sum = (of: (row: Stands) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const onHand = sum((row) => row.onHand);
  const promised = sum((row) => row.reserved);
  const free = sum((row) => row.available);
  const states = NOT_FOR_SALE.map((name) => ({ name, quantity: sum((row) => inState(row, name)) }));
  const left = onHand - promised - states.reduce((total, one) => total + one.quantity, 0);
  const safety = Math.max(0, Math.min(sum((row) => row.safetyStock ?? 0), left - free));
  const rest = left - safety - free;
  const between: readonly Part[] = [
    { name: "promised", quantity: -promised },
    ...states.map(({ name, quantity }) => ({ name, quantity: -quantity })),
    { name: "safety", quantity: -safety },
    { name: "setAside", quantity: -Math.max(0, rest) },
    { name: "overpromised", quantity: Math.max(0, -rest) },
  ];
  return [{ name: "onHand", quantity: onHand }, ...between.filter((part) => part.quantity !== 0), { name: "free", quantity: free }];
}

function inState(row: Stands, name: NotForSale): number {
  return (row.states ?? []).filter(({ state }) => state === name).reduce((total, { quantity }) => total + quantity, 0);
}
