// A second copy of what must not be lost, in other files than the database: a browser may throw a whole database away.

/** Values by name; each change is on its way to the disk when its promise is done. */
export type Copies = {
  put(name: string, value: unknown): Promise<void>;
  drop(names: readonly string[]): Promise<void>;
  all(): Promise<ReadonlyMap<string, unknown>>;
};

const CACHE = "stockwright copies";
const FOLDER = "/copies/";

/** Copies in the browser's cache storage, which keeps every value in a file of its own; null without a secure origin. */
export function browserCopies(): Copies | null {
  if (!("caches" in globalThis)) {
    return null;
  }
  let opened: Promise<Cache> | null = null;
  const cache = (): Promise<Cache> => (opened ??= caches.open(CACHE));
  return {
    put: async (name, value) => (await cache()).put(FOLDER + name, new Response(JSON.stringify(value))),
    drop: async (names) => {
      const kept = await cache();
      await Promise.all(names.map((name) => kept.delete(FOLDER + name)));
    },
    all: async () => {
      const kept = await cache();
      const requests = await kept.keys();
      return new Map(await Promise.all(requests.map((request) => read(kept, request))));
    },
  };
}

async function read(kept: Cache, request: Request): Promise<readonly [string, unknown]> {
  const name = new URL(request.url).pathname.slice(FOLDER.length);
  const response = await kept.match(request);
  return [name, await response?.json().catch(() => undefined)]; // cut off by a kill: as if it had never been
}
