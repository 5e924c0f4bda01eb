/** One line for each operation, as the history and the news show it. */
import type { OperationInput } from "../contract.ts";
import { say } from "../words/scanner.ts";
import type { Flow, Heard, OperationName } from "../work/types.ts";
import { type Key } from "../words/scanner.ts";
import { CHOSEN } from "./chosen.ts";

const DONE: Readonly<Partial<Record<OperationName, Key>>> = {
  confirmPick: "didPick",
  shortPick: "didShort",
  confirmPutaway: "didPutAway",
  moveStock: "didMove",
  submitCount: "didCount",
  receiveLine: "didReceive",
  openReceipt: "didOpenReceipt",
  closeReceipt: "didCloseReceipt",
  packItem: "didPack",
  packTote: "didPack",
  closeCarton: "didCloseCarton",
  confirmShipment: "didShip",
  receiveReturn: "didTakeReturn",
  gradeReturn: "didGrade",
  disposeReturn: "didDispose",
  skipTask: "didSkip",
  changeTote: "didChangeTote",
  undoOperation: "didUndo",
  openCase: "didReport",
  teachBarcode: "didTeach",
};

export function operationOf(input: OperationInput): string {
  return Object.keys(input)[0] ?? "";
}

/** Say what the last of the operations did: the verb, then what the flow showed of it. */
export function noteOf(before: Flow, heard: Heard): string {
  const count = before.job.way === "RETURN" ? heard.operations.length : 1;
  const [first] = heard.operations.slice(-count);
  if (first === undefined) return before.job.title;
  const verb = DONE[operationOf(first) as OperationName];
  const shown = heard.flow.sent.slice(-count).flatMap((sent) => sent.shown.map(nameOf));
  const about = shown.length > 0 ? new Set(shown) : [before.job.title];
  return (verb ? [say(verb), ...about] : [before.job.title, ...shown]).join(" ");
}

/** A grade or a way on in our words; all else as it is. */
function nameOf(shown: string): string {
  const known = CHOSEN[shown];
  return known ? say(known) : shown;
}
