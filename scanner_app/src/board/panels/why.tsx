/** Why is it 7? The entries that make a number, with a running figure, and what holds a part of it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { BinStanding, Explain, ItemStanding, type ExplainAnswer } from "../../contract.ts";
import { Code, Name } from "../../parts/code.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { quantity, timeOfDay, day } from "../../words/voice.ts";
import { balances, stock } from "../watch.ts";
import { ask as askServer } from "../wire/ask.ts";
import { poll } from "../wire/poll.ts";
import { SendCount } from "./count.tsx";
import { Drawer } from "./drawer.tsx";
import type { AskedWhy } from "./opened.ts";
import type { PartName, Stands } from "./standing.ts";
import { Sum } from "./sum.tsx";

type Explanation = NonNullable<ExplainAnswer["explain"]>;
type Term = NonNullable<Explanation["terms"]>["nodes"][number];
const DAY_MS = 86_400_000;

interface Told {
  readonly explained: Explanation;
  readonly stands: readonly Stands[];
}

const OFTEN_MS = 5_000;
const AT_ONCE_MS = 300;
const MEANT: Readonly<Record<AskedWhy["number"], PartName>> = { ON_HAND: "onHand", HELD: "promised", AVAILABLE: "free" };

async function look({ number, item, place, bin }: AskedWhy): Promise<Told | "away"> {
  const locations = [{ code: place.code }];
  const filter = { locations, bins: bin ? [{ id: bin.id }] : null };
  const ref = { id: item.id };
  const [{ explain }, stands] = await Promise.all([
    askServer(Explain, { number, item: ref, filter, after: null }),
    bin
      ? askServer(BinStanding, { item: ref, bin: { id: bin.id }, locations }).then((answer) => answer.balances?.nodes ?? [])
      : askServer(ItemStanding, { item: ref, locations }).then((answer) => answer.stock?.nodes ?? []),
  ]);
  return explain ? { explained: explain, stands } : "away";
}

export function Why({ asked }: { readonly asked: AskedWhy }) {
  const told = useSignal<Told | "asking" | "away">("asking");
  useEffect(() => {
    told.value = "asking";
    // It goes on being true while it is open: asked again when stock moves, and now and then.
    const turn = poll(OFTEN_MS, AT_ONCE_MS, async () => {
      try {
        told.value = await look(asked);
      } catch (trouble) {
        if (told.peek() === "asking") told.value = "away";
        throw trouble;
      }
    });
    const leaves = [stock.subscribe(turn.poke), balances.subscribe(turn.poke), turn.end];
    return () => leaves.forEach((leave) => leave());
  }, [asked]);
  const known = told.value;
  const title = typeof known === "string" ? say("why") : say("whyValue", { value: known.explained.quantity });
  const { bin, item, place } = asked;
  const foot = <SendCount at={place} look="go" words={say("sendCount")} what={bin ? { bins: [{ id: bin.id }] } : { items: [{ id: item.id }] }} />;
  return (
    <Drawer title={title} foot={foot}>
      <div class="item"><div><h3><Name>{item.name}</Name></h3><p><Code>{item.sku}</Code> {bin && <Code>{bin.code}</Code>} · {say(`number_${asked.number}`)}</p></div></div>
      {known === "asking" && <p class="empty" aria-busy="true">{say("loading")}</p>}
      {known === "away" && <Notice mood="warn" title={say("serverAway")}>{say("tryAgain")}</Notice>}
      {typeof known !== "string" && (
        <>
          <Sum rows={known.stands} meant={MEANT[asked.number]} />
          <Explained told={known.explained} />
        </>
      )}
    </Drawer>
  );
}

function Explained({ told }: { readonly told: Explanation }) {
  return (
    <>
      <p class="sum">
        <span><b>{quantity(told.added)}</b>{say("in")}</span><i>−</i><span><b>{quantity(told.taken)}</b>{say("out")}</span><i>=</i>
        <span class="eq"><b>{quantity(told.quantity)}</b>{say(`number_${told.number}`)}</span>
      </p>
      <Notice mood="info" title={told.sentence}>
        {told.groups.map((group) => `${group.label} ${signed(group.quantity)}`).join(", ")}
      </Notice>
      <div class="scroll" tabIndex={0} role="region" aria-label={say("entries")}>
        <table class="data">
          <thead><tr><th class="when">{say("when")}</th><th class="wide">{say("what")}</th><th class="n">{say("change")}</th><th class="n">{say("after")}</th></tr></thead>
          <tbody>{told.terms.nodes.map((term, at) => <TermRow key={at} term={term} />)}</tbody>
        </table>
        {told.terms.pageInfo.hasNextPage && <p class="dim pad0">{say("olderNotShown")}</p>}
      </div>
    </>
  );
}

function TermRow({ term }: { readonly term: Term }) {
  const at = new Date(term.at).getTime();
  return (
    <tr>
      <td class="dim">{Date.now() - at < DAY_MS ? timeOfDay(at) : day(term.at)}</td>
      <td title={term.sentence}>{term.sentence}{term.operation?.actor && <span class="dim"> · {term.operation.actor.name}</span>}</td>
      <td class="n"><b dir="ltr">{signed(term.quantity)}</b></td>
      <td class="n">{quantity(term.after)}</td>
    </tr>
  );
}

function signed(value: number): string {
  return value < 0 ? `−${quantity(-value)}` : value > 0 ? `+${quantity(value)}` : "0";
}
