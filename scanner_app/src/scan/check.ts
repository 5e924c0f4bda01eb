// Check digits of trade numbers: GS1 General Specifications, section 7.9 (weights 3 and 1 from the right).

const LENGTHS: readonly number[] = [8, 12, 13, 14, 17, 18];

/** Return the digit that ends a number whose other digits are `body`. */
export function checkDigit(body: string): string {
  let sum = 0;
  for (let place = 0; place < body.length; place += 1) {
    const digit = body.charCodeAt(body.length - 1 - place) - 48;
    sum += place % 2 === 0 ? digit * 3 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Tell whether digits are a GTIN, GLN, GSIN or SSCC whose last digit fits the others. */
export function hasRightCheckDigit(digits: string): boolean {
  if (!/^\d+$/.test(digits) || !LENGTHS.includes(digits.length)) {
    return false;
  }
  return checkDigit(digits.slice(0, -1)) === digits.slice(-1);
}
