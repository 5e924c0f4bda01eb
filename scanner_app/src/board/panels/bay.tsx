/** A bay from near by: its bins from the top down, what is in their way, and a count of one. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { HeatOfBay, type HeatOfBayAnswer } from "../../contract.ts";
import { Chip } from "../../parts/chip.tsx";
import { Code } from "../../parts/code.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { heatMetric, stockGrain, stockSearch } from "../watch.ts";
import { ask } from "../wire/ask.ts";
import type { Place } from "../wire/session.ts";
import { SendCount } from "./count.tsx";
import { Drawer } from "./drawer.tsx";

type Cell = NonNullable<HeatOfBayAnswer["heatMap"]>["cells"][number];

interface BayLook {
  readonly at: Place;
  readonly aisle: string;
  readonly bays: readonly string[];
}

export function Bay({ at, aisle, bays }: BayLook) {
  const cells = useSignal<readonly Cell[] | "asking" | "away">("asking");
  const metric = heatMetric.value;
  useEffect(() => {
    const reads = bays.map((bay) => ask(HeatOfBay, { location: { code: at.code }, metric, aisle, bay }));
    void Promise.all(reads).then(
      (answers) => { cells.value = answers.flatMap((answer) => answer.heatMap?.cells ?? []); },
      () => { cells.value = "away"; },
    );
  }, [aisle, bays, metric]);
  const known = cells.value;
  const title = say("bayOf", { aisle, bay: bays.length > 1 ? `${bays[0] ?? ""}–${bays.at(-1) ?? ""}` : bays[0] ?? "" });
  return (
    <Drawer title={title}>
      {known === "asking" && <p class="empty" aria-busy="true">{say("loading")}</p>}
      {known === "away" && <Notice mood="warn" title={say("serverAway")}>{say("tryAgain")}</Notice>}
      {typeof known !== "string" && (
        <div class="scroll" tabIndex={0} role="region" aria-label={title}>
          <table class="data">
            <thead><tr><th class="at">{say("bin")}</th><th class="n at">{say(`metric_${metric}`)}</th><th>{say("state")}</th><th class="act1">{say("actions")}</th></tr></thead>
            <tbody>{known.map((cell) => <Row key={cell.binId} cell={cell} at={at} />)}</tbody>
          </table>
        </div>
      )}
    </Drawer>
  );
}

function Row({ cell, at }: { readonly cell: Cell; readonly at: Place }) {
  const show = (): void => {
    stockGrain.value = "bin";
    stockSearch.value = cell.code;
  };
  return (
    <tr>
      <td><button type="button" class="why" title={say("whatLiesIn", { bin: cell.code })} onClick={show}><Code>{cell.code}</Code></button></td>
      <td class="n">{cell.value === null ? "–" : quantity(Math.round(cell.value))}</td>
      <td>{cell.isBlocked && <Chip icon="lock" mood="warn">{say("closed")}</Chip>}</td>
      <td><SendCount at={at} what={{ bins: [{ id: cell.binId }] }} words={say("countIt")} /></td>
    </tr>
  );
}
