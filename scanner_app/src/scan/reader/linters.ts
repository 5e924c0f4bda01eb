// The checks that GS1's syntax dictionary names for the parts of a value. Each is asked with characters
// that fit the part's set already, and with as many as it may have.
import { checkDigit } from "../check.ts";
import { CODES } from "./table.ts";

const CHARACTERS: Readonly<Record<string, RegExp>> = {
  N: /^[0-9]*$/,
  X: /^[!"%-?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[\-0-9A-Z_a-z]*={0,2}$/,
};
/** Character set 32: what a pair of check characters is of. */
const CHECK_CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
/** Weights of a value's characters, from the right: as many as (8013) can have. */
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83] as const;
const MODULUS = 1021;
const IBAN_SHORTEST = 11;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const LATITUDE_MOST = 1_800_000_000;
const LONGITUDE_MOST = 3_600_000_000;

/** Tell whether a text is of one of GS1's character sets (section 7.11). */
export function fits(characters: string, text: string): boolean {
  if (CHARACTERS[characters]?.test(text) !== true) return false;
  return characters !== "Z" || !text.includes("=") || text.length % 3 === 0;
}

/** Tell whether a part passes a check. */
export function passes(linter: string, text: string): boolean {
  const codes = CODES.get(linter);
  return codes === undefined ? LINTERS[linter]?.(text) === true : codes.has(text);
}

function alphanumericCheck(text: string): boolean {
  const body = text.slice(0, -2);
  let total = 0;
  for (let place = 0; place < body.length; place += 1) {
    total += SET_82.indexOf(body.charAt(body.length - 1 - place)) * (PRIMES[place] ?? 0);
  }
  const sum = total % MODULUS;
  return text.slice(-2) === CHECK_CHARACTERS.charAt(sum >> 5) + CHECK_CHARACTERS.charAt(sum & 31);
}

/** The century matters for one day alone: of the years that end in 00, 2000 was a leap year. */
const shortDay = (text: string): boolean => isDay(Number(`20${text.slice(0, 2)}`), text.slice(2, 4), text.slice(4, 6));
const longDay = (text: string): boolean => isDay(Number(text.slice(0, 4)), text.slice(4, 6), text.slice(6));

function isDay(year: number, month: string, day: string): boolean {
  const days = DAYS[Number(month) - 1];
  if (days === undefined) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return Number(day) <= days + (month === "02" && isLeap ? 1 : 0);
}

function iban(text: string): boolean {
  const isPlain = text.length >= IBAN_SHORTEST && /^[0-9A-Z]+$/.test(text);
  if (!isPlain || !passes("iso3166alpha2", text.slice(0, 2))) return false;
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    const value = parseInt(letter, 36);
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
  }
  return rest === 1;
}

function pieceOfTotal(text: string): boolean {
  const half = text.length / 2;
  const piece = Number(text.slice(0, half));
  return piece > 0 && piece <= Number(text.slice(half));
}

function placeAndNumber(text: string): boolean {
  const found = /^([1-9][0-9]*)\/([1-9][0-9]*)$/.exec(text);
  return found !== null && Number(found[1]) <= Number(found[2]);
}

/** The others are lists of codes, and the two of coupons. */
const LINTERS: Readonly<Record<string, (text: string) => boolean>> = {
  csum: (text) => checkDigit(text.slice(0, -1)) === text.slice(-1),
  csumalpha: (text) => text.length > 1 && alphanumericCheck(text),
  gcppos1: (text) => /^[0-9]{4}/.test(text),
  gcppos2: (text) => /^.[0-9]{4}/.test(text),
  hasnondigit: (text) => !/^[0-9]*$/.test(text),
  hh: (text) => text < "24",
  hhmi: (text) => text.slice(0, 2) < "24" && text.slice(2) < "60",
  hyphen: (text) => text === "-",
  iban,
  importeridx: (text) => /^[\-0-9A-Z_a-z]$/.test(text),
  iso3166999: (text) => text === "999" || passes("iso3166", text),
  iso5218: (text) => "0129".includes(text),
  latitude: (text) => Number(text) <= LATITUDE_MOST,
  longitude: (text) => Number(text) <= LONGITUDE_MOST,
  mi: (text) => text < "60",
  nonzero: (text) => /[^0]/.test(text),
  nozeroprefix: (text) => !text.startsWith("0"),
  pcenc: (text) => !/%(?![0-9A-Fa-f]{2})/.test(text),
  pieceoftotal: pieceOfTotal,
  posinseqslash: placeAndNumber,
  ss: (text) => text < "60",
  winding: (text) => "019".includes(text),
  yesno: (text) => "01".includes(text),
  yymmd0: shortDay,
  yymmdd: (text) => text.slice(4) !== "00" && shortDay(text),
  yyyymmd0: longDay,
  yyyymmdd: (text) => text.slice(6) !== "00" && longDay(text),
  zero: (text) => !/[^0]/.test(text),
};
