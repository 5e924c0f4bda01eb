/** What lies in a bin, by name and never how many: whoever looks may be asked to count it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { NamesInBin, type NamesInBinAnswer } from "../../contract.ts";
import { Code, Name } from "../../parts/code.tsx";
import { Row } from "../../parts/row.tsx";
import { say } from "../../words/scanner.ts";
import { useFloor } from "../floor.ts";
import { isOutOfReach } from "../reach.ts";

type Item = NonNullable<NamesInBinAnswer["balances"]>["nodes"][number]["item"];

const SHOWN = 20;

export function Inside({ binId }: { readonly binId: string }) {
  const { link } = useFloor();
  const items = useSignal<readonly Item[] | null>(null);
  const location = link.session.location.value?.code ?? "";
  useEffect(() => {
    items.value = null;
    link.session
      .ask(NamesInBin, { bin: { id: binId }, location: { code: location } })
      .then(({ balances }) => (items.value = balances?.nodes.map((one) => one.item) ?? null))
      .catch((problem: unknown) => {
        if (!isOutOfReach(problem)) throw problem;
      });
  }, [binId, location]);
  if (items.value === null) return null;
  const each = [...new Map(items.value.map((item) => [item.id, item])).values()];
  if (each.length === 0) return <p class="pane lead">{say("nothingInside")}</p>;
  return (
    <section class="pane flush">
      {each.slice(0, SHOWN).map((item) => (
        <Row key={item.id} look="tight" icon="item" title={<Code>{item.sku}</Code>} note={<Name>{item.name}</Name>} />
      ))}
    </section>
  );
}
