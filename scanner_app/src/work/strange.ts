// Codes that the device does not know: the house says that nobody does, or somebody says what they mean.
import { stopUnknown } from "./halt.ts";
import { readOf } from "./judge.ts";
import { goodsOf } from "./place.ts";
import type { Run } from "./run.ts";
import { hearRead } from "./scans.ts";
import { sendPlain } from "./send.ts";
import type { Answer, Flow, Item, Lap, Target } from "./types.ts";

/** Take back what was counted of a code, and is not sent: nobody in the house knows it. */
export function hearUnknown(run: Run, text: string): void {
  const { flow } = run;
  const index = flow.job.steps.findIndex(({ kind }) => kind === "SCAN_ITEM");
  const isOf = (answer: Answer): boolean => answer.step === index && answer.text === text;
  const gone = flow.laps.filter((lap) => lap.answers.some(isOf));
  const taken = flow.answers.find(isOf);
  if (taken === undefined && gone.length === 0) return;
  for (const lap of gone) flow.done = without(flow, lap);
  flow.laps = flow.laps.filter((lap) => !gone.includes(lap));
  if (taken !== undefined) {
    flow.answers = flow.answers.filter(({ step }) => step >= 0 && step < index);
    Object.assign(flow, { at: index, counted: 0, pulls: 0, line: null, isKept: false });
  }
  const method = taken?.method ?? "SCANNED";
  stopUnknown(run, readOf(flow, { text, symbology: null, elements: [], method }, null), index);
}

/** The goods that an unknown code may be taught to mean; null where nobody can say which. */
export function teachable({ halt, job, line }: Flow): Item | null {
  const kind = job.steps[halt?.step ?? -1]?.kind;
  const isOfGoods = kind === "SCAN_ITEM" || kind === "ENTER_QUANTITY";
  return halt?.why === "unknown" && isOfGoods ? (line?.item ?? job.task?.item ?? null) : null;
}

/** Let the code mean one piece of the goods that are needed, and take the scan for that. */
export function hearTeach(run: Run): void {
  const { flow } = run;
  const item = teachable(flow);
  const { halt } = flow;
  run.tone = "look";
  if (item === null || halt === null) return;
  const { got, symbology, elements } = halt;
  const { id, sku, name } = item;
  sendPlain(run, "teachBarcode", { barcode: got, item: { id } }, { sku, quantity: 0, shown: [got, sku] });
  const target: Target = { kind: "item", id, code: sku, name, quantity: 1 };
  flow.job = { ...flow.job, known: { ...flow.job.known, [got]: target } };
  flow.halt = null;
  run.tone = null;
  hearRead(run, readOf(flow, { text: got, symbology, elements, method: "SCANNED" }, target));
}

function without(flow: Flow, { answers, line }: Lap): Flow["done"] {
  const said = answers.find(({ field }) => field.endsWith("quantity"))?.value;
  const sku = line?.item.sku ?? goodsOf({ ...flow, line: null });
  return { ...flow.done, [sku]: Math.max(0, (flow.done[sku] ?? 0) - (typeof said === "number" ? said : 1)) };
}
