/** Why is it 7? The entries that make a number, with a running figure, and what holds a part of it. */
import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Explain, RequestCount, type ExplainAnswer, type StockNumber } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { quantity, timeOfDay, day } from "../../words/voice.ts";
import { ask as askServer } from "../wire/ask.ts";
import type { Place } from "../wire/session.ts";
import { useFocusReturn } from "./focus.ts";
import { send, type Said } from "./send.ts";

export interface AskedWhy {
  readonly number: StockNumber;
  readonly item: { readonly id: string; readonly sku: string; readonly name: string };
  readonly place: Place;
  readonly bin: { readonly id: string; readonly code: string } | null;
}

export const why = signal<AskedWhy | null>(null);

/** Open the panel for a number. */
export function ask(asked: AskedWhy): void {
  why.value = asked;
}

type Explanation = NonNullable<ExplainAnswer["explain"]>;
type Term = NonNullable<Explanation["terms"]>["nodes"][number];
const DAY_MS = 86_400_000;

export function Why({ asked }: { readonly asked: AskedWhy }) {
  const told = useSignal<Explanation | "asking" | "away">("asking");
  const panel = useFocusReturn<HTMLElement>();
  useEffect(() => {
    told.value = "asking";
    const filter = { locations: [{ code: asked.place.code }], bins: asked.bin ? [{ id: asked.bin.id }] : null };
    void askServer(Explain, { number: asked.number, item: { id: asked.item.id }, filter, after: null }).then(
      ({ explain }) => { told.value = explain ?? "away"; },
      () => { told.value = "away"; },
    );
  }, [asked]);
  const known = told.value;
  const close = (): void => { why.value = null; };
  const title = typeof known === "string" ? say("why") : say("whyValue", { value: known.quantity });
  return (
    <section class="side" role="dialog" aria-label={title} ref={panel} tabIndex={-1} onKeyDown={(event) => event.key === "Escape" && close()}>
      <div class="cap"><h2>{title}</h2><Button icon="close" look="bare end" label={say("close")} onPress={close} /></div>
      <div class="item"><div><h3><Name>{asked.item.name}</Name></h3><p><Code>{asked.item.sku}</Code> {asked.bin && <Code>{asked.bin.code}</Code>} · {say(`number_${asked.number}`)}</p></div></div>
      {known === "asking" && <p class="empty" aria-busy="true">{say("loading")}</p>}
      {known === "away" && <Notice mood="warn" title={say("serverAway")}>{say("tryAgain")}</Notice>}
      {typeof known !== "string" && <Explained told={known} />}
      <footer class="tools"><SendCount asked={asked} /></footer>
    </section>
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
          <thead><tr><th>{say("when")}</th><th class="wide">{say("what")}</th><th class="n">{say("change")}</th><th class="n">{say("after")}</th></tr></thead>
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
      <td class="n"><b>{signed(term.quantity)}</b></td>
      <td class="n">{quantity(term.after)}</td>
    </tr>
  );
}

function SendCount({ asked }: { readonly asked: AskedWhy }) {
  const said = useSignal<Said | null>(null);
  const press = async (): Promise<void> => {
    const location = { code: asked.place.code };
    const what = asked.bin ? { bins: [{ id: asked.bin.id }] } : { items: [{ id: asked.item.id }] };
    said.value = await send(RequestCount, { operationId: newId(), location, ...what, reason: say("doubted") });
  };
  return (
    <>
      <Button icon="count" look="go" isOff={said.value?.isDone ?? false} onPress={() => void press()}>{say("sendCount")}</Button>
      {said.value && <span role="status">{said.value.isDone ? say("countSent") : said.value.problem}</span>}
    </>
  );
}

function signed(value: number): string {
  return value < 0 ? `−${quantity(-value)}` : value > 0 ? `+${quantity(value)}` : "0";
}
