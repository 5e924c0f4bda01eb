// A scanner, a clock and a page for tests of the collector: time passes only when a test lets it.
import { Collector, type Timers } from "./collector.ts";

/** A clock that only the test moves; a frame passes before what was asked for after it. */
export class World implements Timers {
  time = 0;
  scans: { text: string; at: number; isInField: boolean }[] = [];
  learned: boolean[] = [];
  readonly collector: Collector;
  private asked: { id: number; at: number; run: () => void }[] = [];
  private ids = 0;

  constructor(endsWithSuffix = false) {
    this.collector = new Collector(
      this,
      (text, at, isInField) => void this.scans.push({ text, at, isInField }),
      (ends) => void this.learned.push(ends),
      endsWithSuffix,
    );
  }

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): number {
    this.ids += 1;
    this.asked.push({ id: this.ids, at: this.time + ms, run });
    return this.ids;
  }

  cancel(timer: number): void {
    this.asked = this.asked.filter(({ id }) => id !== timer);
  }

  afterFrame(run: () => void): void {
    this.after(16, run);
  }

  /** Let time pass, with its timers. */
  pass(ms: number): void {
    const until = this.time + ms;
    for (;;) {
      const [next] = this.asked.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (next === undefined) {
        break;
      }
      this.cancel(next.id);
      this.time = Math.max(this.time, next.at);
      next.run();
    }
    this.time = until;
  }

  /** Type a text with a pause between keys; the keys are heard when they are typed. */
  type(text: string, { gap = 8, isInField = false } = {}): void {
    for (const char of text) {
      this.pass(gap);
      this.collector.char(char, this.time, isInField);
    }
  }

  enter({ gap = 8, isInField = false } = {}): boolean {
    this.pass(gap);
    return this.collector.suffix(this.time, isInField);
  }

  get texts(): string[] {
    return this.scans.map(({ text }) => text);
  }
}

export const codes = Array.from({ length: 200 }, (_, place) => String(5901234000000 + place));
