/** Where an item lies and how many of it, while the network is there to ask. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { WhereItLies, type WhereItLiesAnswer } from "../../contract.ts";
import { Code } from "../../parts/code.tsx";
import { Row } from "../../parts/row.tsx";
import { say } from "../../words/scanner.ts";
import { quantity } from "../../words/voice.ts";
import { useFloor } from "../floor.ts";
import { isOutOfReach } from "../reach.ts";

type Balance = NonNullable<WhereItLiesAnswer["balances"]>["nodes"][number];

const SHOWN = 20;

export function Where({ sku }: { readonly sku: string }) {
  const { link } = useFloor();
  const balances = useSignal<readonly Balance[] | null>(null);
  const location = link.session.location.value?.code ?? "";
  useEffect(() => {
    balances.value = null;
    link.session
      .ask(WhereItLies, { sku, location })
      .then((answer) => (balances.value = answer.balances?.nodes ?? null))
      .catch((problem: unknown) => {
        if (!isOutOfReach(problem)) throw problem;
      });
  }, [sku, location]);
  if (balances.value === null) return null;
  const held = balances.value.filter((one) => one.onHand > 0);
  return (
    <>
      <Figures held={held} />
      <section class="pane flush">
        {held.slice(0, SHOWN).map((one) => (
          <Row
            key={`${one.bin.code} ${one.container?.code ?? ""} ${one.disposition}`}
            look="tight"
            icon={one.container ? "full" : "bin"}
            title={<Code>{one.container?.code ?? one.bin.code}</Code>}
            note={<Note of={one} />}
            end={<span class="num">{quantity(one.onHand)}</span>}
          />
        ))}
      </section>
    </>
  );
}

/** Where the container stands, and what is not as it should be. */
function Note({ of: { bin, container, disposition } }: { readonly of: Balance }) {
  const isBoth = container !== null && disposition !== "USABLE";
  return (
    <>
      {container && <bdi>{bin.code}</bdi>}
      {isBoth && " · "}
      {disposition !== "USABLE" && say(`is_${disposition}`)}
    </>
  );
}

function Figures({ held }: { readonly held: readonly Balance[] }) {
  const onHand = held.reduce((sum, one) => sum + one.onHand, 0);
  const reserved = held.reduce((sum, one) => sum + one.reserved, 0);
  const free = held.reduce((sum, one) => sum + one.available, 0);
  const aside = onHand - reserved - free;
  const figures = [
    [say("onHand"), onHand],
    [say("held"), reserved],
    ...(aside === 0 ? [] : [[say("aside"), aside] as const]),
    [say("free"), free],
  ] as const;
  return (
    <dl class="pane flush figs">
      {figures.map(([word, count]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{quantity(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
