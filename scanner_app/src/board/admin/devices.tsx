/** Devices: which there are, when they were seen, set one up by its code, lock a lost one out. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Devices, EnrollDevice, RevokeDevice, type DeviceKind, type DevicesAnswer } from "../../contract.ts";
import { Chip } from "../../parts/chip.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { Act } from "../panels/act.tsx";
import { send } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import { since } from "../wire/clock.ts";
import { drawn } from "../wire/drawn.ts";
import type { Place } from "../wire/session.ts";
import { Desk } from "./desk.tsx";
import { Choice, CodeLine, Line } from "./fields.tsx";
import { Form, text, type Editing } from "./form.tsx";

type Device = NonNullable<DevicesAnswer["devices"]>["nodes"][number];
const KINDS: readonly DeviceKind[] = ["HANDHELD", "PHONE", "TABLET", "DESKTOP"];

export function DevicesPage({ at }: { readonly at: Place }) {
  return (
    <Desk
      title={say("page_devices")}
      searches={false}
      read={async ({ first, after }) => (await ask(Devices, { first, after })).devices}
      columns={[say("device"), { head: say("name"), look: "wide" }, say("place"), say("seen"), say("state")]}
      codeOf={(device) => device.code}
      cells={(device) => <Cells device={device} />}
      adds="MANAGE_PEOPLE"
      form={(editing) => <Enroll at={at} {...editing} />}
    />
  );
}

function Cells({ device }: { readonly device: Device }) {
  return (
    <>
      <td><Name>{device.name}</Name></td>
      <td>{device.location?.code ?? "–"}</td>
      <td class="dim">{device.lastSeenAt ? say("ago", { time: since(device.lastSeenAt) }) : say("never")}</td>
      <td>{device.isRevoked && <Chip icon="lock" mood="stop">{say("lockedOut")}</Chip>}</td>
    </>
  );
}

function Enroll({ one: device, at, ...editing }: Editing<Device> & { readonly at: Place }) {
  const setup = useSignal<string | null>(null);
  const enroll = async (given: FormData) => {
    const said = await send(EnrollDevice, {
      device: device ? { id: device.id } : null,
      code: device ? null : text(given, "code"),
      name: text(given, "name"),
      kind: text(given, "kind") as DeviceKind | null,
      location: { code: at.code },
    });
    const enrolled = said.answer?.enrollDevice;
    if (enrolled?.__typename === "DeviceEnrolled") setup.value = enrolled.setupBarcode;
    return said;
  };
  return (
    <>
      <Form title={device?.code ?? say("newDevice")} action={device ? say("setUpAnew") : say("save")} save={enroll} {...editing}>
        {!device && <CodeLine label={say("device")} name="code" />}
        <Line label={say("name")} name="name" required defaultValue={device?.name ?? ""} />
        <Choice label={say("kindOfDevice")} name="kind" chosen={device?.kind ?? "HANDHELD"} options={KINDS.map((one) => [one, say(`device_${one}`)] as const)} />
      </Form>
      {setup.value && <SetUp code={setup.value} />}
      {device && !device.isRevoked && (
        <p class="tools pad0">
          <Act icon="lock" look="no" send={() => send(RevokeDevice, { device: { id: device.id }, reason: say("lostOrBroken") })} onDone={editing.onSaved} done={say("saved")}>{say("lockOut")}</Act>
        </p>
      )}
    </>
  );
}

function SetUp({ code }: { readonly code: string }) {
  const address = `${location.origin}/#setup=${encodeURIComponent(code)}`;
  const picture = useSignal<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isOpen = true;
    void drawn(code).then((address) => {
      made = address;
      if (isOpen) picture.value = address;
      else if (address !== null) URL.revokeObjectURL(address);
    });
    return () => {
      isOpen = false;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [code]);
  return (
    <Notice mood="info" title={say("setUpCode")}>
      {picture.value && <p><img class="qr" src={picture.value} alt={say("setUpCode")} /></p>}
      <p class="setup"><Code>{code}</Code></p>
      <p><a href={address}>{say("openOnDevice")}</a></p>
    </Notice>
  );
}
