/** What is kept on the device: what waits, what failed, and whose it is. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Past } from "../../link/outbox.ts";
import { Button } from "../../parts/button.tsx";
import { Whole } from "../../parts/code.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Row } from "../../parts/row.tsx";
import { Sheet } from "../../parts/sheet.tsx";
import { say } from "../../words/scanner.ts";
import { timeOfDay } from "../../words/voice.ts";
import { type Floor, useFloor } from "../floor.ts";
import { together } from "../together.ts";
import { lightOf } from "../light.ts";

export function OutboxSheet() {
  const floor = useFloor();
  const { state } = floor.link;
  const waiting = state.waiting.value;
  const past = useSignal<readonly Past[]>([]);
  useEffect(() => {
    void floor.link.outbox.history().then((rows) => (past.value = rows));
  }, [waiting]);
  return (
    <Sheet
      title={waiting === 0 ? say("allSent") : say("keptHere", { count: waiting })}
      onClose={() => (floor.sheet.value = null)}
      acts={
        <Button icon="check" look="go side1" onPress={() => (floor.sheet.value = null)}>
          {say("goOn")}
        </Button>
      }
    >
      <State floor={floor} />
      <ul class="flush">
        {together(past.value.filter((row) => row.outcome !== "APPLIED")).map((row) => (
          <li key={row.operationId}>
            <Row
              icon={row.outcome === "WAITING" ? "wait" : row.outcome === "APPLIED_WITH_CASE" ? "flag" : "cross"}
              title={<Whole>{row.label}</Whole>}
              note={row.message && <span dir="auto">{row.message}</span>}
              end={<span class="dim">{timeOfDay(row.at)}</span>}
            />
          </li>
        ))}
        {state.waitingFor.value.map((other) => (
          <li key={other.person}>
            <Row icon="user" title={<span dir="auto">{other.name}</span>} note={say("waitsForThem", { count: other.waiting })} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function State({ floor }: { readonly floor: Floor }) {
  const { state, clock, tasks } = floor.link;
  const light = lightOf(state, clock);
  const isHeard = state.lastHeardAt.value;
  return (
    <div class="pad16 first">
      {light.state === "off" ? (
        <Notice mood="warn" title={light.offlineMinutes < 1 ? say("noNetwork") : say("noNetworkFor", { count: light.offlineMinutes })}>
          {say("goOnWorking", { count: tasks.kept.value.length })}
        </Notice>
      ) : (
        <Notice mood="ok" title={say("online")}>
          {isHeard === null ? "" : say("lastHeard", { time: timeOfDay(isHeard) })}
        </Notice>
      )}
      {state.isProtected.value === false && <p class="dim">{say("notProtected")}</p>}
    </div>
  );
}
