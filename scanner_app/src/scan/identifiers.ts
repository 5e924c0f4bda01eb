// The GS1 application identifiers: which values each takes. GS1 General Specifications, section 3.2.

/** What a value must look like; `isFixed` ones end by themselves, others at FNC1. */
export type Identifier = {
  readonly value: RegExp;
  readonly isFixed: boolean;
  readonly isDate: boolean;
  /** How many digits from the left end in a check digit; 0 for none. */
  readonly checked: number;
};

type Row = readonly [ais: string, value: string, checked?: number];

const X = "[!-\"%-?A-Z_a-z]";

const FIXED: readonly Row[] = [
  ["00", "\\d{18}", 18],
  ["0[123]", "\\d{14}", 14],
  ["20", "\\d{2}"],
  ["3(1[0-6]|2\\d|3[0-7]|4\\d|5[0-7]|6\\d)[0-5]", "\\d{6}"],
  ["41[0-7]", "\\d{13}", 13],
];

const DATES = /^1[123567]$/;

const ENDED: readonly Row[] = [
  ["10|2[12]|243|254|420|71[0-7]|4318|7020|7240|8002|8012", `${X}{1,20}`],
  ["235", `${X}{1,28}`],
  ["24[01]|25[01]|40[013]|90|4308|4319|7002|702[123]|8004", `${X}{1,30}`],
  ["242", "\\d{1,6}"],
  ["253", `\\d{13}${X}{0,17}`, 13],
  ["255", "\\d{13,25}", 13],
  ["30|37", "\\d{1,8}"],
  ["390\\d|392\\d", "\\d{1,15}"],
  ["391\\d|393\\d", "\\d{4,18}"],
  ["394[0-3]|8111", "\\d{4}"],
  ["395[0-5]|8005", "\\d{6}"],
  ["402", "\\d{17}", 17],
  ["421", `\\d{3}${X}{1,9}`],
  ["42[246]", "\\d{3}"],
  ["42[35]", "(\\d{3}){1,5}"],
  ["427|7008", `${X}{1,3}`],
  ["43(0[01]|1[01]|20)", `${X}{1,35}`],
  ["43(0[2-6]|1[2-6])|8110|8112|8200|7257", `${X}{1,70}`],
  ["4307|4317", "[A-Z]{2}"],
  ["4309", "\\d{20}"],
  ["432[123]", "[01]"],
  ["432[45]|7003|7251", "\\d{10,12}"],
  ["4326|7006", "\\d{6}"],
  ["433[0-3]", "\\d{6}-?"],
  ["7001", "\\d{13}"],
  ["7004", "\\d{1,4}"],
  ["7005", `${X}{1,12}`],
  ["7007", "\\d{6}(\\d{6})?"],
  ["7009", `${X}{1,10}`],
  ["7010", `${X}{1,2}`],
  ["7011", "\\d{6}(\\d{4})?"],
  ["703\\d", `\\d{3}${X}{1,27}`],
  ["7040", `\\d${X}{3}`],
  ["7041", `${X}{1,4}`],
  ["723\\d", `${X}{3,30}`],
  ["7241", "\\d{2}"],
  ["7242|801[34]|8020", `${X}{1,25}`],
  ["7250", "\\d{8}"],
  ["7252", "\\d"],
  ["725[349]", `${X}{1,40}`],
  ["7255", `${X}{1,10}`],
  ["7256|9[1-9]", `${X}{1,90}`],
  ["7258", `${X}{3}`],
  ["8001", "\\d{14}"],
  ["8003", `0\\d{13}${X}{0,16}`, 14],
  ["8006|8026", "\\d{18}", 14],
  ["8007", `${X}{1,34}`],
  ["8008", "\\d{8}(\\d{2}){0,2}"],
  ["8009", `${X}{1,50}`],
  ["8010", "[#\\-/0-9A-Z]{1,30}"],
  ["8011", "(0|[1-9]\\d{0,11})"],
  ["801[78]", "\\d{18}", 18],
  ["8019", "\\d{1,10}"],
  ["8030", "[!-z]{1,90}"],
  ["8040|8041", "\\d{15}"],
];

const LONG = /^(3[1-69]|43|7[02]|8\d)/;
const MIDDLE = /^(2[345]|4[012]|71)/;

/** Return how many characters the identifier has that a text begins with. */
export function lengthOfAi(text: string): number {
  if (LONG.test(text)) {
    return 4;
  }
  return MIDDLE.test(text) ? 3 : 2;
}

/** Return what an identifier takes; undefined for one that does not exist. */
export function identifier(ai: string): Identifier | undefined {
  if (DATES.test(ai)) {
    return { value: /^\d{6}/, isFixed: true, isDate: true, checked: 0 };
  }
  return found(FIXED, ai, true) ?? found(ENDED, ai, false);
}

function found(rows: readonly Row[], ai: string, isFixed: boolean): Identifier | undefined {
  const row = rows.find(([ais]) => new RegExp(`^(${ais})$`).test(ai));
  if (row === undefined) {
    return undefined;
  }
  return { value: new RegExp(`^${row[1]}`), isFixed, isDate: false, checked: row[2] ?? 0 };
}
