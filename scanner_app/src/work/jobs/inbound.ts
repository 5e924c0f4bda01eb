// Jobs of the dock: receive what a truck brought, put it away one by one or many to a bin.
import type { ReceiptToReceiveAnswer } from "../../contract.ts";
import type { FloorTask, Job, Line } from "../types.ts";
import { itemOf, trackingOf } from "./goods.ts";
import { jobOfTemplate } from "./template.ts";

/** A receipt as `ReceiptToReceive` tells it, with the lines of all its pages. */
export type ReceiptFacts = {
  readonly id: string;
  readonly number: string;
  readonly lines: readonly ReceiptLine[];
};

type ReceiptLine = NonNullable<ReceiptToReceiveAnswer["receipt"]>["lines"]["nodes"][number];

/** Receive the lines of a receipt, in whatever order they come off the truck. */
export function receiveJob(receipt: ReceiptFacts): Job {
  const about = { receipt: { id: receipt.id } };
  return jobOfTemplate("RECEIVE", {
    id: `receive ${receipt.id}`,
    title: receipt.number,
    fixed: { receiveLine: about, closeReceipt: about },
    lines: receipt.lines.map(lineOf),
  });
}

/** Put away what no task asks for: from a bin, an item, into a bin. */
export function putAwayJob(id: string, location: string): Job {
  return jobOfTemplate("PUT_AWAY", {
    id,
    title: "",
    fixed: { confirmPutaway: { location: { code: location } } },
  });
}

/** Carry several putaways at once and bring all to one bin: one that is suggested for any of them. */
export function batchJob(id: string, tasks: readonly FloorTask[]): Job {
  const bins = new Set(tasks.flatMap((task) => (task.to === null ? [] : [task.to.code])));
  return jobOfTemplate("PUT_AWAY_BATCH", {
    id,
    title: "",
    lines: tasks.flatMap(carriedOf),
    accepts: { to: [...bins].map((barcode) => ({ barcode, quantity: null })) },
  });
}

function lineOf(line: ReceiptLine): Line {
  const { item, expected } = line;
  return {
    id: line.id,
    container: null,
    fixed: {},
    item: itemOf(item),
    accepts: line.accepts,
    expected: expected === null ? null : Math.max(0, expected - line.received),
    maximum: null,
    unit: line.unit,
    ...trackingOf(item),
    hasExpiry: item.hasExpiry,
  };
}

function carriedOf(task: FloorTask): Line[] {
  if (task.item === null) return [];
  const scanned = task.steps.find((step) => step.kind === "SCAN_ITEM");
  return [
    {
      id: task.id,
      container: task.container?.code ?? null,
      // One scan of the bin means it for all, also for those that another bin was suggested for.
      fixed: { confirmPutaway: { task: task.id, fence: task.fence, rescanned: true } },
      item: task.item,
      accepts: scanned?.accepts ?? [],
      expected: task.quantity === null ? null : task.quantity - task.done,
      maximum: null,
      unit: task.unit ?? "",
      tracksLot: false,
      tracksSerial: false,
      hasExpiry: false,
    },
  ];
}
