// Keeps the screen on during a shift, where the device lets a page ask for that.

let isAsked = false;
let lock: WakeLockSentinel | null = null;

/** Ask; the device takes the lock away whenever the page is hidden, so ask again when it is back. */
export async function keepAwake(): Promise<void> {
  if (!isAsked) {
    isAsked = true;
    document.addEventListener("visibilitychange", () => void take());
  }
  await take();
}

export async function letSleep(): Promise<void> {
  isAsked = false;
  await lock?.release();
  lock = null;
}

async function take(): Promise<void> {
  if (!isAsked || document.hidden || !("wakeLock" in navigator)) {
    return;
  }
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch (error) {
    if (!(error instanceof DOMException)) {
      throw error; // a low battery refuses by DOMException; the shift goes on without
    }
  }
}
