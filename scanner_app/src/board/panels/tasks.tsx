/** The tasks of one kind, live: who has which, by when, and a supervisor's word on each. */
import { useSignal, type Signal } from "@preact/signals";
import { AssignTask, CancelTask } from "../../contract.ts";
import { Button } from "../../parts/button.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { people, tasks, type Queue, type TaskRow } from "../watch.ts";
import { since } from "../wire/clock.ts";
import { PrintButton } from "./print.tsx";
import { may, type Place } from "../wire/session.ts";
import { Drawer } from "./drawer.tsx";
import { send, type Said } from "./send.ts";

const SHOWN_MAX = 80;
/** Smaller comes first. */
const FIRST_OF_ALL = 1;

export function Tasks({ at, kind }: { readonly at: Place; readonly kind: Queue["kind"] }) {
  const all = [...tasks.value.things.values()]
    .filter((one) => one.kind === kind)
    .sort((one, other) => one.priority - other.priority || one.createdAt.localeCompare(other.createdAt));
  const title = say("tasksOf", { kind: say(`kind_${kind}`), count: all.length });
  return (
    <Drawer title={title}>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        {all.length === 0 && <p class="empty">{say("noTasks")}</p>}
        <ul>{all.slice(0, SHOWN_MAX).map((one) => <One key={one.id} at={at} task={one} />)}</ul>
        {all.length > SHOWN_MAX && <p class="pad0">{say("andMore", { count: all.length - SHOWN_MAX })}</p>}
      </div>
    </Drawer>
  );
}

function One({ at, task }: { readonly at: Place; readonly task: TaskRow }) {
  const card = cardOf(task);
  const said = useSignal<Said | null>(null);
  return (
    <li class="row task">
      <b title={task.item?.name}>{task.documentNumber && <Code>{task.documentNumber}</Code>} {task.item && <Name>{task.item.name}</Name>}</b>
      <div>
        <p class="dim">
          {task.quantity !== null && <><bdi dir="ltr">{quantity(task.done)} / {quantity(task.quantity)}</bdi> · </>}
          {task.from && <Code>{task.from.code}</Code>}{task.to && <> → <Code>{task.to.code}</Code></>} · {say("waits", { time: since(task.createdAt) })}
        </p>
        {task.priority <= FIRST_OF_ALL && <Chip icon="up" mood="act">{say("comesFirst")}</Chip>}
        {said.value && !said.value.isDone && <p role="alert">{said.value.problem}</p>}
      </div>
      <div class="tools">
        {may("ASSIGN_TASKS") ? <Word task={task} said={said} /> : <span class="grow">{task.assignee?.name}</span>}
        {card && <PrintButton at={at} subjects={[{ document: card }]} word={say("taskCard")} />}
      </div>
    </li>
  );
}

/** What a card can begin: a walk, a count or a receipt; an order has its own. */
function cardOf({ walk, kind, documentNumber }: TaskRow): { readonly number: string } | null {
  if (walk) return { number: walk.number };
  return kind === "COUNT" && documentNumber !== null ? { number: documentNumber } : null;
}

function Word({ task, said }: { readonly task: TaskRow; readonly said: Signal<Said | null> }) {
  const crew = new Map((people.value ?? []).flatMap(({ user }) => (user ? [[user.id, user.name] as const] : [])));
  if (task.assignee) crew.set(task.assignee.id, task.assignee.name);
  const assign = async (assignee: string, priority: number | null): Promise<void> => {
    const to = assignee === "" ? null : { id: assignee };
    said.value = await send(AssignTask, { task: task.id, assignee: to, priority });
  };
  const cancel = async (): Promise<void> => {
    said.value = await send(CancelTask, { task: task.id, reason: say("calledOff") });
  };
  return (
    <>
      <select aria-label={say("whoDoes", { task: task.documentNumber ?? task.item?.sku ?? "" })} value={task.assignee?.id ?? ""}
        onChange={(event) => void assign(event.currentTarget.value, null)}>
        <option value="">{say("anybody")}</option>
        {[...crew].map(([id, name]) => <option key={id} value={id}>{name}</option>)}
      </select>
      {task.priority > FIRST_OF_ALL && <Button icon="up" label={say("putFirst")} onPress={() => void assign(task.assignee?.id ?? "", FIRST_OF_ALL)} />}
      <Button icon="cross" look="no" label={say("callOff")} onPress={() => void cancel()} />
    </>
  );
}
