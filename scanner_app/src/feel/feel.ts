// What a scan feels like: a tone and a vibration, in the same task as the scan itself.
import { prepareSound, sound } from "./sound.ts";
import { RHYTHMS, type Tone } from "./tones.ts";
import { keepAwake, letSleep } from "./wake.ts";

export type { Tone } from "./tones.ts";

/** How loud, how high, and whether a noisy hall asks for more. */
export type FeelSettings = {
  /** 0 to 1. */
  readonly volume: number;
  /** A factor on every pitch; 1 is as designed. */
  readonly pitch: number;
  /** Longer tones, and the screen flashes. */
  readonly isNoisy: boolean;
  readonly vibrates: boolean;
};

const NOISY = 1.8;
const FLASH_MS = 180;

let settings: FeelSettings = { volume: 0.5, pitch: 1, isNoisy: false, vibrates: true };

/** Call in the first gesture: only then may a page sound, and the screen be kept awake. */
export function startShift(): void {
  prepareSound();
  void keepAwake();
}

export function endShift(): void {
  void letSleep();
}

export function setFeel(changed: Partial<FeelSettings>): void {
  settings = { ...settings, ...changed };
}

/** Let the worker hear and feel what became of a scan, without looking. */
export function feel(tone: Tone): void {
  const rhythm = RHYTHMS[tone];
  const stretch = settings.isNoisy ? NOISY : 1;
  sound(rhythm.notes, { volume: settings.volume, pitch: settings.pitch, stretch });
  if (settings.vibrates && "vibrate" in navigator) {
    navigator.vibrate([...rhythm.vibration]);
  }
  if (settings.isNoisy) {
    flash(tone);
  }
}

/** The look decides what a flash is, by the attribute; it lasts as long as one can notice. */
function flash(tone: Tone): void {
  const page = document.documentElement;
  page.dataset["flash"] = tone;
  setTimeout(() => {
    delete page.dataset["flash"];
  }, FLASH_MS);
}
