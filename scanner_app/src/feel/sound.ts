// Plays notes by WebAudio; the context is made once, in a gesture, since making it takes long.
import type { Note } from "./tones.ts";

type Manner = { readonly volume: number; readonly pitch: number; readonly stretch: number };

/** Rise and fall of a note, so that it does not click. */
const EDGE_S = 0.004;

let context: AudioContext | null = null;

/** Make the context and let it run; a device without sound stays silent. */
export function prepareSound(): void {
  if (context === null && "AudioContext" in globalThis) {
    context = new AudioContext({ latencyHint: "interactive" });
  }
  void context?.resume();
}

/** Play notes now; a page that came back from the background may have lost its sound. */
export function sound(notes: readonly Note[], manner: Manner): void {
  if (context === null || manner.volume <= 0) {
    return;
  }
  if (context.state !== "running") {
    void context.resume();
  }
  for (const note of notes) {
    play(context, note, manner);
  }
}

function play(running: AudioContext, note: Note, { volume, pitch, stretch }: Manner): void {
  const from = running.currentTime + (note.at * stretch) / 1000;
  const until = from + (note.ms * stretch) / 1000;
  const voice = new OscillatorNode(running, { type: "square", frequency: note.hertz * pitch });
  const loudness = new GainNode(running, { gain: 0 });
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(volume, from + EDGE_S);
  loudness.gain.setValueAtTime(volume, until - EDGE_S);
  loudness.gain.linearRampToValueAtTime(0, until);
  voice.connect(loudness).connect(running.destination);
  voice.start(from);
  voice.stop(until);
}
