// The application identifiers of GS1, from the table that tools/gs1.py makes of its dictionary.
import kept from "./table.json";

/** A stretch of a value: which characters, how many, and what is checked. */
export type Part = {
  readonly characters: string;
  readonly least: number;
  readonly most: number;
  readonly isOptional: boolean;
  readonly linters: readonly string[];
};

/** An application identifier and what GS1 says of it. */
export type Identifier = {
  readonly ai: string;
  readonly title: string;
  /** True where the length is known beforehand, so that no separator follows. */
  readonly endsItself: boolean;
  /** True where it may stand in the query of a Digital Link. */
  readonly isAttribute: boolean;
  readonly parts: readonly Part[];
  /** Of each group one alternative must stand on the label, with all its identifiers. */
  readonly required: readonly (readonly (readonly string[])[])[];
  readonly forbidden: readonly string[];
  /** What may follow it in a Digital Link, in this order; null where it is no key. */
  readonly qualifiers: readonly (readonly string[])[] | null;
  readonly shortest: number;
  readonly longest: number;
};

/** A stretch of a coupon: so many digits, or one that says how many follow. */
export type Field = {
  readonly name: string;
  readonly digits: number;
  /** How many digits follow a 0, a 1 …; -1 where it may not stand. */
  readonly lengths: readonly number[];
  readonly linter: string;
};

/** What stands inside a coupon: fields, then groups of them, in order, that may be left out. */
export type Coupon = {
  readonly fields: readonly Field[];
  /** The digit that each begins with, and its fields. */
  readonly groups: readonly Group[];
};
export type Group = readonly [string, readonly Field[]];

type KeptField = [string, number, number[], string];
type KeptCoupon = [KeptField[], [string, KeptField[]][]];
type KeptPart = [string, number, number, number, string[]];
type Row = [string, string, number, number, KeptPart[], string[][][], string[], string[][] | null, string];

const AI_LENGTHS: readonly number[] = [2, 3, 4];
const codes: Readonly<Record<string, string>> = kept.codes;

export const IDENTIFIERS: ReadonlyMap<string, Identifier> = new Map(
  // A JSON file knows no tuples; tools/gs1.py writes them, and a test reads both sides.
  (kept.rows as unknown as Row[]).flatMap(identifiers).map((one) => [one.ai, one]),
);
export const CODES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(codes).map(([name, text]) => [name, new Set(text.split(" "))]),
);
export const SAYS: Readonly<Record<string, string>> = kept.says;
export const COUPONS: ReadonlyMap<string, Coupon> = new Map(
  // As above.
  Object.entries(kept.coupons as unknown as Record<string, KeptCoupon>).map(([name, [all, groups]]) => {
    return [name, { fields: fields(all), groups: groups.map(([digit, more]) => [digit, fields(more)]) }];
  }),
);

/** The identifier that stands at a place; none is the beginning of another. */
export function begins(text: string, at: number): Identifier | undefined {
  for (const length of AI_LENGTHS) {
    const found = IDENTIFIERS.get(text.slice(at, at + length));
    if (found !== undefined) return found;
  }
  return undefined;
}

function identifiers(row: Row): Identifier[] {
  const [first, last, endsItself, isAttribute, parts, required, forbidden, qualifiers, title] = row;
  const taken = parts.map(([characters, least, most, isOptional, linters]) => {
    return { characters, least, most, isOptional: isOptional === 1, linters };
  });
  const due = taken.filter((part) => !part.isOptional);
  const shortest = due.reduce((sum, part) => sum + part.least, 0);
  const longest = taken.reduce((sum, part) => sum + part.most, 0);
  const facts = { title, endsItself: endsItself === 1, isAttribute: isAttribute === 1, parts: taken };
  const rules = { required, forbidden, qualifiers, shortest, longest };
  const many = Number(last) - Number(first) + 1;
  return Array.from({ length: many }, (_, step) => {
    return { ai: String(Number(first) + step).padStart(first.length, "0"), ...facts, ...rules };
  });
}

function fields(rows: readonly KeptField[]): Field[] {
  return rows.map(([name, digits, lengths, linter]) => ({ name, digits, lengths, linter }));
}
