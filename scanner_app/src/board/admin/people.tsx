/** People: who works here, in which role, signed in where; a new badge or PIN; end a session. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { EndSession, People, Roles, SaveUser, type PeopleAnswer, type RolesAnswer } from "../../contract.ts";
import { Name } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { LANGUAGES, language, spokenLanguage } from "../../words/voice.ts";
import { Act } from "../panels/act.tsx";
import { send } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import type { Place } from "../wire/session.ts";
import { Desk } from "./desk.tsx";
import { Choice, CodeLine, Line, Tick } from "./fields.tsx";
import { Form, text, type Editing } from "./form.tsx";

type Somebody = NonNullable<PeopleAnswer["users"]>["nodes"][number];
type Role = NonNullable<RolesAnswer["roles"]>[number];

export function PeoplePage({ at }: { readonly at: Place }) {
  return (
    <Desk
      title={say("page_people")}
      read={async ({ search, ...page }) => (await ask(People, { filter: search === null ? null : { search }, ...page })).users}
      columns={[say("person"), say("name"), say("roles"), say("signedInOn")]}
      codeOf={(one) => one.code}
      cells={(one) => <Cells one={one} />}
      adds="MANAGE_PEOPLE"
      form={({ one, ...editing }) => (one === null ? <NewPerson at={at} {...editing} /> : <PersonForm one={one} {...editing} />)}
    />
  );
}

function Cells({ one }: { readonly one: Somebody }) {
  const roles = one.grants.map((grant) => `${grant.role.name}${grant.location ? ` (${grant.location.code})` : ""}`).join(", ");
  const where = (one.sessions ?? []).map((session) => session.device?.code ?? say("desk"));
  return (
    <>
      <td><Name>{one.name}</Name>{!one.isActive && ` (${say("notInUse")})`}</td>
      <td class="dim" title={roles}><bdi>{roles}</bdi></td>
      <td class="dim">{[...new Set(where)].join(", ")}</td>
    </>
  );
}

type FormLook = Omit<Editing<Somebody>, "one">;

function PersonForm({ one, ...editing }: FormLook & { readonly one: Somebody }) {
  const save = (given: FormData) => send(SaveUser, {
    user: { id: one.id },
    ifVersion: one.version,
    isActive: given.get("isActive") === "on",
    ...said(given),
  });
  return (
    <>
      <Form title={one.code} save={save} {...editing}>
        <Who name={one.name} speaks={spokenLanguage(one.language)} />
        <Tick label={say("worksHere")} name="isActive" isOn={one.isActive} />
      </Form>
      {(one.sessions ?? []).map((session) => (
        <p key={session.id} class="tools pad0">
          <Act icon="close" send={() => send(EndSession, { session: session.id })} onDone={editing.onSaved}>{say("endSession", { device: session.device?.code ?? say("desk") })}</Act>
        </p>
      ))}
    </>
  );
}

function NewPerson({ at, ...editing }: FormLook & { readonly at: Place }) {
  const roles = useSignal<readonly Role[]>([]);
  useEffect(() => void ask(Roles, {}).then((answer) => { roles.value = answer.roles ?? []; }, () => undefined), []);
  const save = (given: FormData) => send(SaveUser, {
    code: text(given, "code"),
    grants: [{ role: { code: text(given, "role") ?? "" }, location: { code: at.code } }],
    ...said(given),
  });
  return (
    <Form title={say("newPerson")} save={save} {...editing}>
      <CodeLine label={say("person")} name="code" />
      <Choice label={say("role")} name="role" chosen="" options={roles.value.map((role) => [role.code, role.name] as const)} />
      <Who name="" speaks={language.value} />
    </Form>
  );
}

/** What is asked of everybody, new or not. */
function Who({ name, speaks }: { readonly name: string; readonly speaks: string }) {
  return (
    <>
      <Line label={say("name")} name="name" required defaultValue={name} />
      <Choice label={say("speaks")} name="language" chosen={speaks} options={Object.entries(LANGUAGES)} />
      <Line label={say("newBadge")} name="badge" maxLength={64} />
      <Line label={say("newPin")} name="pin" type="password" inputMode="numeric" pattern="[0-9]{4,12}" autoComplete="new-password" />
    </>
  );
}

function said(given: FormData) {
  return { name: text(given, "name"), language: text(given, "language"), newBadge: text(given, "badge"), newPin: text(given, "pin") };
}
