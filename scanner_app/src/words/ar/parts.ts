/** The words of the parts, in Arabic. */
import type { Whole } from "../voice.ts";
import type { partsInEnglish } from "../en/parts.ts";

export const partsInArabic: Whole<typeof partsInEnglish> = {
  scans: "المسح",
  aisle: "ممر",
  bay: "قسم",
  level: "رف",
  place: "موضع",
  close: "إغلاق",
  menu: "القائمة",
  online: "متصل",
  waiting: "بانتظار الإرسال: {count}",
  offline: "غير متصل منذ {count} د",
  offlineNow: "غير متصل",
  delete: "حذف",
  minus: "ناقص",
  plus: "زائد",
  equals: "يساوي",
  needed: "المطلوب",
  youScanned: "ما مسحته",
  youKeyed: "ما أدخلته",
  scannerIsOn: "الماسح يعمل",
  somethingElse: "شيء آخر",
};
