// The beat of the link: looks after the server while nothing else does, and hurries when the network is back.

type Beat = {
  /** Ask whether the server is there. */
  probe(): Promise<void>;
  /** Send what waits, now. */
  hurry(): void;
  /** Renew leases and what is known. */
  renew(): Promise<void>;
  lost(): void;
};

const BEAT_MS = 5000;
const RENEW_EVERY = 4;

export class Pulse {
  private readonly beat: Beat;
  private readonly stopping = new AbortController();
  private timer: ReturnType<typeof setInterval> | undefined;
  private beats = 0;
  private isRenewing = false;

  constructor(beat: Beat) {
    this.beat = beat;
  }

  start(): void {
    this.timer = setInterval(() => void this.tick(), BEAT_MS);
    const { signal } = this.stopping;
    const back = (): void => {
      void this.beat.probe();
      this.beat.hurry();
    };
    if (typeof window !== "undefined") {
      window.addEventListener("online", back, { signal });
      window.addEventListener("pageshow", back, { signal });
      window.addEventListener("offline", () => this.beat.lost(), { signal });
      document.addEventListener("visibilitychange", () => void (!document.hidden && back()), { signal });
    }
    void this.renewOnce();
  }

  stop(): void {
    clearInterval(this.timer);
    this.stopping.abort();
  }

  private async tick(): Promise<void> {
    this.beats += 1;
    if (typeof document !== "undefined" && document.hidden) {
      return;
    }
    await this.beat.probe();
    if (this.beats % RENEW_EVERY === 0) {
      await this.renewOnce();
    }
  }

  /** A catalogue takes longer than a beat; the next one waits. */
  private async renewOnce(): Promise<void> {
    if (!this.isRenewing) {
      this.isRenewing = true;
      try {
        await this.beat.renew();
      } finally {
        this.isRenewing = false;
      }
    }
  }
}
