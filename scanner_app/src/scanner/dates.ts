/** A day as it is keyed: day, month, year in two digits each. Pure. */

const CENTURY = 2000;

/** Return the day as 2027-11-30; day 00 is the last of its month, as on GS1 labels. Null when there is no such day. */
export function dayKeyed(digits: string): string | null {
  const [day = 0, month = 0, year = 0] = (digits.match(/\d\d/g) ?? []).map(Number);
  if (digits.length !== 6 || month < 1 || month > 12) return null;
  const last = new Date(Date.UTC(CENTURY + year, month, 0)).getUTCDate();
  if (day > last) return null;
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${CENTURY + year}-${two(month)}-${two(day || last)}`;
}
