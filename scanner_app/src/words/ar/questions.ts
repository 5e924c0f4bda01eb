/** What is asked in the middle of a job, in Arabic: each answer names what follows. */
import type { Whole } from "../voice.ts";
import type { questionsInEnglish } from "../en/questions.ts";

export const questionsInArabic: Whole<typeof questionsInEnglish> = {
  answerFirst: "أجب أولًا",
  manyMore: "حقًا {count}؟",
  manyMoreText: "المتوقع {count} {unit} فقط.",
  surelyEmpty: "هل هو فارغ حقًا؟",
  surelyEmptyText: "كل ما يسجله الدفتر هنا يُشطب.",
  nothingLiesHere: "لا شيء هنا",
  scanShortTote: "امسح الصندوق",
  shortToteText: "ما وجدته ({count}) يوضع فيه.",
  closeShort: "إغلاق مع نقص؟",
  closeShortText: "لم تصل هذه كاملة. يُسجَّل ذلك.",
  closeIt: "أغلقه",
  finishNow: "إنهاء الآن؟",
  finishText: "ما تم يُحسب. والباقي يبقى مفتوحًا.",
  finish: "إنهاء",
};
