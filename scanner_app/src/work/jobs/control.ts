// Jobs of the shelf that no task asks for: count a bin, move goods, take a return, look up.
import type { NamesInBinAnswer, ReturnableGoodsAnswer, ReturnableOrderAnswer } from "../../contract.ts";
import type { Job, Line } from "../types.ts";
import { lineOfGoods, namesOf, trackingOf } from "./goods.ts";
import { jobOfTemplate, just } from "./template.ts";

type Found<Answer, Field extends keyof Answer> = NonNullable<Answer[Field]>;

/** Count a bin of one's own accord, blind; `names` only tells what the barcodes mean. */
export function countJob(facts: {
  readonly id: string;
  readonly location: string;
  readonly bin: string | null;
  readonly names: Found<NamesInBinAnswer, "balances"> | null;
}): Job {
  const { id, location, bin, names } = facts;
  const seen = names === null ? {} : { seenAt: names.asOf };
  return jobOfTemplate("COUNT", {
    id,
    title: bin ?? "",
    fixed: { submitCount: { location: { code: location }, lines: [], ...seen } },
    known: namesOf(names?.nodes.map(({ item }) => item) ?? []),
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

/** Take back what an order shipped: item, grade, and the grade says where it goes. */
export function returnOfOrderJob(order: Found<ReturnableOrderAnswer, "order">): Job {
  const shipped = order.lines.nodes.filter((line) => line.shipped > 0);
  return jobOfTemplate("RETURN", {
    id: `return ${order.id}`,
    title: order.number,
    fixed: { receiveReturn: { order: { id: order.id } } },
    lines: shipped.map((line) => ({ ...lineOfGoods(line.item, line.shipped, null), ...trackingOf(line.item) })),
  });
}

/** Take back what a customer said would come. */
export function returnJob(announced: Found<ReturnableGoodsAnswer, "customerReturn">): Job {
  const lines = announced.lines.map((line): Line => {
    const left = Math.max(0, line.authorized - line.received);
    return { ...lineOfGoods(line.item, left, null), ...trackingOf(line.item), id: line.id };
  });
  return jobOfTemplate("RETURN", {
    id: `return ${announced.id}`,
    title: announced.number,
    fixed: { receiveReturn: { customerReturn: { id: announced.id } } },
    lines,
  });
}

/** Take back goods that nobody can say where they were bought. */
export function returnOfAnythingJob(id: string, location: string): Job {
  return jobOfTemplate("RETURN", {
    id,
    title: "",
    fixed: { receiveReturn: { location: { code: location } } },
  });
}

/** Look up whatever is scanned. */
export function lookUpJob(id: string): Job {
  return jobOfTemplate("LOOKUP", { id, title: "" });
}
