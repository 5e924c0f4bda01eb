/** The light of the link: filled is online, half is waiting, a ring is offline, with its age. */
import { say } from "../words/parts.ts";
import { Icon } from "./icon.tsx";

export interface LinkLight {
  readonly state: "on" | "wait" | "off";
  /** What waits to be sent. */
  readonly waiting: number;
  readonly offlineMinutes: number;
}

export function Live({ state, waiting, offlineMinutes }: LinkLight) {
  const word =
    state === "on"
      ? say("online")
      : state === "wait"
        ? say("waiting", { count: waiting })
        : offlineMinutes < 1
          ? say("offlineNow")
          : say("offline", { count: offlineMinutes });
  const kept = state === "off" && waiting > 0 ? ` · ${say("waiting", { count: waiting })}` : "";
  return (
    <span class={`link ${state === "on" ? "" : state}`}>
      <Icon name={state} /> {word}
      {kept}
    </span>
  );
}
