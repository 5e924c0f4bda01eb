/** What was done, in Arabic: the verb of a line in the history. */
import type { didInEnglish } from "../en/did.ts";
import type { Whole } from "../voice.ts";

export const didInArabic: Whole<typeof didInEnglish> = {
  didPick: "التُقط",
  didPutAway: "خُزّن",
  didReceive: "استُلم",
  didPack: "غُلّف",
  didCount: "جُرد",
  didMove: "نُقل",
  didShort: "وُجد فقط",
  didOpenReceipt: "بدأ الاستلام",
  didCloseReceipt: "أُغلق الاستلام",
  didCloseCarton: "أُغلق الكرتون",
  didShip: "شُحن",
  didTakeReturn: "استُلم المرتجع",
  didGrade: "قُيّم",
  didDispose: "أُرسل",
  didSkip: "أُجّل",
  didChangeTote: "صندوق جديد",
  didUndo: "تم التراجع عن",
  didReport: "أُبلغ",
  didTeach: "عُرّف",
  didBring: "رصيد افتتاحي",
  didChange: "عُدّل",
};
