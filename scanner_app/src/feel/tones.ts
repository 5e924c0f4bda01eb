// The tones: each differs in pitch and in rhythm, so that one ear in a loud hall is enough.

export type Tone = "ok" | "lineDone" | "taskDone" | "wrong" | "look" | "again";

/** A pitch from `at` for `ms`. */
export type Note = { readonly hertz: number; readonly at: number; readonly ms: number };

type Rhythm = { readonly notes: readonly Note[]; readonly vibration: readonly number[] };

export const RHYTHMS: Readonly<Record<Tone, Rhythm>> = {
  ok: { notes: [{ hertz: 1800, at: 0, ms: 60 }], vibration: [40] },
  lineDone: { notes: rising(1400, 1800), vibration: [40, 40, 40] },
  taskDone: { notes: rising(1200, 1500, 1900), vibration: [40, 40, 40, 40, 80] },
  wrong: { notes: [{ hertz: 220, at: 0, ms: 350 }, { hertz: 220, at: 430, ms: 350 }], vibration: [120, 60, 120] },
  look: { notes: [0, 140, 280].map((at) => ({ hertz: 700, at, ms: 80 })), vibration: [80, 60, 80, 60, 80] },
  again: { notes: [{ hertz: 1000, at: 0, ms: 30 }], vibration: [20] },
};

function rising(...pitches: readonly number[]): readonly Note[] {
  return pitches.map((hertz, place) => ({ hertz, at: place * 90, ms: 70 }));
}
