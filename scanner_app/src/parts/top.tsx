/** The bar on top: what is being done, how the link is, and the menu. */
import type { ComponentChildren } from "preact";
import { say } from "../words/parts.ts";
import { Button } from "./button.tsx";
import { Live, type LinkLight } from "./live.tsx";

interface TopLook {
  readonly title: ComponentChildren;
  readonly light: LinkLight;
  readonly note?: ComponentChildren;
  readonly onMenu: () => void;
  /** A press on the light shows what is kept on the device. */
  readonly onLight: () => void;
}

export function Top({ title, light, note, onMenu, onLight }: TopLook) {
  return (
    <header class={`top ${light.state === "off" ? "off" : ""}`}>
      <button type="button" class="lit" onClick={onLight} aria-haspopup="dialog">
        <h1>{title}</h1>
        <p role="status">
          <Live {...light} /> {note && <span>· {note}</span>}
        </p>
      </button>
      <Button icon="menu" label={say("menu")} onPress={onMenu} />
    </header>
  );
}
