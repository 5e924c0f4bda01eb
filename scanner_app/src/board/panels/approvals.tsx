/** Approvals: what waits for a second person's yes; who asked or counted may not decide, and sees why. */
import { useSignal, type Signal } from "@preact/signals";
import { DecideApproval, type Verdict } from "../../contract.ts";
import { Button } from "../../parts/button.tsx";
import { Badge, Chip } from "../../parts/chip.tsx";
import { Icon } from "../../parts/icon.tsx";
import { say } from "../../words/board.ts";
import { approvals, learned, type ApprovalRow } from "../watch.ts";
import { may } from "../wire/session.ts";
import { Learned } from "./learned.tsx";
import { since } from "../wire/clock.ts";
import { money } from "./money.ts";
import { send, type Said } from "./send.ts";
import { Words } from "./words.tsx";

const SHOWN_MAX = 20;
const REASONS = ["COUNT", "DAMAGED", "ENTRY_WRONG", "EXPIRED", "FOUND", "LOST", "SAMPLE", "SCRAPPED", "STOLEN"] as const;

export function Approvals() {
  const waiting = [...approvals.value.things.values()].sort((one, other) => one.requestedAt.localeCompare(other.requestedAt));
  const count = waiting.length + (may("EDIT_MASTER_DATA") ? learned.value.length : 0);
  return (
    <>
      <header class="sub2">
        <h2 id="h-app">{say("approvals")}</h2>
        <Badge count={count} />
      </header>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="h-app">
        {count === 0 && <p class="empty">{say(approvals.value.isWhole ? "noApprovals" : "loading")}</p>}
        <ul>
          {waiting.slice(0, SHOWN_MAX).map((one) => <One key={one.id} approval={one} />)}
          {waiting.length > SHOWN_MAX && <li class="case"><span /><b>{say("andMore", { count: waiting.length - SHOWN_MAX })}</b></li>}
          {may("EDIT_MASTER_DATA") && learned.value.map((one) => <Learned key={one.id} barcode={one} />)}
        </ul>
      </div>
    </>
  );
}

function One({ approval }: { readonly approval: ApprovalRow }) {
  const said = useSignal<Said | null>(null);
  return (
    <li class="case">
      <span class="sev act"><Icon name="user" /></span>
      <div>
        <b>{approval.sentence}</b> {approval.value && <span class="dim age">{money(approval.value)}</span>}
        <p>{approval.reason && `${reasonOf(approval.reason)} · `}{say("ago", { time: since(approval.requestedAt) })}</p>
        {said.value && !said.value.isDone && <p role="alert">{said.value.problem}</p>}
        {approval.mayDecide ? <Decide approval={approval} said={said} /> : <WhyNot code={approval.mayNotBecause ?? ""} />}
      </div>
    </li>
  );
}

/** A reason that we know is said in the reader's language, any other as it was written. */
function reasonOf(reason: string): string {
  const known = REASONS.find((one) => one === reason);
  return known === undefined ? reason : say(`reason_${known}`);
}

function WhyNot({ code }: { readonly code: string }) {
  const words = code === "SELF_APPROVAL" ? say("ownRequest") : say("notYours");
  return <p><Chip icon="lock">{words}</Chip> {say("anotherDecides")}</p>;
}

function Decide({ approval, said }: { readonly approval: ApprovalRow; readonly said: Signal<Said | null> }) {
  const isBusy = useSignal(false);
  const isRefusing = useSignal(false);
  const decide = async (verdict: Verdict, note: string | null): Promise<void> => {
    isBusy.value = true;
    said.value = await send(DecideApproval, { approval: approval.id, verdict, note, ifVersion: approval.version });
    isBusy.value = false;
  };
  // A no must say why.
  if (isRefusing.value) {
    return <Words ask={say("why")} action={say("refuse")} onSend={(words) => void decide("REJECT", words)} onBack={() => { isRefusing.value = false; }} />;
  }
  return (
    <p class="tools">
      <Button icon="check" look="go" isBusy={isBusy.value} onPress={() => void decide("APPROVE", null)}>{say("approve")}</Button>
      <Button icon="cross" look="no" isOff={isBusy.value} onPress={() => { isRefusing.value = true; }}>{say("refuse")}</Button>
    </p>
  );
}
