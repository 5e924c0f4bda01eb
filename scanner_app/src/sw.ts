// Keeps the scanner's shell on the device: the page opens without a network, and changes as a whole.
export {};

declare const self: ServiceWorkerGlobalScope;
// The build writes these in: which files the shell is, and the digest of what they hold.
declare const SHELL_FILES: readonly string[];
declare const SHELL_VERSION: string;

const PREFIX = "shell-";
const files = SHELL_FILES;
const cacheName = PREFIX + SHELL_VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells());
});

// The page asks for the change when nobody is in the middle of something.
self.addEventListener("message", (event) => {
  if (event.data === "use the new version") {
    void self.skipWaiting();
  }
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const isOurs = url.origin === self.location.origin && event.request.method === "GET";
  if (isOurs && files.includes(url.pathname)) {
    event.respondWith(fromShell(url.pathname, event.request));
  }
});

/** Fetch the whole shell past the HTTP cache; one file missing and the old version stays. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(path)) ?? fetch(request);
}
