/** Log in: a badge scan, then the PIN on our own keypad; a no is said in plain words. */
import { Code } from "../../parts/code.tsx";
import { Icon } from "../../parts/icon.tsx";
import { DigitPad } from "../../parts/keypad.tsx";
import { keyed, type PadKey } from "../../parts/sums.ts";
import { LANGUAGES, language } from "../../words/voice.ts";
import { say } from "../../words/scanner.ts";
import type { AwaitedPerson } from "../../link/state.ts";
import { Live, type LinkLight } from "../../parts/live.tsx";
import { lightOf } from "../light.ts";
import { useFloor } from "../floor.ts";
import { type Act, Acts, OwnActs, Said } from "../frame.tsx";
import { chooseLanguage, logIn } from "../entering.ts";

const PIN_MAX = 12;

export function LogInScreen() {
  const floor = useFloor();
  return floor.badge.value === null ? <BadgeScreen /> : <PinScreen />;
}

function BadgeScreen() {
  const { link } = useFloor();
  const light = withOthers(lightOf(link.state, link.clock), link.state.waitingFor.value);
  const code = link.session.device.value?.code;
  return (
    <>
      <main class="pane login">
        <p class="brand">
          <Icon name="mark" /> Stockwright
        </p>
        {light.state !== "on" && <Live {...light} />}
        <BadgeArt />
        <h1 class="huge">{say("scanBadge")}</h1>
        <p class="dim">
          {code && (
            <>
              {say("device")} <Code>{code}</Code>
            </>
          )}
        </p>
        <Said />
      </main>
      <Acts acts={languageActs()} />
    </>
  );
}

/** The languages that are not spoken now: each is one tap away. */
export function languageActs(): readonly Act[] {
  const tags = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];
  const others = tags.filter((tag) => tag !== language.value).slice(0, 2);
  return others.map((tag) => ({ word: LANGUAGES[tag], icon: "globe", onPress: () => chooseLanguage(tag) }));
}

/** Where nobody is logged in, all that waits here is somebody's. */
function withOthers(light: LinkLight, others: readonly AwaitedPerson[]): LinkLight {
  return others.reduce((sum, { waiting }) => ({ ...sum, waiting: sum.waiting + waiting }), light);
}

function PinScreen() {
  const floor = useFloor();
  const pin = floor.keys.value ?? "";
  const key = (on: PadKey): void => {
    floor.told.value = null;
    // A PIN may begin with zeros, which the sums of the keypad would drop.
    const next = on === "delete" ? keyed(pin, on) : pin + on;
    floor.keys.value = next.slice(0, PIN_MAX);
  };
  const cancel = (): void => {
    floor.badge.value = null;
    floor.keys.value = null;
    floor.told.value = null;
  };
  return (
    <>
      <main class="pane pin">
        <Whose badge={floor.badge.value ?? ""} />
        <p class="dots" role="status" aria-label={say("digitsKeyed", { count: pin.length })}>
          {pin === "" ? "" : "●".repeat(pin.length)}
        </p>
        <Said />
        <DigitPad onKey={key} />
      </main>
      <OwnActs
        acts={[
          { word: say("cancel"), icon: "close", onPress: cancel },
          {
            word: say("logIn"),
            icon: "next",
            look: "go",
            isBusy: floor.isBusy.value,
            onPress: () => void logIn(floor),
          },
        ]}
      />
    </>
  );
}

/** Whose PIN is asked for: what was read. */
function Whose({ badge }: { readonly badge: string }) {
  return (
    <>
      <h1 class="huge">{say("yourPin")}</h1>
      <p class="lead">
        {say("badge")} <Code>{badge}</Code>
      </p>
    </>
  );
}

const BARS =
  "M62 108v26M68 108v26M73 108v26M82 108v26M86 108v26M93 108v26M101 108v26M105 108v26M111 108v26M120 108v26M124 108v26M132 108v26M137 108v26";

/** A badge under the beam. */
export function BadgeArt() {
  return (
    <svg class="art" viewBox="0 0 200 150" aria-hidden="true">
      <path d="M92 0h16v26H92z" fill="var(--edge)" />
      <rect x="46" y="22" width="108" height="124" rx="8" fill="var(--bg)" stroke="var(--ink)" stroke-width="3" />
      <rect x="86" y="30" width="28" height="7" rx="3.5" fill="var(--ink)" />
      <circle cx="100" cy="62" r="13" fill="none" stroke="var(--ink)" stroke-width="3" />
      <path d="M78 96c2-14 10-19 22-19s20 5 22 19" fill="none" stroke="var(--ink)" stroke-width="3" />
      <path d={BARS} stroke="var(--ink)" stroke-width="3.4" />
      <path class="beam" d="M24 121h152" stroke="var(--accent)" stroke-width="4" />
    </svg>
  );
}
