/** The scanner: which screen is shown follows from the state, and sheets lie over it. */
import type { ComponentType } from "preact";
import { Ack } from "../parts/ack.tsx";
import type { Flow, Way } from "../work/types.ts";
import { type Floor, FloorProvider, type SheetName, useFloor } from "./floor.ts";
import { AskingScreen } from "./screens/asking.tsx";
import { HaltScreen } from "./screens/halt.tsx";
import { HomeScreen } from "./screens/home.tsx";
import { JobScreen } from "./screens/job.tsx";
import { KeypadScreen } from "./screens/keypad.tsx";
import { LogInScreen } from "./screens/log_in.tsx";
import { LookupScreen } from "./screens/lookup.tsx";
import { PickScreen } from "./screens/pick.tsx";
import { PutAwayScreen } from "./screens/put_away.tsx";
import { SetUpScreen } from "./screens/set_up.tsx";
import { StartShiftScreen } from "./screens/start_shift.tsx";
import { hand } from "./settings.ts";
import { CantScanSheet, ReportSheet } from "./sheets/cant_scan.tsx";
import { MenuSheet } from "./sheets/menu.tsx";
import { OutboxSheet } from "./sheets/outbox.tsx";
import { ReadSheet } from "./sheets/read.tsx";
import { UndoSheet } from "./sheets/undo.tsx";

/** Ways with a screen of their own; all others are drawn from their steps. */
const SCREENS: Readonly<Partial<Record<Way, ComponentType<{ readonly flow: Flow }>>>> = {
  PICK: PickScreen,
  PUT_AWAY: PutAwayScreen,
  PUT_AWAY_BATCH: PutAwayScreen,
};

const SHEETS: Readonly<Record<SheetName, ComponentType>> = {
  menu: MenuSheet,
  cantScan: CantScanSheet,
  undo: UndoSheet,
  outbox: OutboxSheet,
  report: ReportSheet,
  read: ReadSheet,
};

export function App({ floor }: { readonly floor: Floor }) {
  const Over = floor.sheet.value && SHEETS[floor.sheet.value];
  return (
    <FloorProvider value={floor}>
      <div class="app" data-hand={hand.value}>
        <Screen />
        {Over && <Over />}
        <Ack count={floor.acks.value} />
      </div>
    </FloorProvider>
  );
}

function Screen() {
  const floor = useFloor();
  switch (floor.phase.value) {
    case "setUp":
      return <SetUpScreen />;
    case "logIn":
      return <LogInScreen />;
    case "startShift":
      return <StartShiftScreen />;
    case "work":
      return <WorkScreen />;
  }
}

function WorkScreen() {
  const { flow, looked, keys } = useFloor();
  if (looked.value) return <LookupScreen looked={looked.value} />;
  if (flow.value === null) return <HomeScreen />;
  if (flow.value.halt) return <HaltScreen flow={flow.value} halt={flow.value.halt} />;
  if (keys.value !== null) return <KeypadScreen flow={flow.value} keys={keys.value} />;
  if (flow.value.asking) return <AskingScreen flow={flow.value} asking={flow.value.asking} />;
  const Shown = SCREENS[flow.value.job.way] ?? JobScreen;
  return <Shown flow={flow.value} />;
}
