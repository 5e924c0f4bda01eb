/** The scanner: which screen is shown follows from the state, and sheets lie over it. */
import { Ack } from "../parts/ack.tsx";
import { type Floor, FloorProvider, useFloor } from "./floor.ts";
import { LogInScreen } from "./screens/log_in.tsx";
import { SetUpScreen } from "./screens/set_up.tsx";
import { StartShiftScreen } from "./screens/start_shift.tsx";
import { hand } from "./settings.ts";
import { TypeSheet } from "./sheets/type_it.tsx";

export function App({ floor }: { readonly floor: Floor }) {
  return (
    <FloorProvider value={floor}>
      <div class="app" data-hand={hand.value}>
        <Screen />
        <Over />
        <Ack count={floor.acks} />
      </div>
    </FloorProvider>
  );
}

function Screen() {
  const floor = useFloor();
  const Work = floor.workplace.value?.Screen;
  switch (floor.phase.value) {
    case "setUp":
      return <SetUpScreen />;
    case "logIn":
      return <LogInScreen />;
    case "startShift":
      return <StartShiftScreen />;
    case "work":
      return Work ? <Work /> : null;
  }
}

function Over() {
  const floor = useFloor();
  const { sheet, phase } = floor;
  if (sheet.value === null) return null;
  if (phase.value === "setUp" || phase.value === "logIn") return <TypeSheet />;
  const Sheet = floor.workplace.value?.Sheet;
  return Sheet ? <Sheet /> : null;
}
