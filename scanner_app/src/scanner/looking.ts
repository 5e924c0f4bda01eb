/** Look up anything that was scanned: at once from the device's memory, then from the server. */
import { batch } from "@preact/signals";
import { ScanLookup } from "../contract.ts";
import { feel } from "../feel/feel.ts";
import { readScan, type Scan } from "../scan/scan.ts";
import type { Floor, Looked } from "./floor.ts";
import { isOutOfReach } from "./reach.ts";

/** Show what a text means, while the job in hand waits behind it; over a full stop only name what it was. */
export function lookUp(floor: Floor, text: string): void {
  if (floor.flow.peek()?.halt) void nameWrong(floor, text);
  else void lookUpScan(floor, readScan(text, Date.now()));
}

async function nameWrong(floor: Floor, text: string): Promise<void> {
  const answer = await asked(floor, text);
  if (answer === null) return;
  const target = answer.candidates[0]?.target ?? null;
  floor.got.value = { text, kind: target?.__typename ?? null, ...namesOf(target, text) };
}

type Target = NonNullable<Looked["answer"]>["candidates"][number]["target"];

function namesOf(target: Target | null, text: string): { readonly code: string; readonly name: string } {
  if (target === null) return { code: text, name: "" };
  return {
    code: "sku" in target ? target.sku : "code" in target ? target.code : text,
    name: "name" in target ? target.name : "",
  };
}

/** Whether the house says that nobody knows a code; out of reach nobody can say. */
export async function isUnknown(floor: Floor, text: string): Promise<boolean> {
  return (await asked(floor, text))?.candidates.length === 0;
}

/** The server's answer; null where it is out of reach. */
async function asked(floor: Floor, text: string): Promise<Looked["answer"]> {
  const location = floor.link.session.location.peek();
  const variables = { barcode: text, location: location ? { id: location.id } : null };
  try {
    return (await floor.link.session.ask(ScanLookup, variables)).scan;
  } catch (problem) {
    if (!isOutOfReach(problem)) throw problem;
    return null;
  }
}

export async function lookUpScan(floor: Floor, scan: Scan): Promise<void> {
  const known = floor.link.catalogue.find(scan.text, scan.elements);
  const looked: Looked = { scan, known, answer: null, state: "asking" };
  batch(() => {
    floor.looked.value = looked;
    floor.sheet.value = null;
  });
  feel(known.length > 0 ? "ok" : "look");
  const answer = await asked(floor, scan.text);
  settle(floor, looked, { ...looked, answer, state: answer === null ? "offline" : "answered" });
}

/** The answer counts only while the worker still looks at the question. */
function settle(floor: Floor, asked: Looked, answered: Looked): void {
  if (floor.looked.peek() === asked) floor.looked.value = answered;
}
