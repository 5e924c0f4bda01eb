/** The full-screen stop: what is needed beside what was scanned. The right scan removes it, nothing else. */
import type { ComponentChildren } from "preact";
import { say } from "../words/parts.ts";
import { Icon } from "./icon.tsx";

export interface Thing {
  readonly code: string;
  readonly name: string;
}

interface HaltLook {
  readonly title: string;
  readonly needed: Thing | null;
  readonly got: Thing;
  /** It was keyed, not scanned. */
  readonly isKeyed: boolean;
  /** What to do now, in big words. */
  readonly todo: ComponentChildren;
  readonly acts: ComponentChildren;
}

export function Halt({ title, needed, got, isKeyed, todo, acts }: HaltLook) {
  return (
    <main class="halt stopmain">
      <div role="alert">
        <div class="tape" />
        <h1>
          <Icon name="halt" />
          <span>{title}</span>
        </h1>
        <div class="pair">
          <section>
            <h2>
              <Icon name="check" /> {say("needed")}
            </h2>
            <Shown thing={needed} />
          </section>
          <section class="bad">
            <h2>
              <Icon name="cross" /> {say(isKeyed ? "youKeyed" : "youScanned")}
            </h2>
            <Shown thing={got} />
          </section>
        </div>
        <p class="todo">{todo}</p>
        <p class="live">
          <Icon name="scan" /> {say("scannerIsOn")}
        </p>
      </div>
      <footer class="acts">{acts}</footer>
    </main>
  );
}

function Shown({ thing }: { readonly thing: Thing | null }) {
  if (thing === null) return <p>{say("somethingElse")}</p>;
  return (
    <>
      <p class={`code ${thing.code.length > 9 ? "long" : ""}`}>{thing.code}</p>
      <p dir="auto">{thing.name === thing.code ? "" : thing.name}</p>
    </>
  );
}
