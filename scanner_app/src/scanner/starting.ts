/** Jobs that no task asks for: a scanned document or container says which, and the house tells its goods. */
import {
  CartonsToShip,
  NamesInBin,
  OpenReceipt,
  ReceiptToReceive,
  ReceiptsUnderWay,
  ReturnableGoods,
  ReturnableOrder,
  ToteContents,
  type DocumentRef,
  type ReceiptToReceiveAnswer,
} from "../contract.ts";
import { Failed } from "../link/call.ts";
import { BEHIND_MS } from "../link/link.ts";
import { newId } from "../link/ids.ts";
import { countJob, moveJob, returnJob, returnOfOrderJob } from "../work/jobs/control.ts";
import { type ReceiptFacts, receiveJob } from "../work/jobs/inbound.ts";
import { ordersIn, packJob, shipJob } from "../work/jobs/outbound.ts";
import type { Job } from "../work/types.ts";
import { say } from "../words/scanner.ts";
import { type Floor, tellWorker } from "./floor.ts";
import { isOutOfReach } from "./reach.ts";
import { beginJob } from "./working.ts";

type Maker = (floor: Floor, text: string) => Promise<Job | string | null>;

/** What each kind of document begins; the text is its number, as printed. */
const DOCUMENTS: readonly (readonly [RegExp, Maker])[] = [
  [/^PO-/i, receiveOrdered],
  [/^RC-/i, (floor, text) => receive(floor, { number: text })],
  [/^(RET|RMA)-/i, takeReturn],
  [/^SO-/i, takeBackOrder],
  [/^(T|TOTE)-?\d/i, packTote],
];

/** Begin what the text is about; null where it is no document or tote of ours. */
export function beginDocument(floor: Floor, text: string): Promise<void> | null {
  const maker = DOCUMENTS.find(([shape]) => shape.test(text))?.[1];
  return maker ? make(floor, () => maker(floor, text)) : null;
}

export function beginMove(floor: Floor): Promise<void> {
  return make(floor, async () => moveJob(newId(), placeOf(floor)));
}

export function beginShipping(floor: Floor): Promise<void> {
  return make(floor, async () => {
    const { shipments } = await floor.link.session.ask(CartonsToShip, {});
    const packed = shipments?.nodes ?? [];
    return packed.length > 0 ? shipJob(newId(), packed) : say("nothingPacked");
  });
}

/** Count a bin that nobody asked to count; without the network only the names are missing. */
export function beginCount(floor: Floor, bin: string): Promise<void> {
  return make(floor, async () => {
    const location = placeOf(floor);
    const asked = { bin: { code: bin }, location: { code: location } };
    const names = await floor.link.session.ask(NamesInBin, asked).catch((problem: unknown) => {
      if (!isOutOfReach(problem) && !(problem instanceof Failed)) throw problem;
      return null;
    });
    return countJob({ id: newId(), location, bin, names: names?.balances ?? null });
  });
}

/** Ask, then begin; a no, a text that says why not, and a dead spot are told. */
async function make(floor: Floor, job: () => Promise<Job | string | null>): Promise<void> {
  floor.isBusy.value = true;
  tellWorker(floor, null);
  try {
    // Else the house would tell of goods as they were before the last scans.
    await floor.link.outbox.sent(BEHIND_MS);
    const made = await job();
    if (made !== null && typeof made === "object") beginJob(floor, made);
    else tellWorker(floor, { mood: "warn", title: made ?? say("unknownCode"), text: say("unknownText") });
  } catch (problem) {
    if (problem instanceof Failed) tellWorker(floor, { mood: "stop", title: say("didNotWork"), text: problem.message });
    else if (isOutOfReach(problem)) tellWorker(floor, { mood: "warn", title: say("noNetwork"), text: say("newWorkNeedsNetwork") });
    else throw problem;
  } finally {
    floor.isBusy.value = false;
  }
}

async function receiveOrdered(floor: Floor, text: string): Promise<Job | string | null> {
  const { clock, session } = floor.link;
  const { receipts } = await session.ask(ReceiptsUnderWay, { order: { number: text } });
  const [begun] = receipts.nodes;
  if (begun) return receive(floor, { id: begun.id });
  const { openReceipt } = await session.ask(OpenReceipt, {
    input: { operationId: newId(), occurredAt: clock.instant(), purchaseOrder: { number: text }, location: { code: placeOf(floor) } },
  });
  return openReceipt.__typename === "Refused" ? openReceipt.message : receive(floor, { id: openReceipt.receipt.id });
}

async function receive(floor: Floor, ref: DocumentRef): Promise<Job | null> {
  const lines: ReceiptFacts["lines"][number][] = [];
  let facts: Omit<ReceiptFacts, "lines"> | null = null;
  for (let after: string | null | undefined = null; after !== undefined; ) {
    const { receipt }: ReceiptToReceiveAnswer = await floor.link.session.ask(ReceiptToReceive, { receipt: ref, after });
    if (receipt === null) return null;
    facts = { id: receipt.id, number: receipt.number };
    lines.push(...receipt.lines.nodes);
    after = receipt.lines.pageInfo.hasNextPage ? receipt.lines.pageInfo.endCursor : undefined;
  }
  return facts && receiveJob({ ...facts, lines });
}

async function takeReturn(floor: Floor, text: string): Promise<Job | null> {
  const { customerReturn } = await floor.link.session.ask(ReturnableGoods, { ref: { number: text } });
  return customerReturn && returnJob(customerReturn);
}

async function takeBackOrder(floor: Floor, text: string): Promise<Job | null> {
  const { order } = await floor.link.session.ask(ReturnableOrder, { order: { number: text } });
  return order && returnOfOrderJob(order);
}

async function packTote(floor: Floor, text: string): Promise<Job | string | null> {
  const { containerContents: tote } = await floor.link.session.ask(ToteContents, { container: { barcode: text } });
  const [order] = tote ? ordersIn(tote) : [];
  if (!tote) return null;
  return order ? packJob(tote, order) : say("toteIsEmpty");
}

function placeOf(floor: Floor): string {
  return floor.link.session.location.peek()?.code ?? "";
}
