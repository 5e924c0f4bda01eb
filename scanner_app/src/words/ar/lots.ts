/** The words of lots, serials and printed cards, in Arabic. */
import type { lotsInEnglish } from "../en/lots.ts";
import type { Translation } from "../voice.ts";

export const lotsInArabic: Translation<typeof lotsInEnglish> = {
  callBack: "استدعاء الدفعة",
  callBackMeans: "تُحجز كلها أينما كانت، ولا يخرج منها شيء، وتُفتح حالة تذكر من تسلّم منها.",
  calledBack: "مستدعاة",
  chooseLot: "اختر دفعة لترى من يحملها ومن تسلّمها.",
  expires: "صالحة حتى",
  lot: "الدفعة",
  lotsOf: "دفعات {item}",
  moreNotShown: "يوجد أكثر مما يظهر.",
  nobodyHolds: "لا شيء منها هنا.",
  nobodyReceived: "لم يخرج منها شيء.",
  noSuchSerial: "لا أحد يعرف هذا الرقم التسلسلي.",
  page_lots: "الدفعات",
  printOrder: "بطاقة الطلب",
  printPallet: "ملصق المنصة",
  printShipment: "بطاقة الشحنة",
  serial: "الرقم التسلسلي",
  supplier: "المورد",
  taskCard: "بطاقة المهمة",
  toldApart: "أصناف تُميّز بالدفعة أو الرقم التسلسلي",
  toldApartBy: "تُميّز بـ",
  tracking_LOT: "الدفعة",
  tracking_LOT_AND_SERIAL: "الدفعة والرقم التسلسلي",
  tracking_NONE: "لا شيء",
  tracking_SERIAL: "الرقم التسلسلي",
  whoHolds: "من يحملها",
  whoReceived: "من تسلّمها",
};
