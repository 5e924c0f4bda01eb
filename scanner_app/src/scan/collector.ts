// Puts characters together into scans: a suffix ends one; timing is only a guess where none comes.

/** Time as the collector sees it; given, so that tests need no waiting. */
export type Timers = {
  /** Milliseconds on the clock of event time stamps. */
  now(): number;
  after(ms: number, run: () => void): number;
  cancel(timer: number): void;
  /** Run once everything that was typed by now has been heard: after a frame. */
  afterFrame(run: () => void): void;
};

/** What the collector tells of a finished scan. */
export type Collected = (raw: string, at: number, isInField: boolean) => void;

type Run = { text: string; readonly first: number; last: number; keys: number; readonly isInField: boolean; isCommit: boolean };

/** How quiet it must be before a code without suffix counts as whole: of a scanner that is known to send none, */
const QUIET_MS = 120;
/** of one that has sent nothing yet, */
const QUIET_UNKNOWN_MS = 1500;
/** and of one that sends suffixes: a busy machine may hold keys back for seconds, and must not split a code. */
const QUIET_LEARNED_MS = 3000;
const GAP_LEARNED_MS_MAX = 1000;
const GAP_MS_MAX = 400;
const GAP_NO_SUFFIX_MS_MAX = 250;
const GAP_FIELD_MS_MAX = 100;
const GAP_FIELD_START_MS_MAX = 50;
const MEAN_MS_MAX = 50;
const MEAN_FIELD_NO_SUFFIX_MS_MAX = 25;
const ECHO_MS = 50;
const LATE_SUFFIX_MS = 500;
const SUFFIXED_TO_LEARN = 3;
const BARE_TO_UNLEARN = 2;
/** A commit that follows another this soon is its second half, not the next scan. */
const HALF_MS = 60;

export class Collector {
  private run: Run | null = null;
  private timer = 0;
  private suffixed = 0;
  private bare = 0;
  private endedAt = -Infinity;
  private flushedAt = -Infinity;
  private readonly timers: Timers;
  private readonly collected: Collected;
  private readonly learned: (endsWithSuffix: boolean) => void;
  private endsWithSuffix: boolean;

  constructor(timers: Timers, collected: Collected, learned: (ends: boolean) => void, endsWithSuffix = false) {
    this.timers = timers;
    this.collected = collected;
    this.learned = learned;
    this.endsWithSuffix = endsWithSuffix;
  }

  get isEmpty(): boolean {
    return this.run === null;
  }

  /** Hear one character; true when it begins a run, so what stood in the field before is kept now. */
  char(text: string, at: number, isInField: boolean): boolean {
    const run = this.run;
    if (run !== null && run.isInField === isInField && !this.isBroken(run, at)) {
      this.extend(run, text, at);
      return false;
    }
    this.settle();
    this.begin({ text, first: at, last: at, keys: 1, isInField, isCommit: false });
    return true;
  }

  /** Hear a whole text that came at once, as an input method commits it; it may hold suffixes. */
  commit(text: string, at: number, isInField: boolean): void {
    const parts = text.split(/[\r\n\t]+/);
    const tail = parts.pop() ?? "";
    for (const part of parts) {
      this.append(part, at, isInField);
      this.suffix(at, isInField);
    }
    this.append(tail, at, isInField);
  }

  /** Hear Enter or Tab; true when it belongs to a scan, and to nobody else. */
  suffix(at: number, isInField: boolean): boolean {
    const run = this.run;
    if (run === null || this.isBroken(run, at)) {
      this.settle();
      return this.isEcho(at);
    }
    this.forget();
    const isScan = run.isInField === isInField && run.text.length > 1 && (!isInField || isFast(run, MEAN_MS_MAX));
    if (isScan) {
      this.learn(true);
      this.endedAt = at;
      this.collected(run.text, run.first, isInField);
    }
    return isScan;
  }

  /** Forget what was typed: the field that it stood in has lost the focus. */
  leaveField(): void {
    if (this.run?.isInField === true) {
      this.forget();
    }
  }

  private append(text: string, at: number, isInField: boolean): void {
    if (text === "") {
      return;
    }
    const run = this.run;
    if (run !== null && run.isInField === isInField && at - run.last < HALF_MS) {
      run.isCommit = true;
      this.extend(run, text, at);
      return;
    }
    this.settle();
    this.begin({ text, first: at, last: at, keys: 1, isInField, isCommit: true });
  }

  private begin(run: Run): void {
    this.run = run;
    this.arm();
  }

  private extend(run: Run, text: string, at: number): void {
    run.text += text;
    run.last = Math.max(run.last, at);
    run.keys += 1;
    this.arm();
  }

  private isBroken(run: Run, at: number): boolean {
    const gap = at - run.last;
    if (run.isInField) {
      return gap > (run.keys < 3 ? GAP_FIELD_START_MS_MAX : GAP_FIELD_MS_MAX);
    }
    if (!this.isScan(run)) {
      return gap > GAP_MS_MAX;
    }
    return gap > (this.endsWithSuffix ? GAP_LEARNED_MS_MAX : GAP_NO_SUFFIX_MS_MAX);
  }

  /** A suffix once more (CR and LF), or one that came after its scan was given up waiting for it. */
  private isEcho(at: number): boolean {
    if (at - this.flushedAt < LATE_SUFFIX_MS) {
      this.flushedAt = -Infinity;
      this.learn(true);
      this.endedAt = at;
      return true;
    }
    return at - this.endedAt < ECHO_MS;
  }

  /** What is left without a suffix is a scan when only a machine can have typed it. */
  private settle(): void {
    const run = this.run;
    this.forget();
    if (run !== null && this.isScan(run)) {
      this.flushedAt = run.last;
      this.learn(false);
      this.collected(run.text, run.first, run.isInField);
    }
  }

  private isScan(run: Run): boolean {
    if (run.isInField) {
      return !run.isCommit && run.keys > 5 && isFast(run, MEAN_FIELD_NO_SUFFIX_MS_MAX);
    }
    return run.text.length > 2 && (run.isCommit || isFast(run, MEAN_MS_MAX));
  }

  private arm(): void {
    this.timers.cancel(this.timer);
    this.wait(this.quietMs());
  }

  private quietMs(): number {
    if (this.endsWithSuffix) {
      return QUIET_LEARNED_MS;
    }
    return this.bare > 0 ? QUIET_MS : QUIET_UNKNOWN_MS;
  }

  private wait(ms: number): void {
    this.timer = this.timers.after(ms, () => {
      const heard = this.run?.keys;
      this.timers.afterFrame(() => this.flush(heard));
    });
  }

  private flush(heard: number | undefined): void {
    const run = this.run;
    if (run === null || run.keys !== heard || !this.isScan(run)) {
      return;
    }
    const left = this.quietMs() - (this.timers.now() - run.last);
    if (left > 0) {
      this.wait(left);
    } else {
      this.settle();
    }
  }

  private forget(): void {
    this.timers.cancel(this.timer);
    this.run = null;
  }

  private learn(hadSuffix: boolean): void {
    this.suffixed = hadSuffix ? this.suffixed + 1 : 0;
    this.bare = hadSuffix ? 0 : this.bare + 1;
    const ends = this.endsWithSuffix ? this.bare < BARE_TO_UNLEARN : this.suffixed >= SUFFIXED_TO_LEARN;
    if (ends !== this.endsWithSuffix) {
      this.endsWithSuffix = ends;
      this.learned(ends);
    }
  }
}

function isFast(run: Run, meanMsMax: number): boolean {
  return run.isCommit || (run.keys > 2 && (run.last - run.first) / (run.keys - 1) <= meanMsMax);
}
