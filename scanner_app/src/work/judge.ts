// Judges a scan against one step: right here or not, and what it answers.
import { countOn, dayOf, elementOf, itemText, matching, targetOf, thingOf } from "./shapes.ts";
import { isBySerial, isNeedless, stepAt } from "./place.ts";
import type { Accepted, Answer, Flow, Line, Scan, Step, Target } from "./types.ts";

/** A scan with what the device knows of it. */
export type Read = { readonly scan: Scan; readonly target: Target | null };

/** A scan that is right at a step. */
export type Fit = {
  readonly step: number;
  readonly field: string;
  readonly value: unknown;
  readonly shown: string;
  readonly key: string;
  readonly line: Line | null;
  /** Base units that this scan stands for, and how many the label itself says. */
  readonly units: number;
  readonly said: number | null;
  /** False when only its shape speaks for it. */
  readonly isSure: boolean;
};

type Named = { readonly value: unknown; readonly shown: string; readonly key: string };

const THING: { readonly [kind: string]: Target["kind"] } = {
  SCAN_BIN: "bin",
  SCAN_CONTAINER: "container",
  SCAN_DOCUMENT: "document",
  SCAN_ITEM: "item",
};

/** What a step wants to have scanned; undefined for what is not scanned. */
export function thingWanted(step: Step): Target["kind"] | undefined {
  return THING[step.kind];
}

/** The text with all that the device knows of it. */
export function readOf(flow: Flow, scan: Scan, given: Target | null): Read {
  return { scan, target: targetOf(scan, given, flow.job) };
}

/** What a scan answers at a step; null when it is not right there. */
export function fitOf(flow: Flow, index: number, read: Read): Fit | null {
  const step = stepAt(flow, index);
  if (isNeedless(flow, step)) return null;
  switch (step.kind) {
    case "SCAN_BIN":
    case "SCAN_CONTAINER":
    case "SCAN_DOCUMENT":
      return codeFit(flow, index, read);
    case "SCAN_ITEM":
      return itemFit(flow, index, read);
    case "ENTER_QUANTITY":
      return isBySerial(flow) ? null : sameItemFit(flow, index, read);
    case "SCAN_LOT":
      return lotFit(index, step, read);
    case "SCAN_SERIAL":
      return serialFit(flow, index, read);
    case "ENTER_EXPIRY":
      return textFit(index, step, dayOf(elementOf(read.scan, "17")), read);
    default:
      return null;
  }
}

/** The fit of what a worker means although it is not what was asked for. */
export function keptFit(flow: Flow, index: number, read: Read): Fit {
  const step = stepAt(flow, index);
  const text = step.kind === "SCAN_ITEM" ? itemText(read.scan) : read.scan.text;
  const shown = read.target?.code ?? text;
  const units = read.target?.quantity ?? 1;
  const said = step.kind === "SCAN_ITEM" ? countOn(read.scan) : null;
  const named = { value: { barcode: text }, shown, key: read.target?.id ?? text };
  return made(index, step, named, { units, said: said === null ? null : said * units });
}

/** The scanned item among the lines of a job: those with something left come first. */
export function lineOf(flow: Flow, read: Read): [Line, Accepted | null] | null {
  const found = flow.job.lines
    .map((line): [Line, Accepted | null, boolean] => {
      return [line, matching(line.accepts, read.scan), line.container === read.scan.text];
    })
    .filter(([line, accepted, isBox]) => {
      return accepted !== null || isBox || isThis(line.item, read);
    });
  const open = found.find(([line]) => {
    return line.expected === null || line.expected > (flow.done[line.item.sku] ?? 0);
  });
  const best = open ?? found[0];
  return best === undefined ? null : [best[0], best[1]];
}

function codeFit(flow: Flow, index: number, read: Read): Fit | null {
  const step = stepAt(flow, index);
  const { scan, target } = read;
  const named = { value: { barcode: scan.text }, shown: target?.code ?? scan.text, key: scan.text };
  if (step.again !== null) {
    const before = answerTo(flow, step.again);
    const isSame = before !== null && [before.text, before.shown, before.key].includes(scan.text);
    return isSame ? made(index, step, named) : null;
  }
  if (step.accepts.length > 0) {
    const accepted =
      matching(step.accepts, scan) ??
      step.accepts.find(({ barcode }) => target?.kind === THING[step.kind] && target?.code === barcode);
    return accepted === undefined || accepted === null
      ? null
      : made(index, step, { ...named, shown: accepted.barcode, key: accepted.barcode });
  }
  if (isWhereTheyWere(flow, index, scan.text)) return null;
  const thing = thingOf(scan, target);
  if (thing !== null && thing !== THING[step.kind]) return null;
  return made(index, step, named, { isSure: thing !== null });
}

/** Nothing is moved to where it lies already. */
function isWhereTheyWere(flow: Flow, index: number, text: string): boolean {
  const { kind } = stepAt(flow, index);
  return flow.answers.some((answer) => answer.step >= 0 && answer.step < index && stepAt(flow, answer.step).kind === kind && answer.text === text);
}

/** The item may be told by another name than a barcode, such as its SKU typed by hand. */
function isThis(item: { readonly id: string; readonly sku: string } | null, { scan, target }: Read): boolean {
  if (item === null) return false;
  return target === null ? scan.text === item.sku : target.kind === "item" && target.id === item.id;
}

function itemFit(flow: Flow, index: number, read: Read): Fit | null {
  const step = stepAt(flow, index);
  const { scan, target } = read;
  const own = matching(step.accepts, scan);
  const known = lineOf(flow, read);
  const isNamed = isThis(flow.job.task?.item ?? null, read);
  if (own === null && known === null && !isNamed) {
    const isOpen = step.accepts.length === 0 && flow.job.lines.length === 0;
    const isPlace = flow.answers.some((answer) => answer.step < index && answer.text === scan.text);
    return isOpen && !isPlace ? anyItemFit(index, step, read) : null;
  }
  const line = known?.[0] ?? null;
  if (line !== null && line.container === scan.text) {
    const boxed = { value: { code: scan.text }, shown: scan.text, key: scan.text };
    const field = step.field === "item" ? "container" : step.field;
    return { ...made(index, step, boxed, { line }), field };
  }
  const accepted = own ?? known?.[1] ?? null;
  const units = accepted?.quantity ?? target?.quantity ?? 1;
  const task = flow.job.task?.item;
  const named = {
    value: accepted === null ? { id: line?.item.id ?? task?.id } : { barcode: accepted.barcode },
    shown: line?.item.sku ?? task?.sku ?? itemText(scan),
    key: line?.item.id ?? task?.id ?? "",
  };
  return made(index, step, named, { line, units, said: times(countOn(scan), units) });
}

function anyItemFit(index: number, step: Step, read: Read): Fit | null {
  const thing = thingOf(read.scan, read.target);
  if (thing !== null && thing !== "item") return null;
  const text = itemText(read.scan);
  const units = read.target?.quantity ?? 1;
  const shown = read.target?.code ?? text;
  const named = { value: { barcode: text }, shown, key: read.target?.id ?? text };
  const said = times(countOn(read.scan), units);
  return made(index, step, named, { units, said, isSure: thing !== null });
}

function sameItemFit(flow: Flow, index: number, read: Read): Fit | null {
  const item = flow.answers.findLast((answer) => {
    return answer.step < index && stepAt(flow, Math.max(0, answer.step)).kind === "SCAN_ITEM";
  });
  if (item === undefined || item.step < 0) return null;
  const isKept = item.isKept && item.key === keptFit(flow, item.step, read).key;
  const same = isKept ? keptFit(flow, item.step, read) : itemFit(flow, item.step, read);
  return same !== null && same.key === item.key ? { ...same, step: index, isSure: true } : null;
}

/** A lot by its label or as plain text; where it is known which ones are right, one of those. */
function lotFit(index: number, step: Step, read: Read): Fit | null {
  const fit = textFit(index, step, elementOf(read.scan, "10"), read);
  const isRight = step.accepts.length === 0 || step.accepts.some(({ barcode }) => barcode === fit?.key);
  return fit !== null && isRight ? { ...fit, value: lotValue(step, fit.key) } : null;
}

/** A lot as its field takes it: by number, or as a reference. */
export function lotValue(step: Step, number: string): unknown {
  return step.field === "lot" ? { number } : number;
}

/** A serial on a label of the goods in hand, or a text that is nothing else; their own barcode names none of them. */
function serialFit(flow: Flow, index: number, read: Read): Fit | null {
  const step = stepAt(flow, index);
  const { scan, target } = read;
  const serial = elementOf(scan, "21");
  const isSame = sameItemFit(flow, index, read) !== null;
  if (isSame && serial === null) return made(index, step, { value: null, shown: "", key: "" }, { isSure: false });
  const isLabel = elementOf(scan, "01") !== null || elementOf(scan, "02") !== null;
  const thing = thingOf(scan, target);
  const isPlain = !isLabel && target === null && (thing === null || thing === "item") && lineOf(flow, read) === null;
  if (isLabel ? !isSame : serial === null && !isPlain) return null;
  const value = serial ?? scan.text;
  return made(index, step, { value, shown: "", key: value }, { isSure: serial !== null });
}

function textFit(index: number, step: Step, value: string | null, read: Read): Fit | null {
  if (value !== null) return made(index, step, { value, shown: value, key: value });
  const { scan, target } = read;
  if (step.kind !== "SCAN_LOT" || thingOf(scan, target) !== null) return null;
  return made(index, step, { value: scan.text, shown: scan.text, key: scan.text }, { isSure: false });
}

/** What was answered to a field that is not sent yet. */
export function answerTo(flow: Flow, field: string): Answer | null {
  return flow.answers.find((answer) => answer.field === field) ?? null;
}

function times(count: number | null, units: number): number | null {
  return count === null ? null : count * units;
}

type Rest = { line?: Line | null; units?: number; said?: number | null; isSure?: boolean };

function made(index: number, step: Step, named: Named, rest: Rest = {}): Fit {
  const { line = null, units = 1, said = null, isSure = true } = rest;
  return { step: index, field: step.field, ...named, line, units, said, isSure };
}
