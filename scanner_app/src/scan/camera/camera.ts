// Looks through the device's camera until a symbol counts: the middle of each frame, all of every fourth.
import { decoderHere } from "./decoders.ts";
import type { Search, Seen } from "./seen.ts";

const THOROUGH_EVERY = 4;
/** How much of a frame is searched fast, around its middle. */
const MIDDLE = { wide: 0.8, high: 0.4 } as const;

/** A camera that is looking. */
export type Looking = {
  /** Turn the lamp on or off; null where the device has none that pages may use. */
  readonly light: ((isOn: boolean) => Promise<void>) | null;
  readonly stop: () => void;
};

/** A lamp is no part of the DOM's types yet. */
type WithTorch = MediaTrackConstraintSet & { torch?: boolean };

/** Open the camera into a video and tell what it sees, until stopped; rejects where there is no camera. */
export async function look(video: HTMLVideoElement, tell: (seen: Seen) => void): Promise<Looking> {
  const asked = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: asked });
  const stopTracks = (): void => stream.getTracks().forEach((track) => track.stop());
  try {
    const decoder = await decoderHere();
    video.srcObject = stream;
    await video.play();
    const loop = watch(video, decoder.see, tell);
    const stop = (): void => {
      loop.stop();
      decoder.close();
      stopTracks();
      video.srcObject = null;
    };
    return { light: lamp(stream), stop };
  } catch (problem) {
    stopTracks();
    throw problem;
  }
}

type See = (picture: ImageData, search: Search) => Promise<Seen | null>;

/** One frame at a time: frames that come while one is searched are let go. */
function watch(video: HTMLVideoElement, see: See, tell: (seen: Seen) => void): { readonly stop: () => void } {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let isStopped = false;
  let count = 0;
  const next = async (): Promise<void> => {
    if (isStopped || context === null) return;
    count += 1;
    const search: Search = count % THOROUGH_EVERY === 0 ? "thorough" : "fast";
    const seen = await see(picture(video, canvas, context, search), search);
    if (!isStopped && seen !== null) tell(seen);
    again();
  };
  const again = (): void => {
    if (!isStopped) video.requestVideoFrameCallback(() => void next());
  };
  again();
  return { stop: () => (isStopped = true) };
}

function picture(
  video: HTMLVideoElement,
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  search: Search,
): ImageData {
  const part = search === "fast" ? MIDDLE : { wide: 1, high: 1 };
  const width = Math.max(1, Math.round(video.videoWidth * part.wide));
  const height = Math.max(1, Math.round(video.videoHeight * part.high));
  const left = (video.videoWidth - width) / 2;
  const top = (video.videoHeight - height) / 2;
  Object.assign(canvas, { width, height });
  context.drawImage(video, left, top, width, height, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

function lamp(stream: MediaStream): Looking["light"] {
  const [track] = stream.getVideoTracks();
  if (track === undefined || !("torch" in track.getCapabilities())) return null;
  return async (isOn) => {
    const torch: WithTorch = { torch: isOn };
    await track.applyConstraints({ advanced: [torch] });
  };
}
