// Puts the service worker in its place: a newer shell takes over at a start, never in the middle of work.

/** Register; calls `ready` when a newer shell waits for the next start. */
export async function registerShell(ready: () => void): Promise<void> {
  if (!("serviceWorker" in navigator)) {
    return; // an origin without https: the scanner works as long as the network does
  }
  const workers = navigator.serviceWorker;
  const registration = await workers.register("/sw.js", { updateViaCache: "none" });
  if (registration.waiting !== null && workers.controller !== null) {
    takeOver(registration.waiting); // this is a start, and nothing is begun
    return;
  }
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && workers.controller !== null) {
        ready();
      }
    });
  });
}

function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("use the new version");
}
