// The device's clock, set right by what the server says the time is; nobody's order depends on it.

/** Tells the time as the server would. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** An instant of the device's clock, now unless said, as the graph's DateTime. */
  instant(at?: number): string;
  offsetMs(): number;
};

type Bounds = { readonly from: number; readonly to: number };

/** A clock that learns: each answer narrows between which bounds the difference lies. */
export class MeasuredClock implements Clock {
  private bounds: Bounds | null = null;
  private offset: number;
  private readonly device: () => number;

  constructor(offset = 0, device: () => number = Date.now) {
    this.offset = offset;
    this.device = device;
  }

  now(): number {
    return this.device() + this.offset;
  }

  instant(at: number = this.device()): string {
    return new Date(at + this.offset).toISOString();
  }

  offsetMs(): number {
    return this.offset;
  }

  /** Learn from an answer's Date, which is cut to the second, and when it was asked and received. */
  heard(date: string | null, askedAt: number, receivedAt: number): void {
    const said = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(said)) {
      return;
    }
    const now = { from: said - receivedAt, to: said + 1000 - askedAt };
    const before = this.bounds ?? now;
    const both = { from: Math.max(before.from, now.from), to: Math.min(before.to, now.to) };
    this.bounds = both.from <= both.to ? both : now; // apart: somebody has set a clock
    const { from, to } = this.bounds;
    this.offset = from <= 0 && to >= 0 ? 0 : Math.round((from + to) / 2);
  }
}
