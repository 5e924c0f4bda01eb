/** The menu: what else can be done at this stop, and how the device looks, sounds and speaks. */
import type { ComponentChildren } from "preact";
import { Icon } from "../../parts/icon.tsx";
import { Row } from "../../parts/row.tsx";
import { Sheet } from "../../parts/sheet.tsx";
import { type Key, say } from "../../words/scanner.ts";
import { LANGUAGES, language } from "../../words/voice.ts";
import type { Flow, Said } from "../../work/types.ts";
import { logOut } from "../entering.ts";
import { type Floor, useFloor } from "../floor.ts";
import { helpWanted } from "../helping.ts";
import { hand, isNoisy, setHand, setLanguage, setNoise, setTheme, type Theme, theme } from "../settings.ts";
import { tell } from "../talking.ts";
import { beginBatch, goHome } from "../working.ts";

export function MenuSheet() {
  const floor = useFloor();
  const flow = floor.flow.value;
  const isIn = floor.link.session.person.value !== null;
  const waiting = floor.link.state.waiting.value;
  return (
    <Sheet title={say("menu")} onClose={() => (floor.sheet.value = null)}>
      <ul class="flush">
        {flow && <JobRows flow={flow} floor={floor} />}
        <Settings floor={floor} />
        {isIn && (
          <li>
            <Row
              icon="leave"
              title={say("logOut")}
              note={waiting > 0 ? say("logOutKeeps", { count: waiting }) : undefined}
              onPress={() => void logOut(floor)}
            />
          </li>
        )}
      </ul>
    </Sheet>
  );
}

function JobRows({ flow, floor }: { readonly flow: Flow; readonly floor: Floor }) {
  const told = (said: Said) => () => {
    floor.sheet.value = null;
    tell(floor, said);
  };
  return (
    <>
      {flow.job.task && (
        <li>
          <Row icon="next" title={say("skip")} note={say("skipText")} onPress={told({ kind: "skip", reason: say("skip") })} />
        </li>
      )}
      {flow.job.way === "PUT_AWAY" && (
        <li>
          <Row icon="full" title={say("carrySeveral")} note={say("carrySeveralText")} onPress={() => beginBatch(floor)} />
        </li>
      )}
      {flow.job.way === "PICK" && (
        <li>
          <Row icon="full" title={say("fullTote")} note={say("fullToteText")} onPress={told({ kind: "full" })} />
        </li>
      )}
      <li>
        <Row icon="help" title={say("help")} onPress={() => void helpWanted(floor)} />
      </li>
      <li>
        <Row icon="leave" title={say("leaveJob")} note={say("leaveJobText")} onPress={() => goHome(floor)} />
      </li>
    </>
  );
}

const THEMES: readonly (readonly [Theme, Key])[] = [
  ["auto", "themeAuto"],
  ["light", "themeLight"],
  ["dark", "themeDark"],
];

function Settings({ floor }: { readonly floor: Floor }) {
  return (
    <>
      <Choice label={say("language")} icon="globe">
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <Pick key={tag} isOn={language.value === tag} onPress={() => void setLanguage(floor, tag)}>
            <span lang={tag}>{name}</span>
          </Pick>
        ))}
      </Choice>
      <Choice label={say("theme")} icon="moon">
        {THEMES.map(([wanted, word]) => (
          <Pick key={wanted} isOn={theme.value === wanted} onPress={() => setTheme(floor, wanted)}>
            {say(word)}
          </Pick>
        ))}
      </Choice>
      <Choice label={say("hand")} icon="swap">
        <Pick isOn={hand.value === "left"} onPress={() => setHand(floor, "left")}>
          {say("handLeft")}
        </Pick>
        <Pick isOn={hand.value === "right"} onPress={() => setHand(floor, "right")}>
          {say("handRight")}
        </Pick>
      </Choice>
      <Choice label={say("sound")} icon="info">
        <Pick isOn={!isNoisy.value} onPress={() => setNoise(floor, false)}>
          {say("soundNormal")}
        </Pick>
        <Pick isOn={isNoisy.value} onPress={() => setNoise(floor, true)}>
          {say("soundLoud")}
        </Pick>
      </Choice>
    </>
  );
}

interface ChoiceLook {
  readonly label: string;
  readonly icon: "globe" | "moon" | "swap" | "info";
  readonly children: ComponentChildren;
}

function Choice({ label, icon, children }: ChoiceLook) {
  return (
    <li class="choice">
      <p class="sub">
        <Icon name={icon} /> {label}
      </p>
      <div class="picks" role="group" aria-label={label}>
        {children}
      </div>
    </li>
  );
}

interface PickLook {
  readonly isOn: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

function Pick({ isOn, onPress, children }: PickLook) {
  return (
    <button type="button" class="btn" aria-pressed={isOn} onClick={onPress}>
      {isOn && <Icon name="check" />} {children}
    </button>
  );
}
