// Exactly which goods: a lot that is not the one to take, a single thing that was named before.
import { serialsOf } from "./advance.ts";
import type { Fit, Read } from "./judge.ts";
import { goodsOf, stepAt } from "./place.ts";
import { elementOf } from "./shapes.ts";
import type { Flow } from "./types.ts";

/** The step whose lot is another than on the label; -1 where the label is right, or says nothing. */
export function wrongLotAt(flow: Flow, fit: Fit, read: Read): number {
  const lot = elementOf(read.scan, "10");
  const { part, kind } = stepAt(flow, fit.step);
  if (lot === null || kind === "SCAN_LOT") return -1;
  return flow.job.steps.findIndex((step) => {
    const isHere = step.kind === "SCAN_LOT" && step.part === part && step.accepts.length > 0;
    return isHere && !step.accepts.some(({ barcode }) => barcode === lot);
  });
}

/** True when a single thing was named before, in this lap or in work of this kind that stands. */
export function isTwice(flow: Flow, fit: Fit, read: Read): boolean {
  const { kind, operation, part } = stepAt(flow, fit.step);
  const serial = kind === "SCAN_SERIAL" ? fit.value : elementOf(read.scan, "21");
  const isNaming = flow.job.steps.some((step) => step.kind === "SCAN_SERIAL" && step.part === part);
  if (typeof serial !== "string" || !isNaming) return false;
  const sku = fit.line?.item.sku ?? goodsOf(flow);
  const isOf = (one: Flow["sent"][number]): boolean => !one.isUndone && one.name === operation && one.sku === sku;
  const isSent = flow.sent.some((one) => isOf(one) && one.serials?.includes(serial) === true);
  return isSent || (kind === "SCAN_SERIAL" && serialsOf(flow).includes(serial));
}
