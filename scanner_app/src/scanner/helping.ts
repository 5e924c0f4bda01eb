/** Call for help or report a problem: a case that the supervisor sees at once. */
import type { CaseKind } from "../contract.ts";
import { newId } from "../link/ids.ts";
import { say } from "../words/scanner.ts";
import { type Floor, tellWorker } from "./floor.ts";

interface Report {
  readonly kind: CaseKind;
  readonly note: string;
  readonly barcode?: string;
}

export async function helpWanted(floor: Floor): Promise<void> {
  await report(floor, { kind: "HELP", note: say("helpNote") });
  tellWorker(floor, { mood: "ok", title: say("helpIsCalled"), text: say("helpIsCalledText") });
}

export async function report(floor: Floor, { kind, note, barcode }: Report): Promise<void> {
  const { link } = floor;
  const location = link.session.location.peek();
  const task = floor.flow.peek()?.job.task?.id;
  const openCase = {
    operationId: newId(),
    occurredAt: link.clock.instant(),
    kind,
    note,
    ...(task ? { task } : {}),
    ...(location ? { location: { id: location.id } } : {}),
    ...(barcode ? { barcode } : {}),
  };
  await link.outbox.put([{ openCase }], { label: note, task: null });
}
