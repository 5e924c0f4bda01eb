/** What is set on this device: theme, hand, noise, and who prefers which language. */
import { signal } from "@preact/signals";
import { setFeel } from "../feel/feel.ts";
import { speak, spokenLanguage } from "../words/voice.ts";
import type { Floor } from "./floor.ts";

export type Theme = "auto" | "light" | "dark";
export type Hand = "right" | "left";

export const theme = signal<Theme>("auto");
export const hand = signal<Hand>("right");
export const isNoisy = signal(false);

export function settingOf(floor: Floor, name: string): string | undefined {
  return floor.link.settings.get<string>(name);
}

/** Take up what was set; before the first paint, so that nothing jumps. */
export function restoreSettings(floor: Floor): void {
  const kept = settingOf(floor, "theme");
  theme.value = kept === "light" || kept === "dark" ? kept : "auto";
  hand.value = settingOf(floor, "hand") === "left" ? "left" : "right";
  isNoisy.value = settingOf(floor, "noise") === "on";
  setFeel({ isNoisy: isNoisy.value });
  dress();
}

export function setTheme(floor: Floor, wanted: Theme): void {
  theme.value = wanted;
  dress();
  void floor.link.settings.set("theme", wanted);
}

export function setHand(floor: Floor, wanted: Hand): void {
  hand.value = wanted;
  void floor.link.settings.set("hand", wanted);
}

export function setNoise(floor: Floor, wanted: boolean): void {
  isNoisy.value = wanted;
  setFeel({ isNoisy: wanted });
  void floor.link.settings.set("noise", wanted ? "on" : "off");
}

export async function setLanguage(floor: Floor, wanted: string): Promise<void> {
  await speak(spokenLanguage(wanted));
  const person = floor.link.session.person.peek();
  if (person) await floor.link.settings.set(`language:${person.id}`, wanted);
}

function dress(): void {
  const root = document.documentElement;
  if (theme.value === "auto") delete root.dataset["theme"];
  else root.dataset["theme"] = theme.value;
}
