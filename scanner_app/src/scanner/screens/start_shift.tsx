/** Start the shift: one tap, which the browser wants before it sounds, stays awake and keeps our data. */
import { Icon } from "../../parts/icon.tsx";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/scanner.ts";
import { beginShift, logOut } from "../entering.ts";
import { useFloor } from "../floor.ts";
import { Acts, Said } from "../frame.tsx";

export function StartShiftScreen() {
  const floor = useFloor();
  const { person, location } = floor.link.session;
  return (
    <>
      <main class="pane login">
        <p class="brand">
          <Icon name="mark" /> Stockwright
        </p>
        <div>
          <h1 class="huge" dir="auto">
            {say("hello", { name: person.value?.name ?? "" })}
          </h1>
          <p class="lead">{location.value?.name}</p>
        </div>
        <Places />
        <Said />
        <div class="wide">
          <p class="dim">{say("shiftText")}</p>
          <Button look="go wide jumbo" onPress={() => beginShift(floor)}>
            {say("startShift")} <Icon name="next" />
          </Button>
        </div>
      </main>
      <Acts acts={[{ word: say("logOut"), icon: "leave", onPress: () => void logOut(floor) }]} />
    </>
  );
}

/** Those who work at several places say where they are now. */
function Places() {
  const { link } = useFloor();
  const places = link.session.person.value?.locations ?? [];
  if (places.length === 0) return <Notice mood="warn" title={say("noPlace")} />;
  if (places.length === 1) return null;
  return (
    <div class="first wide" role="radiogroup" aria-label={say("where")}>
      {places.map((place) => (
        <button
          type="button"
          key={place.id}
          class="row card"
          role="radio"
          aria-checked={place.id === link.session.location.value?.id}
          onClick={() => void link.session.setLocation(place)}
        >
          <b>{place.name}</b>
        </button>
      ))}
    </div>
  );
}
