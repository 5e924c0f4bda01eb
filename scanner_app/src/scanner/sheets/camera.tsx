/** The camera, where the trigger cannot: it closes as soon as it has seen what counts. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { Notice } from "../../parts/notice.tsx";
import { look, type Looking } from "../../scan/camera/camera.ts";
import { judge, type Seen } from "../../scan/camera/seen.ts";
import { read, type Reading } from "../../scan/reader/reading.ts";
import { readScan } from "../../scan/scan.ts";
import { say } from "../../words/scanner.ts";
import type { Floor } from "../floor.ts";
import { hearScan } from "../hearing.ts";

interface CameraLook {
  readonly floor: Floor;
}

export function Camera({ floor }: CameraLook) {
  const video = useRef<HTMLVideoElement>(null);
  const looking = useSignal<Looking | null>(null);
  const isBlind = useSignal(false);
  const asked = useSignal<Reading | null>(null);
  const take = (raw: string): void => hearScan(floor, readScan(raw, Date.now(), "CAMERA"));
  const tell = (seen: Seen): void => {
    const reading = read(seen.raw);
    const verdict = judge(reading, (one) => isKnown(floor, one));
    if (verdict === "accept") take(seen.raw);
    if (verdict === "ask") asked.value = reading;
  };
  useEffect(() => openEyes(video.current, tell, (open) => (looking.value = open), () => (isBlind.value = true)), []);
  const light = looking.value?.light;
  return (
    <div class="pad16 first" data-looking={looking.value !== null}>
      {isBlind.value && (
        <Notice mood="warn" title={say("cameraNone")}>
          {say("cameraNoneText")}
        </Notice>
      )}
      <video ref={video} class="camera-view" muted playsInline aria-label={say("camera")} hidden={isBlind.value} />
      <div role="status">{asked.value && <Asked reading={asked.value} take={take} />}</div>
      {light && <Lamp light={light} />}
    </div>
  );
}

/** What reads well and nobody knows: a person compares it with the label. */
function Asked({ reading, take }: { readonly reading: Reading; readonly take: (raw: string) => void }) {
  return (
    <>
      <p>{say("cameraAsk")}</p>
      <p>
        <Code>{reading.plain}</Code>
      </p>
      <Button look="go wide" icon="check" onPress={() => take((reading.aim ?? "") + reading.plain)}>
        {say("cameraYes")}
      </Button>
    </>
  );
}

function Lamp({ light }: { readonly light: (isOn: boolean) => Promise<void> }) {
  const isLit = useSignal(false);
  const turn = (): void => {
    isLit.value = !isLit.value;
    void light(isLit.value);
  };
  return (
    <Button icon="camera" pressed={isLit.value} onPress={turn}>
      {say("cameraLamp")}
    </Button>
  );
}

/** Look until the sheet goes; where there is no camera, or it is not allowed, say so. */
function openEyes(
  video: HTMLVideoElement | null,
  tell: (seen: Seen) => void,
  open: (looking: Looking) => void,
  blind: () => void,
): () => void {
  let isGone = false;
  let stop = (): void => undefined;
  if (video === null) return stop;
  void look(video, tell).then((looking) => {
    stop = looking.stop;
    if (isGone) stop();
    else open(looking);
  }, blind);
  return () => {
    isGone = true;
    stop();
  };
}

/** What the task asks for, or what the device knows: anything else a person compares with the label. */
function isKnown(floor: Floor, { text, plain, gtins, elements }: Reading): boolean {
  const flow = floor.flow.peek();
  const accepted = (flow?.job.steps ?? []).flatMap(({ accepts }) => accepts.map(({ barcode }) => spelled(barcode)));
  const texts = [plain, ...gtins, ...elements.filter(({ ai }) => ai === "00").map(({ value }) => value)];
  if (texts.some((one) => accepted.includes(spelled(one)))) return true;
  return floor.link.catalogue.find(text, elements).length > 0;
}

function spelled(text: string): string {
  return /^([0-9]{8}|[0-9]{12,14})$/.test(text) ? text.padStart(14, "0") : text;
}
