/** Which panel stands beside the board now. */
import type { Place } from "../wire/session.ts";
import { Bay } from "./bay.tsx";
import { opened } from "./opened.ts";
import { Tasks } from "./tasks.tsx";
import { Why } from "./why.tsx";

export function Beside({ at }: { readonly at: Place }) {
  const now = opened.value;
  if (now === null) return null;
  if (now.what === "why") return <Why key={`${now.asked.number} ${now.asked.item.id}`} asked={now.asked} />;
  if (now.what === "bay") return <Bay key={`${now.aisle} ${now.bays[0] ?? ""}`} at={at} aisle={now.aisle} bays={now.bays} />;
  return <Tasks key={now.kind} kind={now.kind} />;
}
