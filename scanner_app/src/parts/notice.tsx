/** A notice: what happened and the next step. It stays until the next scan and never floats. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { Pictogram } from "./pictograms.ts";

export type Mood = "info" | "ok" | "warn" | "stop";

const PICTURE: Readonly<Record<Mood, Pictogram>> = {
  info: "info",
  ok: "check",
  warn: "warn",
  stop: "halt",
};

interface NoticeLook {
  readonly mood: Mood;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Notice({ mood, title, children }: NoticeLook) {
  return (
    <div class={`notice ${mood === "info" ? "" : mood}`} role={mood === "stop" ? "alert" : "status"}>
      <Icon name={PICTURE[mood]} />
      <div>
        <b>{title}</b>
        {children}
      </div>
    </div>
  );
}
