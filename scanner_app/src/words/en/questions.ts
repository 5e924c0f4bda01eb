/** What is asked in the middle of a job, in English: each answer names what follows. */
export const questionsInEnglish = {
  answerFirst: "Answer first",
  manyMore: "Really {count}?",
  manyMoreText: "Only {count} {unit} are expected.",
  surelyEmpty: "Really empty?",
  surelyEmptyText: "All that the book has here is written off.",
  nothingLiesHere: "Nothing lies here",
  scanShortTote: "Scan the tote",
  shortToteText: { one: "The one that you found goes into it.", other: "The {count} that you found go into it." },
  closeShort: "Close it short?",
  closeShortText: "These did not come in full. They are written down.",
  closeIt: "Close it",
  finishNow: "Finish now?",
  finishText: "What is done counts. The rest stays open.",
  finish: "Finish",
} as const;
