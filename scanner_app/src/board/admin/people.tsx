/** People: who works here, in which role, signed in where; a new badge or PIN; end a session. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { EndSession, People, Roles, SaveUser, type PeopleAnswer, type RolesAnswer } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { Field } from "../../parts/field.tsx";
import { say } from "../../words/board.ts";
import { LANGUAGES, language, spokenLanguage } from "../../words/voice.ts";
import { send, type Said } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import { may, type Place } from "../wire/session.ts";
import { Choice } from "./choice.tsx";
import { Form, text } from "./form.tsx";
import { List } from "./list.tsx";

type Somebody = NonNullable<PeopleAnswer["users"]>["nodes"][number];
type Role = NonNullable<RolesAnswer["roles"]>[number];
const PAGE = 50;
const NONE = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

export function PeoplePage({ at }: { readonly at: Place }) {
  const chosen = useSignal<Somebody | "new" | null>(null);
  const turn = useSignal(0);
  const again = (): void => { turn.value += 1; };
  const close = (): void => { chosen.value = null; };
  const open = chosen.value;
  return (
    <div class="beside">
      <List
        title={say("page_people")}
        turn={turn.value}
        read={async (search, after) => (await ask(People, { filter: search === "" ? null : { search }, first: PAGE, after })).users ?? NONE}
        columns={[say("person"), say("name"), say("roles"), say("signedInOn")]}
        keyOf={(one) => one.id}
        row={(one) => <Cells one={one} onChoose={() => { chosen.value = one; }} />}
        acts={may("MANAGE_PEOPLE") && <Button look="go" onPress={() => { chosen.value = "new"; }}>{say("add")}</Button>}
      />
      {open === "new" && <NewPerson at={at} onSaved={again} onClose={close} />}
      {open !== null && open !== "new" && <PersonForm key={open.id} one={open} onSaved={again} onClose={close} />}
    </div>
  );
}

function Cells({ one, onChoose }: { readonly one: Somebody; readonly onChoose: () => void }) {
  const roles = one.grants.map((grant) => `${grant.role.name}${grant.location ? ` (${grant.location.code})` : ""}`).join(", ");
  return (
    <>
      <td><button type="button" class="why" onClick={onChoose}><Code>{one.code}</Code></button></td>
      <td>{one.name}{!one.isActive && ` (${say("notInUse")})`}</td>
      <td class="dim" title={roles}>{roles}</td>
      <td class="dim">{whereabouts(one)}</td>
    </>
  );
}

function whereabouts(one: Somebody): string {
  const where = (one.sessions ?? []).map((session) => session.device?.code ?? say("desk"));
  return [...new Set(where)].join(", ");
}

interface FormLook {
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

function PersonForm({ one, onSaved, onClose }: FormLook & { readonly one: Somebody }) {
  const save = async (given: FormData): Promise<Said> => {
    const said = await send(SaveUser, {
      operationId: newId(),
      user: { id: one.id },
      ifVersion: one.version,
      name: text(given, "name"),
      isActive: given.get("isActive") === "on",
      language: text(given, "language"),
      newBadge: text(given, "badge"),
      newPin: text(given, "pin"),
    });
    if (said.isDone) onSaved();
    return said;
  };
  return (
    <div>
      <Form title={one.code} action={say("save")} onSend={save} onClose={onClose}>
        <Field label={say("name")} input={{ name: "name", required: true, maxLength: 200, defaultValue: one.name, autoComplete: "off" }} />
        <Speaks language={spokenLanguage(one.language)} />
        <Credentials />
        <label class="tick1"><input type="checkbox" name="isActive" defaultChecked={one.isActive} /> {say("worksHere")}</label>
      </Form>
      {(one.sessions ?? []).map((session) => <Session key={session.id} id={session.id} device={session.device?.code ?? say("desk")} onSaved={onSaved} />)}
    </div>
  );
}

function NewPerson({ at, onSaved, onClose }: FormLook & { readonly at: Place }) {
  const roles = useSignal<readonly Role[]>([]);
  useEffect(() => void ask(Roles, {}).then((answer) => { roles.value = answer.roles ?? []; }, () => undefined), []);
  const save = async (given: FormData): Promise<Said> => {
    const said = await send(SaveUser, {
      operationId: newId(),
      code: text(given, "code"),
      name: text(given, "name"),
      language: text(given, "language"),
      newBadge: text(given, "badge"),
      newPin: text(given, "pin"),
      grants: [{ role: { code: text(given, "role") ?? "" }, location: { code: at.code } }],
    });
    if (said.isDone) onSaved();
    return said;
  };
  return (
    <Form title={say("newPerson")} action={say("save")} onSend={save} onClose={onClose}>
      <Field label={say("person")} input={{ name: "code", required: true, maxLength: 64, autoComplete: "off" }} />
      <Field label={say("name")} input={{ name: "name", required: true, maxLength: 200, autoComplete: "off" }} />
      <Choice label={say("role")} name="role" chosen="" options={roles.value.map((role) => [role.code, role.name] as const)} />
      <Speaks language={language.value} />
      <Credentials />
    </Form>
  );
}

function Speaks({ language: chosen }: { readonly language: string }) {
  return <Choice label={say("speaks")} name="language" chosen={chosen} options={Object.entries(LANGUAGES)} />;
}

function Credentials() {
  return (
    <>
      <Field label={say("newBadge")} input={{ name: "badge", maxLength: 64, autoComplete: "off" }} />
      <Field label={say("newPin")} input={{ name: "pin", type: "password", inputMode: "numeric", pattern: "[0-9]{4,12}", autoComplete: "new-password" }} />
    </>
  );
}

function Session({ id, device, onSaved }: { readonly id: string; readonly device: string; readonly onSaved: () => void }) {
  const said = useSignal<Said | null>(null);
  const press = async (): Promise<void> => {
    said.value = await send(EndSession, { operationId: newId(), session: id });
    if (said.value.isDone) onSaved();
  };
  return (
    <p class="tools pad0">
      <Button icon="close" onPress={() => void press()}>{say("endSession", { device })}</Button>
      {said.value && !said.value.isDone && <span role="alert">{said.value.problem}</span>}
    </p>
  );
}
