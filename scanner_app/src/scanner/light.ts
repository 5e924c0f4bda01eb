/** The light of the link as the bar shows it. */
import { signal } from "@preact/signals";
import type { Clock } from "../link/clock.ts";
import type { LinkState } from "../link/state.ts";
import type { LinkLight } from "../parts/live.tsx";

/** Counts on while time passes, so that ages on the screen stay true. */
export const ticks = signal(0);
const TICK_MS = 10_000;

export function startTicking(): void {
  setInterval(() => (ticks.value += 1), TICK_MS);
}

const MINUTE_MS = 60_000;
const LIGHTS = { online: "on", sending: "wait", offline: "off" } as const;

export function lightOf(state: LinkState, clock: Clock): LinkLight {
  void ticks.value;
  const since = state.offlineSince.value;
  return {
    state: LIGHTS[state.light.value],
    waiting: state.waiting.value,
    offlineMinutes: since === null ? 0 : Math.max(0, Math.floor((clock.now() - since) / MINUTE_MS)),
  };
}
