/** Work that begins with a scan: which one is asked for, in big words. */
import { Icon } from "../../parts/icon.tsx";
import { type Key, say } from "../../words/scanner.ts";
import { useFloor } from "../floor.ts";
import { Frame } from "../frame.tsx";

export function WantedScreen({ wanted }: { readonly wanted: Key }) {
  const floor = useFloor();
  return (
    <Frame
      title={floor.link.session.person.value?.name ?? ""}
      note={floor.link.session.location.value?.name}
      stages={[{ word: say("scanAnything"), state: "now", isScan: true }]}
      acts={[{ word: say("goBack"), icon: "prev", onPress: () => (floor.wanted.value = null) }]}
    >
      <section class="pane grow wanted">
        <Icon name="scan" />
        <h2 class="huge">{say(wanted)}</h2>
      </section>
    </Frame>
  );
}
