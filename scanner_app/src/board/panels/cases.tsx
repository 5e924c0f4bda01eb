/** Cases: what went wrong, with what can be done about it, in place. */
import { useSignal, type Signal } from "@preact/signals";
import { Badge } from "../../parts/chip.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { Pictogram } from "../../parts/pictograms.ts";
import { say } from "../../words/board.ts";
import { cases, type CaseRow } from "../watch.ts";
import { since } from "../wire/clock.ts";
import { person } from "../wire/session.ts";
import { Acts } from "./acts.tsx";
import { Notes } from "./notes.tsx";
import type { Said } from "./send.ts";

const SHOWN_MAX = 40;
const ON_WALL = 4;
const PICTURES: Readonly<Record<CaseRow["kind"], Pictogram>> = {
  SHORT_PICK: "short", DISCREPANCY: "warn", VARIANCE: "count", OFFLINE_CONFLICT: "wait", HELP: "help",
  UNKNOWN_BARCODE: "noscan", OVERPROMISED: "halt", LATE_ORDER: "clock", AUTOMATION: "info", RECALL: "halt", OTHER: "info",
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
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="h-case">
        {shown.length === 0 && (cases.value.isWhole
          ? <p class="empty"><Icon name="check" /><b>{say("noCases")}</b></p>
          : <p class="empty" aria-busy="true">{say("loading")}</p>)}
        <ul>
          {shown.slice(0, SHOWN_MAX).map((one, at) => <One key={one.id} item={one} isFirst={at === 0} />)}
          {shown.length > SHOWN_MAX && <li class="case hide"><span /><b>{say("andMore", { count: shown.length - SHOWN_MAX })}</b></li>}
          {shown.length > ON_WALL && <li class="case more"><span /><b>{say("andMore", { count: shown.length - ON_WALL })}</b></li>}
        </ul>
      </div>
    </>
  );
}

function Tabs({ chosen }: { readonly chosen: Signal<Tab> }) {
  return (
    <div class="tabs end" role="group" aria-label={say("cases")}>
      {(["open", "mine"] as const).map((one) => (
        <button key={one} type="button" aria-pressed={chosen.value === one}
          onClick={() => { chosen.value = one; }}>
          {say(one === "open" ? "casesOpen" : "casesMine")}
        </button>
      ))}
    </div>
  );
}

function One({ item, isFirst }: { readonly item: CaseRow; readonly isFirst: boolean }) {
  const asked = useSignal<boolean | null>(null);
  // The worst case shows its actions by itself, and all the rest of it when it is asked for.
  const showsActs = asked.value ?? isFirst;
  const said = useSignal<Said | null>(null);
  return (
    <li class="case">
      <span class={`sev ${MOODS[item.severity]}`}><Icon name={PICTURES[item.kind]} /></span>
      <div>
        <button type="button" class="head1" aria-expanded={asked.value ?? false} onClick={() => { asked.value = !asked.value; }}>
          <b>{say(`case_${item.kind}`)}</b> <span class="dim age">{since(item.openedAt)}</span>
        </button>
        <p>{item.title} {item.bin && <Code>{item.bin.code}</Code>}</p>
        {item.item && <p><Code>{item.item.sku}</Code> <Name>{item.item.name}</Name></p>}
        {!asked.value && noteOf(item) && <p class="said" dir="auto">{noteOf(item)}</p>}
        {item.assignee && <p class="dim">{say("isWith", { name: item.assignee.name })}</p>}
        {said.value && !said.value.isDone && <p role="alert">{said.value.problem}</p>}
        {showsActs && <Acts item={item} said={said} />}
        {asked.value && <Notes item={item} />}
      </div>
    </li>
  );
}

/** What whoever opened it said. */
function noteOf(item: CaseRow): string {
  return item.facts.find((fact) => fact.name === "note")?.text ?? "";
}
