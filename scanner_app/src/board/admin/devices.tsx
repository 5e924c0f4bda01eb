/** Devices: which there are, when they were seen, set one up by its code, lock a lost one out. */
import { useSignal } from "@preact/signals";
import { Devices, EnrollDevice, RevokeDevice, type DeviceKind, type DevicesAnswer } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Code } from "../../parts/code.tsx";
import { Field } from "../../parts/field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { send, type Said } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import { since } from "../wire/clock.ts";
import { may, type Place } from "../wire/session.ts";
import { Choice } from "./choice.tsx";
import { Form, text } from "./form.tsx";
import { List } from "./list.tsx";

type Device = NonNullable<DevicesAnswer["devices"]>["nodes"][number];
const KINDS: readonly DeviceKind[] = ["HANDHELD", "PHONE", "TABLET", "DESKTOP"];
const PAGE = 50;
const NONE = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

export function DevicesPage({ at }: { readonly at: Place }) {
  const chosen = useSignal<Device | "new" | null>(null);
  const turn = useSignal(0);
  const again = (): void => { turn.value += 1; };
  const close = (): void => { chosen.value = null; };
  const open = chosen.value;
  return (
    <div class="beside">
      <List
        title={say("page_devices")}
        turn={turn.value}
        searches={false}
        read={async (_, after) => (await ask(Devices, { first: PAGE, after })).devices ?? NONE}
        columns={[say("device"), say("name"), say("place"), say("seen"), say("state")]}
        keyOf={(device) => device.id}
        row={(device) => <Cells device={device} onChoose={() => { chosen.value = device; }} />}
        acts={may("MANAGE_PEOPLE") && <Button look="go" onPress={() => { chosen.value = "new"; }}>{say("add")}</Button>}
      />
      {open !== null && <Enroll key={open === "new" ? "new" : open.id} device={open === "new" ? null : open} at={at} onSaved={again} onClose={close} />}
    </div>
  );
}

function Cells({ device, onChoose }: { readonly device: Device; readonly onChoose: () => void }) {
  return (
    <>
      <td><button type="button" class="why" onClick={onChoose}><Code>{device.code}</Code></button></td>
      <td>{device.name}</td>
      <td>{device.location?.code ?? "–"}</td>
      <td class="dim">{device.lastSeenAt ? say("ago", { time: since(device.lastSeenAt) }) : say("never")}</td>
      <td>{device.isRevoked && <Chip icon="lock" mood="stop">{say("lockedOut")}</Chip>}</td>
    </>
  );
}

interface EnrollLook {
  readonly device: Device | null;
  readonly at: Place;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

function Enroll({ device, at, onSaved, onClose }: EnrollLook) {
  const setup = useSignal<string | null>(null);
  const enroll = async (given: FormData): Promise<Said> => {
    const asked = {
      operationId: newId(),
      device: device ? { id: device.id } : null,
      code: device ? null : text(given, "code"),
      name: text(given, "name"),
      kind: text(given, "kind") as DeviceKind | null,
      location: { code: at.code },
    };
    const { enrollDevice: said } = await ask(EnrollDevice, { input: asked });
    if (said.__typename === "Refused") return { isDone: false, problem: said.message };
    setup.value = said.setupBarcode;
    onSaved();
    return { isDone: true, problem: "" };
  };
  return (
    <div>
      <Form title={device?.code ?? say("newDevice")} action={device ? say("setUpAnew") : say("save")} onSend={enroll} onClose={onClose}>
        {!device && <Field label={say("device")} input={{ name: "code", required: true, maxLength: 64, autoComplete: "off" }} />}
        <Field label={say("name")} input={{ name: "name", required: true, maxLength: 200, defaultValue: device?.name ?? "", autoComplete: "off" }} />
        <Choice label={say("kindOfDevice")} name="kind" chosen={device?.kind ?? "HANDHELD"} options={KINDS.map((one) => [one, say(`device_${one}`)] as const)} />
      </Form>
      {setup.value && <SetUp code={setup.value} />}
      {device && !device.isRevoked && <Revoke device={device} onSaved={onSaved} />}
    </div>
  );
}

function SetUp({ code }: { readonly code: string }) {
  const address = `${location.origin}/#setup=${encodeURIComponent(code)}`;
  return (
    <Notice mood="info" title={say("setUpCode")}>
      <p><Code>{code}</Code></p>
      <p><a href={address}>{say("openOnDevice")}</a></p>
    </Notice>
  );
}

function Revoke({ device, onSaved }: { readonly device: Device; readonly onSaved: () => void }) {
  const said = useSignal<Said | null>(null);
  const press = async (): Promise<void> => {
    said.value = await send(RevokeDevice, { operationId: newId(), device: { id: device.id }, reason: say("lostOrBroken") });
    if (said.value.isDone) onSaved();
  };
  return (
    <p class="tools pad0">
      <Button icon="lock" look="no" onPress={() => void press()}>{say("lockOut")}</Button>
      {said.value && <span role="status">{said.value.isDone ? say("saved") : said.value.problem}</span>}
    </p>
  );
}
