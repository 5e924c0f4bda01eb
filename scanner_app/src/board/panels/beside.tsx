/** Which panel stands beside the board now. */
import type { Place } from "../wire/session.ts";
import { Bay } from "./bay.tsx";
import { Container } from "./container.tsx";
import { opened } from "./opened.ts";
import { Order } from "./order.tsx";
import { Tasks } from "./tasks.tsx";
import { Why } from "./why.tsx";

export function Beside({ at }: { readonly at: Place }) {
  const now = opened.value;
  if (now === null) return null;
  if (now.what === "why") return <Why key={`${now.asked.number} ${now.asked.item.id}`} asked={now.asked} />;
  if (now.what === "bay") return <Bay key={`${now.aisle} ${now.bays[0] ?? ""}`} at={at} aisle={now.aisle} bays={now.bays} />;
  if (now.what === "order") return <Order key={now.number} at={at} number={now.number} />;
  if (now.what === "container") return <Container key={now.code} at={at} code={now.code} />;
  return <Tasks key={now.kind} at={at} kind={now.kind} />;
}
