/** A label that is torn or missing is printed anew: through the outbox, as all that is done here. */
import type { LabelSubject } from "../contract.ts";
import { newId } from "../link/ids.ts";
import { say } from "../words/scanner.ts";
import { type Floor, tellWorker } from "./floor.ts";

export function mayPrint(floor: Floor): boolean {
  return floor.link.session.person.value?.permissions.includes("PRINT") ?? false;
}

/** Print one label on the printer of the place; `code` says to the worker which. */
export async function printLabel(floor: Floor, subject: LabelSubject, code: string): Promise<void> {
  const { clock, outbox, session } = floor.link;
  const location = session.location.peek();
  if (location === null) return;
  const printLabels = { operationId: newId(), occurredAt: clock.instant(), location: { id: location.id }, subjects: [subject] };
  await outbox.put([{ printLabels }], { label: say("didPrint", { code }), task: null });
  tellWorker(floor, { mood: "ok", title: say("labelComes", { code }), text: say("labelComesText") });
}
