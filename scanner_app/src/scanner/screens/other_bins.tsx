/** Where else it could go, while the network is there to ask. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { SuggestBins, type SuggestBinsAnswer } from "../../contract.ts";
import { Code } from "../../parts/code.tsx";
import { say } from "../../words/scanner.ts";
import type { Flow } from "../../work/types.ts";
import { useFloor } from "../floor.ts";
import { isOutOfReach } from "../reach.ts";
import { stepOf } from "../view.ts";

type Suggested = NonNullable<SuggestBinsAnswer["suggestBins"]>;
const SHOWN = 2;

export function OtherBins({ flow }: { readonly flow: Flow }) {
  const { link } = useFloor();
  const suggested = useSignal<Suggested>([]);
  const item = flow.line?.item.id ?? flow.job.task?.item?.id;
  const location = link.session.location.value?.id;
  const amount = flow.job.task?.quantity ?? flow.counted;
  useEffect(() => {
    suggested.value = [];
    if (!item || !location || amount < 1) return;
    link.session
      .ask(SuggestBins, { item: { id: item }, location: { id: location }, quantity: amount })
      .then((answer) => (suggested.value = answer.suggestBins ?? []))
      .catch((problem: unknown) => {
        if (!isOutOfReach(problem)) throw problem;
      });
  }, [item, location, amount]);
  const first = stepOf(flow, "SCAN_BIN")?.accepts[0]?.barcode;
  const others = suggested.value
    .flatMap(({ bin, reasons }) => (bin && bin.code !== first ? [{ bin, reasons }] : []))
    .slice(0, SHOWN);
  // Where ours is not among them, it was chosen for another reason: damaged goods do not go to the pick face.
  const isAmong = suggested.value.some(({ bin }) => bin?.code === first);
  if (others.length === 0 || !isAmong) return <div class="pane grow" />;
  return (
    <section class="pane grow flush">
      <p class="sub">{say("orIfFull")}</p>
      {others.map((one, at) => (
        <div class="row" key={one.bin.id}>
          <span class="rank">{at + 2}</span>
          <div>
            <b>
              <Code>{one.bin.code}</Code>
            </b>
            <span class="dim">{one.reasons.map((reason) => reason.replace(/\.$/, "")).join(" · ")}</span>
          </div>
        </div>
      ))}
    </section>
  );
}
