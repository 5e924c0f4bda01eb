/** A panel about one thing that is asked for again and again while it is open. */
import { useSignal, type ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { tasks } from "../watch.ts";
import { poll } from "../wire/poll.ts";
import { Drawer } from "./drawer.tsx";

const OFTEN_MS = 5_000;
const AT_ONCE_MS = 500;

/** What is known: null when there is no such thing. */
export type Known<T> = T | null | "asking" | "away";

/** Keep asking; at once when the floor's work moves. */
export function useStanding<T>(read: () => Promise<T | null>, of: string): ReadonlySignal<Known<T>> {
  const known = useSignal<Known<T>>("asking");
  useEffect(() => {
    const turn = poll(OFTEN_MS, AT_ONCE_MS, async () => {
      try {
        known.value = await read();
      } catch (trouble) {
        if (known.peek() === "asking") known.value = "away";
        throw trouble;
      }
    });
    const leaves = [tasks.subscribe(turn.poke), turn.end];
    return () => leaves.forEach((leave) => leave());
  }, [of]);
  return known;
}

interface StandingLook<T> {
  readonly title: string;
  readonly known: Known<T>;
  readonly show: (thing: T) => ComponentChildren;
}

export function Standing<T extends object>({ title, known, show }: StandingLook<T>) {
  return (
    <Drawer title={title}>
      {known === "asking" && <p class="empty" aria-busy="true">{say("loading")}</p>}
      {known === "away" && <Notice mood="warn" title={say("serverAway")}>{say("tryAgain")}</Notice>}
      {known === null && <p class="empty">{say("notThere")}</p>}
      {known !== null && typeof known === "object" && <div class="scroll" tabIndex={0} role="region" aria-label={title}>{show(known)}</div>}
    </Drawer>
  );
}
