/** Why the house said no, in Arabic: by the code of the refusal, where that needs no facts. */
import type { Whole } from "../voice.ts";
import type { noInEnglish } from "../en/no.ts";

export const noInArabic: Whole<typeof noInEnglish> = {
  no_TASK_TAKEN: "المهمة عند غيرك؛ اطلب التالية.",
  no_LEASE_EXPIRED: "انتهت مدتك وعادت المهمة؛ اطلب التالية.",
  no_RECOUNT_BY_ANOTHER: "فعلت ذلك مرة من قبل؛ يجب أن يفعله الآن شخص آخر.",
  no_NO_WORK: "لا توجد مهمة لك الآن؛ اسأل بعد قليل.",
  no_NOT_GRADED: "حدد حالة المرتجع أولًا، ثم أين يذهب.",
  no_SIGN_IN_FAILED: "هذا لا يتطابق؛ حاول مرة أخرى أو اسأل المسؤول.",
  no_DEVICE_UNKNOWN: "هذا الجهاز غير مسجل أو لم يعد مسجلًا؛ اسأل المسؤول.",
  no_SETUP_CODE_SPENT: "رمز الإعداد هذا مستعمل أو قديم؛ سجّل الجهاز من جديد.",
};
