/** The time, ticking once a second, and how long ago something was. */
import { signal } from "@preact/signals";
import { say } from "../../words/board.ts";

const TICK_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

export const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, TICK_MS);

/** Say how long ago: "4 s", "12 min", "2 h 05", "3 d". */
export function since(at: string | number): string {
  const seconds = Math.max(0, Math.round((now.value - new Date(at).getTime()) / 1_000));
  return lasting(seconds);
}

/** Say a length of time. */
export function lasting(seconds: number): string {
  if (seconds < MINUTE_S) return say("seconds", { count: seconds });
  if (seconds < HOUR_S) return say("minutes", { count: Math.floor(seconds / MINUTE_S) });
  if (seconds < DAY_S) {
    const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
    return say("hours", { count: Math.floor(seconds / HOUR_S), minutes: String(minutes).padStart(2, "0") });
  }
  return say("days", { count: Math.floor(seconds / DAY_S) });
}
