/** What became of kept work and concerns the worker is told once: a refusal, or a case that was opened. */
import { say } from "../words/scanner.ts";
import { wordsOf } from "./refused.ts";
import { claimAgain } from "./working.ts";
import { type Floor, tellWorker } from "./floor.ts";

/** Runs whenever there is news; the oldest comes first, and the next after the next scan. */
export function tellNews(floor: Floor): void {
  const [first] = floor.link.state.news.value;
  // That something went well gives way to what did not.
  const isGood = (floor.told.value?.mood ?? "ok") === "ok";
  if (first === undefined || floor.phase.value !== "work" || !isGood) return;
  const isCase = first.kind === "CASE";
  tellWorker(floor, {
    mood: isCase ? "warn" : "stop",
    title: first.operation === "undoOperation" && !isCase ? say("notTakenBack") : say(isCase ? "caseOpened" : "wasRefused", { what: first.label }),
    text: isCase ? first.message : wordsOf(first),
  });
  if (!isCase) void claimAgain(floor);
  void floor.link.outbox.told(first.operationId);
}
