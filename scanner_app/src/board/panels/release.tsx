/** Sends what a carrier waits for to the floor: the orders of one cut-off that nobody was told of yet. */
import { Orders, ReleaseOrders } from "../../contract.ts";
import { say } from "../../words/board.ts";
import type { CutOff } from "../watch.ts";
import { ask } from "../wire/ask.ts";
import { may, place } from "../wire/session.ts";
import { Act } from "./act.tsx";
import { send, type Said } from "./send.ts";

const SECOND_MS = 1_000;

export function Release({ cut }: { readonly cut: CutOff }) {
  if (cut.linesUnreleased === 0 || !may("RELEASE_ORDERS")) return null;
  const label = say("releaseLines", { count: cut.linesUnreleased, carrier: cut.carrier?.name ?? say("noCarrier") });
  return <Act icon="next" label={label} send={() => release(cut)}>{say("release")}</Act>;
}

/** Release a page of orders at a time. */
async function release(cut: CutOff): Promise<Said> {
  let after: string | null = null;
  let found = 0;
  do {
    const page = await ordersOf(cut, after);
    if (page === null) return { isDone: false, problem: say("serverAway") };
    if (page.mine.length > 0) {
      const said = await send(ReleaseOrders, { orders: page.mine });
      if (!said.isDone) return said;
    }
    found += page.mine.length;
    after = page.next;
  } while (after !== null);
  return found > 0 ? { isDone: true, problem: "" } : { isDone: false, problem: say("nothingToRelease") };
}

interface PageOfOrders {
  readonly mine: readonly { readonly id: string }[];
  readonly next: string | null;
}

async function ordersOf(cut: CutOff, after: string | null): Promise<PageOfOrders | null> {
  const filter = {
    locations: [{ code: place.value?.code ?? "" }],
    shipBy: { from: cut.shipBy, to: new Date(new Date(cut.shipBy).getTime() + SECOND_MS).toISOString() },
    statuses: ["PROMISED" as const],
  };
  try {
    const { orders } = await ask(Orders, { filter, after });
    if (orders === null) return null;
    const mine = orders.nodes.filter((one) => (one.carrier?.id ?? null) === (cut.carrier?.id ?? null));
    return { mine: mine.map(({ id }) => ({ id })), next: orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null };
  } catch {
    return null;
  }
}
