/** The frame of every screen: the bar on top, the work, the rail, and three buttons; the last is always Can't scan. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../parts/button.tsx";
import { Whole } from "../parts/code.tsx";
import { Notice } from "../parts/notice.tsx";
import type { Pictogram } from "../parts/pictograms.ts";
import { Bar } from "../parts/progress.tsx";
import { Rail, type Stage } from "../parts/rail.tsx";
import { Top } from "../parts/top.tsx";
import { say } from "../words/scanner.ts";
import { useFloor } from "./floor.ts";
import { lightOf } from "./light.ts";

/** One button at the bottom. */
export interface Act {
  readonly word: string;
  readonly icon: Pictogram;
  readonly onPress: () => void;
  readonly look?: string;
  readonly isBusy?: boolean;
}

interface FrameLook {
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly progress?: { readonly done: number; readonly of: number } | undefined;
  readonly stages?: readonly Stage[] | undefined;
  /** Those before Can't scan, two at most. */
  readonly acts: readonly Act[];
  readonly children: ComponentChildren;
}

export function Frame({ title, note, progress, stages, acts, children }: FrameLook) {
  const floor = useFloor();
  return (
    <>
      <Top
        title={title}
        note={note}
        light={lightOf(floor.link.state, floor.link.clock)}
        onMenu={() => (floor.sheet.value = "menu")}
        onLight={() => (floor.sheet.value = "outbox")}
      />
      {progress && <Bar label={title} done={progress.done} of={progress.of} />}
      <main>
        <Said />
        {children}
        {stages && <Rail stages={stages} />}
      </main>
      <Acts acts={acts} />
    </>
  );
}

/** What the worker is told, above the rail. */
export function Said() {
  const { told } = useFloor();
  const here = useRef<HTMLDivElement>(null);
  const news = told.value;
  useEffect(() => here.current?.scrollIntoView({ block: "nearest" }), [news]);
  if (told.value === null) return null;
  return (
    <div class="pad16" ref={here}>
      <Notice mood={told.value.mood} title={<Whole>{told.value.title}</Whole>}>
        {told.value.text && <Whole>{told.value.text}</Whole>}
      </Notice>
    </div>
  );
}

export function Acts({ acts }: { readonly acts: readonly Act[] }) {
  const floor = useFloor();
  const cantScan: Act = { word: say("cantScan"), icon: "noscan", onPress: () => (floor.sheet.value = "cantScan") };
  return <OwnActs acts={[...acts, cantScan]} />;
}

/** The buttons of a screen where nothing is to be scanned. */
export function OwnActs({ acts }: { readonly acts: readonly Act[] }) {
  return (
    <footer class="acts">
      {acts.map((act) => (
        <Button key={`${act.icon} ${act.word}`} icon={act.icon} look={act.look} isBusy={act.isBusy} onPress={act.onPress}>
          {act.word}
        </Button>
      ))}
    </footer>
  );
}
