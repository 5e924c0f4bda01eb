/** Cases: what went wrong, with what can be done about it, in place. */
import { useSignal, type Signal } from "@preact/signals";
import { AssignCase, RequestCount, ResolveCase } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { Badge } from "../../parts/chip.tsx";
import { Code } from "../../parts/code.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { Pictogram } from "../../parts/pictograms.ts";
import { say } from "../../words/board.ts";
import { cases, type CaseRow } from "../watch.ts";
import { since } from "../wire/clock.ts";
import { may, person, place } from "../wire/session.ts";
import { send, type Said } from "./send.ts";

const SHOWN_MAX = 40;
const PICTURES: Readonly<Record<CaseRow["kind"], Pictogram>> = {
  SHORT_PICK: "short", DISCREPANCY: "warn", VARIANCE: "count", OFFLINE_CONFLICT: "wait", HELP: "help",
  UNKNOWN_BARCODE: "noscan", OVERPROMISED: "halt", LATE_ORDER: "clock", AUTOMATION: "info", OTHER: "info",
};
const MOODS: Readonly<Record<CaseRow["severity"], string>> = { CRITICAL: "stop", WARNING: "warn", INFO: "act" };
const WORST: readonly CaseRow["severity"][] = ["CRITICAL", "WARNING", "INFO"];

type Tab = "open" | "mine";

export function Cases() {
  const tab = useSignal<Tab>("open");
  const open = [...cases.value.things.values()];
  const who = person.value;
  const shown = open
    .filter((one) => tab.value === "open" || (who !== null && who !== "asking" && one.assignee?.id === who.id))
    .sort((one, other) => WORST.indexOf(one.severity) - WORST.indexOf(other.severity) || one.openedAt.localeCompare(other.openedAt));
  return (
    <>
      <header>
        <h2 id="h-case">{say("cases")}</h2>
        <Badge count={open.length} mood="stop" />
        <Tabs chosen={tab} />
      </header>
      <ul class="scroll" tabIndex={0} role="region" aria-labelledby="h-case">
        {shown.length === 0 && <li class="empty"><Icon name="check" /><b>{say("noCases")}</b></li>}
        {shown.slice(0, SHOWN_MAX).map((one, at) => <One key={one.id} item={one} isFirst={at === 0} />)}
        {shown.length > SHOWN_MAX && <li class="case"><span /><b>{say("andMore", { count: shown.length - SHOWN_MAX })}</b></li>}
        {shown.length > 4 && <li class="case more"><span /><b>{say("andMore", { count: shown.length - 4 })}</b></li>}
      </ul>
    </>
  );
}

function Tabs({ chosen }: { readonly chosen: Signal<Tab> }) {
  return (
    <div class="tabs end" role="group" aria-label={say("cases")}>
      {(["open", "mine"] as const).map((one) => (
        <button key={one} type="button" aria-pressed={chosen.value === one} aria-selected={chosen.value === one ? "true" : undefined}
          onClick={() => { chosen.value = one; }}>
          {say(one === "open" ? "casesOpen" : "casesMine")}
        </button>
      ))}
    </div>
  );
}

function One({ item, isFirst }: { readonly item: CaseRow; readonly isFirst: boolean }) {
  const isOpen = useSignal(isFirst);
  const said = useSignal<Said | null>(null);
  return (
    <li class="case">
      <span class={`sev ${MOODS[item.severity]}`}><Icon name={PICTURES[item.kind]} /></span>
      <div>
        <button type="button" class="head1" aria-expanded={isOpen.value} onClick={() => { isOpen.value = !isOpen.value; }}>
          <b>{say(`case_${item.kind}`)}</b> <span class="dim age">{since(item.openedAt)}</span>
        </button>
        <p>{item.title} {item.bin && <Code>{item.bin.code}</Code>}</p>
        {item.assignee && <p class="dim">{say("isWith", { name: item.assignee.name })}</p>}
        {said.value && !said.value.isDone && <p role="alert">{said.value.problem}</p>}
        {isOpen.value && <Acts item={item} said={said} />}
      </div>
    </li>
  );
}

function Acts({ item, said }: { readonly item: CaseRow; readonly said: Signal<Said | null> }) {
  const ending = useSignal<string | null>(null);
  const who = person.value;
  const at = place.value;
  const me = who !== null && who !== "asking" ? who : null;
  const bin = item.bin;
  const count = async (): Promise<void> => {
    if (!bin || !at) return;
    said.value = await send(RequestCount, { operationId: newId(), location: { code: at.code }, bins: [{ id: bin.id }], reason: item.title.slice(0, 200) });
  };
  const take = async (): Promise<void> => {
    if (me) said.value = await send(AssignCase, { operationId: newId(), case: item.id, assignee: { id: me.id }, ifVersion: item.version });
  };
  const resolve = async (): Promise<void> => {
    said.value = await send(ResolveCase, { operationId: newId(), case: item.id, resolution: ending.value ?? "", ifVersion: item.version });
  };
  if (ending.value !== null) return <Ending text={ending} onSend={() => void resolve()} />;
  return (
    <p class="tools">
      {bin && may("REQUEST_COUNT") && <Button icon="count" look="go" isOff={said.value?.isDone} onPress={() => void count()}>{said.value?.isDone ? say("countSent") : say("sendCount")}</Button>}
      {me && item.assignee?.id !== me.id && <Button onPress={() => void take()}>{say("take")}</Button>}
      <Button icon="check" onPress={() => { ending.value = ""; }}>{say("resolve")}</Button>
    </p>
  );
}

function Ending({ text, onSend }: { readonly text: Signal<string | null>; readonly onSend: () => void }) {
  return (
    <form class="tools" onSubmit={(event) => { event.preventDefault(); onSend(); }}>
      <label class="find grow">
        <span class="vh">{say("howItEnded")}</span>
        <input required maxLength={500} placeholder={say("howItEnded")} value={text.value ?? ""} onInput={(event) => { text.value = event.currentTarget.value; }} />
      </label>
      <button type="submit" class="btn go">{say("close")}</button>
      <Button onPress={() => { text.value = null; }}>{say("back")}</Button>
    </form>
  );
}
