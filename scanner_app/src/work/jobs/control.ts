// Jobs of the shelf that no task asks for: count a bin, move goods, take a return, look up.
import type { Accepted, Fixed, Job, Line, Target } from "../types.ts";
import { jobOfTemplate, just } from "./template.ts";

/** What a customer may send back, as `Returnable` tells it. */
export type ReturnFacts = {
  readonly id: string;
  readonly title: string;
  /** Under which return, of which order, or at which location: the first that is known. */
  readonly about: Fixed[string];
  readonly lines: readonly ReturnableLine[];
};

type ReturnableLine = {
  readonly id: string | null;
  readonly left: number | null;
  readonly accepts: readonly Accepted[];
  readonly item: { readonly id: string; readonly sku: string; readonly name: string; readonly unit: string };
};

/** Count a bin of one's own accord, blind. */
export function countJob(facts: {
  readonly id: string;
  readonly location: string;
  readonly bin: string | null;
  readonly known?: { readonly [barcode: string]: Target };
}): Job {
  const { id, bin, known = {} } = facts;
  return jobOfTemplate("COUNT", {
    id,
    title: bin ?? "",
    fixed: { submitCount: { location: { code: facts.location }, lines: [] } },
    known,
    accepts: bin === null ? {} : { bin: just(bin) },
  });
}

/** Move goods from bin to bin. */
export function moveJob(id: string, location: string): Job {
  return jobOfTemplate("MOVE", {
    id,
    title: "",
    fixed: { moveStock: { location: { code: location } } },
  });
}

/** Take goods back: item, grade, and the grade says where they go. */
export function returnJob(facts: ReturnFacts): Job {
  return jobOfTemplate("RETURN", {
    id: facts.id,
    title: facts.title,
    fixed: { receiveReturn: facts.about },
    lines: facts.lines.map(lineOf),
  });
}

/** Look up whatever is scanned. */
export function lookUpJob(id: string): Job {
  return jobOfTemplate("LOOKUP", { id, title: "" });
}

function lineOf(line: ReturnableLine): Line {
  const { item } = line;
  return {
    id: line.id,
    container: null,
    fixed: {},
    item: { id: item.id, sku: item.sku, name: item.name },
    accepts: line.accepts,
    expected: line.left,
    maximum: null,
    unit: item.unit,
    tracksLot: false,
    hasExpiry: false,
  };
}
