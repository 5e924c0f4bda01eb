// What the device knows alone: which item or bin a code means, as far as it fits into memory.
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { CatalogueOfBins, CatalogueOfItems, type CatalogueOfBinsAnswer, type CatalogueOfItemsAnswer } from "../contract.ts";
import type { Ask } from "./call.ts";
import type { KnownRow, Place, Store } from "./store.ts";

export type Known = Omit<KnownRow, "value">;
export type CatalogueSize = { readonly items: number; readonly bins: number; readonly at: number | null; readonly isWhole: boolean };
type Part = { readonly ai: string; readonly value: string };
type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };

const META = "catalogue";
const ITEM_CODES_MAX = 20_000;
const BINS_MAX = 10_000;
/** So many rows are read or written before a frame may be painted. */
const PIECE = 200;
const NOTHING: CatalogueSize = { items: 0, bins: 0, at: null, isWhole: false };

export class Catalogue {
  readonly size: ReadonlySignal<CatalogueSize>;
  private readonly shownSize: Signal<CatalogueSize> = signal(NOTHING);
  private readonly store: Store;
  private readonly ask: Ask;
  private readonly location: () => Place | null;
  private known = new Map<string, Known[]>();

  constructor(store: Store, ask: Ask, location: () => Place | null) {
    this.store = store;
    this.ask = ask;
    this.location = location;
    this.size = this.shownSize;
  }

  /** Bring what is on disk into memory. */
  async read(): Promise<void> {
    const reading = this.store.transaction(["catalogue", "values"]);
    const known = new Map<string, Known[]>();
    const size = (await reading.objectStore("values").get(META)) as CatalogueSize | undefined;
    // In pieces: a scan that comes meanwhile is painted in between.
    for (let rows: KnownRow[] | null = null, last: IDBValidKey | undefined; rows === null || rows.length === PIECE; ) {
      const range = last === undefined ? null : IDBKeyRange.lowerBound(last, true);
      const piece: [KnownRow[], number[]] = await Promise.all([
        reading.objectStore("catalogue").getAll(range, PIECE),
        reading.objectStore("catalogue").getAllKeys(range, PIECE),
      ]);
      rows = piece[0];
      last = piece[1].at(-1);
      remember(known, rows);
    }
    this.known = known;
    this.shownSize.value = size ?? NOTHING;
  }

  /** What a code means; nothing when it is not known here, and then the server may know it. */
  find(text: string, elements: readonly Part[] = []): readonly Known[] {
    const gtin = elements.find(({ ai }) => ai === "01" || ai === "02")?.value;
    return (gtin === undefined ? undefined : this.known.get(keyOf(gtin))) ?? this.known.get(keyOf(text)) ?? [];
  }

  /** Read all of it again, page by page; until it is whole, what was known before stays. */
  async refresh(): Promise<void> {
    const location = this.location();
    if (location === null) {
      return;
    }
    const items = await everything((after) => this.itemPage(after), ITEM_CODES_MAX);
    const bins = await everything((after) => this.binPage(location, after), BINS_MAX);
    const rows = [...items.rows.flatMap(itemRows), ...bins.rows.flatMap(binRows)];
    const size = {
      items: new Set(items.rows.map(({ item }) => item.id)).size,
      bins: bins.rows.length,
      at: Date.now(),
      isWhole: items.isWhole && bins.isWhole,
    };
    this.known = await this.write(rows, size);
    this.shownSize.value = size;
  }

  private async itemPage(after: string | null): Promise<Page<ItemNode>> {
    const { itemBarcodes } = await this.ask(CatalogueOfItems, { after });
    return { rows: itemBarcodes.nodes, next: nextOf(itemBarcodes.pageInfo) };
  }

  private async binPage(location: Place, after: string | null): Promise<Page<BinNode>> {
    const { bins } = await this.ask(CatalogueOfBins, { location: { id: location.id }, after });
    return { rows: bins.nodes, next: nextOf(bins.pageInfo) };
  }

  /** All of it or nothing, piece by piece; return it as it is found by code. */
  private async write(rows: readonly KnownRow[], size: CatalogueSize): Promise<Map<string, Known[]>> {
    const writing = this.store.transaction(["catalogue", "values"], "readwrite", { durability: "relaxed" });
    const catalogue = writing.objectStore("catalogue");
    await catalogue.clear();
    const known = new Map<string, Known[]>();
    for (let from = 0; from < rows.length; from += PIECE) {
      const piece = rows.slice(from, from + PIECE);
      await Promise.all(piece.map((row) => catalogue.put(row)));
      remember(known, piece);
    }
    await Promise.all([writing.objectStore("values").put(size, META), writing.done]);
    return known;
  }
}

function remember(all: Map<string, Known[]>, rows: readonly KnownRow[]): void {
  for (const { value, ...known } of rows) {
    const key = keyOf(value);
    const same = all.get(key);
    if (same === undefined) {
      all.set(key, [known]);
    } else if (!same.some(({ id }) => id === known.id)) {
      same.push(known);
    }
  }
}

type ItemNode = CatalogueOfItemsAnswer["itemBarcodes"]["nodes"][number];
type BinNode = CatalogueOfBinsAnswer["bins"]["nodes"][number];

async function everything<Row>(
  page: (after: string | null) => Promise<Page<Row>>, most: number,
): Promise<{ readonly rows: readonly Row[]; readonly isWhole: boolean }> {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const { rows: read, next } = await page(after);
    rows.push(...read);
    after = next;
  } while (after !== null && rows.length < most);
  return { rows, isWhole: after === null };
}

function nextOf({ hasNextPage, endCursor }: { readonly hasNextPage: boolean; readonly endCursor: string | null }): string | null {
  return hasNextPage ? endCursor : null;
}

function itemRows({ value, pack, item }: ItemNode): readonly KnownRow[] {
  if (!item.isActive) {
    return [];
  }
  const { id, sku, name, unit, tracking, hasExpiry } = item;
  const known = { kind: "ITEM" as const, id, code: sku, name, tracking, hasExpiry, unit, block: false };
  return [{ ...known, value, quantity: pack?.quantity ?? 1 }, { ...known, value: sku, quantity: 1 }];
}

function binRows({ id, code, barcode, block }: BinNode): readonly KnownRow[] {
  const known = { kind: "BIN" as const, id, code, name: code, quantity: 1, tracking: null, hasExpiry: false, unit: null, block: block !== null };
  return barcode === code ? [{ ...known, value: code }] : [{ ...known, value: barcode }, { ...known, value: code }];
}

/** A trade number is the same with and without leading zeros: 8, 12, 13 and 14 digits are one. */
function keyOf(code: string): string {
  return /^(\d{8}|\d{12,14})$/.test(code) ? code.padStart(14, "0") : code;
}
