/** How much work waits in the house, by kind; what this device holds is always known. */
import { useEffect } from "preact/hooks";
import { OpenWork, type TaskKind } from "../contract.ts";
import { Failed } from "../link/call.ts";
import { type Floor, openTasks } from "./floor.ts";
import { isOutOfReach } from "./reach.ts";

const ASK_AGAIN_MS = 20_000;

/** Keep the numbers fresh while they are looked at. */
export function useQueues(floor: Floor): void {
  useEffect(() => {
    void askQueues(floor);
    const again = setInterval(() => void askQueues(floor), ASK_AGAIN_MS);
    return () => clearInterval(again);
  }, []);
}

/** Waiting for somebody, and held here. */
export function openOf(floor: Floor, kinds: readonly TaskKind[]): number {
  const held = openTasks(floor).filter((task) => kinds.includes(task.kind)).length;
  return kinds.reduce((sum, kind) => sum + (floor.queues.value.get(kind) ?? 0), held);
}

async function askQueues(floor: Floor): Promise<void> {
  const location = floor.link.session.location.peek();
  if (location === null) return;
  try {
    const { queues } = await floor.link.session.ask(OpenWork, { location: { id: location.id } });
    floor.queues.value = new Map(queues?.map(({ kind, queued }) => [kind, queued]));
  } catch (problem) {
    // The numbers of a moment ago, or of this device, are good enough.
    if (!isOutOfReach(problem) && !(problem instanceof Failed)) throw problem;
  }
}
