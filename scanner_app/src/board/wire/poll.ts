/** Asks again and again, the next time only after the last answer; a page that nobody sees asks nothing. */
import { SignedOut } from "./ask.ts";
import { person } from "./session.ts";

export interface Turn {
  /** Something happened: ask as soon as may be. */
  readonly poke: () => void;
  readonly end: () => void;
}

/** Ask at least every so often, and when poked, but never sooner than `least` after the last answer. */
export function poll(every: number, least: number, read: () => Promise<void>): Turn {
  let isOver = false;
  let isAsking = false;
  let isPoked = false;
  let answeredAt = 0;
  let timer = 0;
  const ask = async (): Promise<void> => {
    isAsking = true;
    isPoked = false;
    try {
      if (!document.hidden) await read();
    } catch (trouble) {
      if (trouble instanceof SignedOut) person.value = null;
    }
    isAsking = false;
    answeredAt = Date.now();
    wait(isPoked ? least : every);
  };
  const wait = (span: number): void => {
    clearTimeout(timer);
    if (!isOver) timer = window.setTimeout(() => void ask(), span);
  };
  void ask();
  return {
    poke: () => {
      if (!isAsking && !isPoked) wait(Math.max(0, answeredAt + least - Date.now()));
      isPoked = true;
    },
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
