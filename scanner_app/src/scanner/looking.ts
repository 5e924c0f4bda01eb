/** Look up anything that was scanned: at once from the device's memory, then from the server. */
import { batch } from "@preact/signals";
import { ScanLookup } from "../contract.ts";
import { feel } from "../feel/feel.ts";
import { readScan, type Scan } from "../scan/scan.ts";
import type { Floor, Looked } from "./floor.ts";
import { isOutOfReach } from "./reach.ts";

/** Show what a text means, while the job in hand waits behind it. */
export function lookUp(floor: Floor, text: string): void {
  void lookUpScan(floor, readScan(text, Date.now()));
}

export async function lookUpScan(floor: Floor, scan: Scan): Promise<void> {
  const known = floor.link.catalogue.find(scan.text, scan.elements);
  const looked: Looked = { scan, known, answer: null, state: "asking" };
  batch(() => {
    floor.looked.value = looked;
    floor.sheet.value = null;
  });
  feel(known.length > 0 ? "ok" : "look");
  try {
    const location = floor.link.session.location.peek();
    const { scan: answer } = await floor.link.session.ask(ScanLookup, {
      barcode: scan.text,
      location: location ? { id: location.id } : null,
    });
    settle(floor, looked, { ...looked, answer, state: "answered" });
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
    settle(floor, looked, { ...looked, state: "offline" });
  }
}

/** The answer counts only while the worker still looks at the question. */
function settle(floor: Floor, asked: Looked, answered: Looked): void {
  if (floor.looked.peek() === asked) floor.looked.value = answered;
}
