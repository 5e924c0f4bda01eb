/** What is asked in the middle of a job, in German: each answer names what follows. */
import type { questionsInEnglish } from "../en/questions.ts";
import type { Translation } from "../voice.ts";

export const questionsInGerman: Translation<typeof questionsInEnglish> = {
  answerFirst: "Erst antworten",
  manyMore: "Wirklich {count}?",
  manyMoreText: "Nur {count} {unit} werden erwartet.",
  surelyEmpty: "Wirklich leer?",
  surelyEmptyText: "Alles, was hier laut Buch liegt, wird ausgebucht.",
  nothingLiesHere: "Hier liegt nichts",
  scanShortTote: "Kiste scannen",
  shortToteText: { one: "Das eine gefundene kommt hinein.", other: "Die {count} gefundenen kommen hinein." },
  closeShort: "Unvollständig schließen?",
  closeShortText: "Das kam nicht vollständig. Es wird notiert.",
  closeIt: "Schließen",
  finishNow: "Jetzt beenden?",
  finishText: "Was getan ist, zählt. Der Rest bleibt offen.",
  finish: "Beenden",
};
