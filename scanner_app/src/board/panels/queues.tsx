/** The queues: how much work of each kind waits, whether it grows, and what it holds up. */
import { Chip } from "../../parts/chip.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { Pictogram } from "../../parts/pictograms.ts";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { queues, type Queue } from "../watch.ts";
import { now, since } from "../wire/clock.ts";
import { opened } from "./opened.ts";
import { Spark } from "./spark.tsx";

const PICTURES: Readonly<Record<Queue["kind"], Pictogram>> = {
  RECEIVE: "receive", PUT_AWAY: "putaway", REPLENISH: "swap", PICK: "pick", PACK: "item",
  LOAD: "truck", COUNT: "count", INSPECT: "returns", MOVE: "move",
};
const OLD_MS = 2 * 3_600_000;

/** Of these each piece is a task that can be given to somebody. */
const TASKS: ReadonlySet<Queue["kind"]> = new Set(["PUT_AWAY", "REPLENISH", "PICK", "LOAD", "COUNT", "MOVE"]);
/** The order in which goods go through the house. */
const ORDER: readonly Queue["kind"][] = ["RECEIVE", "PUT_AWAY", "REPLENISH", "PICK", "PACK", "LOAD", "COUNT", "INSPECT", "MOVE"];

export function Queues() {
  const shown = [...queues.value].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  return (
    <section class="card que" aria-label={say("queues")}>
      <div class="queues">
        {shown.map((one) => <One key={one.id} queue={one} />)}
      </div>
    </section>
  );
}

function One({ queue }: { readonly queue: Queue }) {
  const growth = queue.growth;
  return (
    <div>
      <h3>
        <Icon name={PICTURES[queue.kind]} />
        {TASKS.has(queue.kind)
          ? <button type="button" class="why" aria-haspopup="dialog" onClick={() => { opened.value = { what: "queue", kind: queue.kind }; }}>{say(`kind_${queue.kind}`)}</button>
          : say(`kind_${queue.kind}`)}
        <span class="tr">
          {growth !== null && <Growth by={growth} />}
        </span>
      </h3>
      <span class="big">{quantity(queue.queued + queue.inProgress)}</span>
      <Spark values={queue.trend.map((point) => point.open)} width={70} height={26} />
      <p><Foot queue={queue} /></p>
    </div>
  );
}

function Growth({ by }: { readonly by: number }) {
  return (
    <>
      <Icon name={by > 0 ? "up" : by < 0 ? "down" : "flat"} />
      <bdi dir="ltr">{by > 0 ? "+" : by < 0 ? "−" : ""}{quantity(Math.abs(by))}</bdi>
    </>
  );
}

function Foot({ queue }: { readonly queue: Queue }) {
  if (queue.blocks > 0) return <Chip icon="halt" mood="stop">{say("blocks", { count: queue.blocks })}</Chip>;
  if (queue.overdue > 0) return <Chip icon="clock" mood="warn">{say("overdue", { count: queue.overdue })}</Chip>;
  if (queue.oldestAt === null) return <>{say("nothingWaits")}</>;
  const oldest = say("oldest", { time: since(queue.oldestAt) });
  if (now.value - new Date(queue.oldestAt).getTime() > OLD_MS) return <Chip icon="clock" mood="warn">{oldest}</Chip>;
  return <>{say("people", { count: queue.people })} · {oldest}</>;
}
