/** One line for each operation, as the history and the news show it. */
import type { OperationInput } from "../contract.ts";
import { say } from "../words/scanner.ts";
import type { Flow, Heard, OperationName, Sent } from "../work/types.ts";
import { type Key } from "../words/scanner.ts";
import { CHOSEN, SHORT } from "./chosen.ts";

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
  const shown = heard.flow.sent.slice(-count).flatMap(shownOf);
  const about = shown.length > 0 ? new Set(shown) : [before.job.title];
  return (verb ? [say(verb), ...about] : [before.job.title, ...shown]).join(" ");
}

/** How many of what first, then where; a grade, a way on or a reason in our words. */
function shownOf({ name, shown, sku, quantity }: Sent): readonly string[] {
  const words = name === "shortPick" ? SHORT : CHOSEN;
  const rest = shown.map((text) => (words[text] ? say(words[text]) : text));
  const at = quantity > 0 || name === "shortPick" ? shown.indexOf(String(quantity)) : -1;
  if (at < 0) return rest;
  // Without a task the goods stand before their number.
  const goods = shown.includes(sku) ? shown.indexOf(sku) : at - 1;
  return [`${quantity} ×`, ...rest.filter((_, index) => index === goods), ...rest.filter((_, index) => index !== goods && index !== at)];
}
