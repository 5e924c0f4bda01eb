// The camera's worker: pictures in, symbols out, so that no decoding ever holds up a tap or a paint.
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import { decode, openDecoder } from "./decoder.ts";
import type { Search } from "./seen.ts";

const opened = openDecoder(wasm);

addEventListener("message", (event: MessageEvent<{ readonly picture: ImageData; readonly search: Search }>) => {
  void answer(event.data.picture, event.data.search);
});

async function answer(picture: ImageData, search: Search): Promise<void> {
  await opened;
  postMessage(await decode(picture, search));
}
