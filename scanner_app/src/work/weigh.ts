// Hears what the pieces weigh: a number from the keypad; one that surprises is asked about.
import { sendWeighed } from "./ask.ts";
import { canWeigh, isAnswered, isNeedless, piecesOf, reach, stepAt, weightStep } from "./place.ts";
import { setWeight } from "./quantity.ts";
import type { Run } from "./run.ts";

/** Hear grams; what so many pieces never weigh is asked about. */
export function hearWeight(run: Run, grams: number): void {
  const { flow } = run;
  const { asking } = flow;
  const index = weightStep(flow);
  run.tone = "look";
  if (!Number.isSafeInteger(grams) || grams < 1) return;
  if (index < 0 || isNeedless(flow, stepAt(flow, index))) return;
  const short = asking?.kind === "shortWeight" ? { found: asking.found, reason: asking.reason } : null;
  if (short === null && !(reach(flow).includes(index) || isAnswered(flow, index))) return;
  const pieces = short?.found ?? piecesOf(flow);
  if (!canWeigh(flow, pieces, grams)) {
    flow.asking = { kind: "weighAgain", grams, pieces, short };
  } else if (short !== null) {
    sendWeighed(run, short, { weightGrams: grams });
  } else {
    flow.answers = flow.answers.filter(({ field }) => field !== "reweighed");
    setWeight(run, grams);
  }
}
