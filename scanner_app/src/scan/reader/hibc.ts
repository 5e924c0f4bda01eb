// Health Industry Bar Codes: a labeler's item, and with it lot, serial, expiry and quantity.
// ANSI/HIBC 2.6 (supplier standard). The last character of a symbol checks it, modulo 43.

const CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
const PRIMARY = /^\+([A-Z][0-9A-Z]{3})([0-9A-Z]{1,18})([0-9])(?:\/(.+))?$/;
const SECONDARY = /^\+(\$.*|[0-9]{5}.*)(.)$/;
const QUANTITY = /^(?:8([0-9]{2})|9([0-9]{5}))/;
/** After the flag that begins with $$; without one a date is MMYY. */
const DATES: Readonly<Record<string, string>> = {
  "2": "MMDDYY",
  "3": "YYMMDD",
  "4": "YYMMDDHH",
  "5": "YYJJJ",
  "6": "YYJJJHH",
  "7": "",
};

/** What a HIBC symbol says; dates as their `dateFormat` has them. */
export type Hibc = {
  readonly labeler: string | null;
  readonly item: string | null;
  readonly unit: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly quantity: string | null;
  readonly date: string | null;
  readonly dateFormat: string | null;
};

type Second = Pick<Hibc, "lot" | "serial" | "quantity" | "date" | "dateFormat">;

const NOTHING: Second = { lot: null, serial: null, quantity: null, date: null, dateFormat: null };

/** Read a HIBC symbol; null for what is none, or whose check character is wrong. */
export function hibc(text: string): Hibc | null {
  if (!/^\+[0-9A-Z\-. $/+%]{2,60}$/.test(text) || !hasGoodCheck(text)) return null;
  const body = text.slice(0, -1);
  const primary = PRIMARY.exec(body);
  if (primary !== null) {
    const [, labeler = null, item = null, unit = null, rest = ""] = primary;
    return { labeler, item, unit, ...second(rest) };
  }
  const secondary = SECONDARY.exec(body);
  return secondary === null ? null : { labeler: null, item: null, unit: null, ...second(secondary[1] ?? "") };
}

function hasGoodCheck(text: string): boolean {
  const sum = [...text.slice(0, -1)].reduce((total, letter) => total + CHARACTERS.indexOf(letter), 0);
  return CHARACTERS.charAt(sum % CHARACTERS.length) === text.slice(-1);
}

function second(text: string): Second {
  const [first = "", ...more] = text.split("/");
  const read = { ...flagged(first) };
  for (const piece of more) {
    if (piece.startsWith("14D")) Object.assign(read, { date: piece.slice(3), dateFormat: "YYYYMMDD" });
    else if (piece.startsWith("S")) read.serial = piece.slice(1);
    else if (piece.startsWith("Q")) read.quantity = piece.slice(1);
  }
  return { ...read, lot: read.lot || null, serial: read.serial || null };
}

/** Read what begins with $ or with the five digits of a day. */
function flagged(text: string): { -readonly [name in keyof Second]: Second[name] } {
  if (text.startsWith("$$")) return dated(text.slice(2));
  if (text.startsWith("$+")) return { ...NOTHING, serial: text.slice(2) };
  if (text.startsWith("$")) return { ...NOTHING, lot: text.slice(1) };
  const day = /^[0-9]{5}/.exec(text)?.[0];
  return day === undefined ? NOTHING : { ...NOTHING, lot: text.slice(5), date: day, dateFormat: "YYJJJ" };
}

function dated(text: string): Second {
  const isSerial = text.startsWith("+");
  const after = isSerial ? text.slice(1) : text;
  const many = QUANTITY.exec(after);
  const quantity = many === null ? null : (many[1] ?? many[2] ?? null);
  const told = after.slice(many?.[0].length ?? 0);
  const flag = DATES[told.charAt(0)];
  const dateFormat = flag ?? "MMYY";
  const rest = flag === undefined ? told : told.slice(1);
  const date = rest.slice(0, dateFormat.length);
  const name = rest.slice(dateFormat.length);
  if (!/^[0-9]*$/.test(date) || date.length < dateFormat.length) return { ...NOTHING, lot: told || null, quantity };
  const named = isSerial ? { lot: null, serial: name } : { lot: name, serial: null };
  return { ...named, quantity, date: date || null, dateFormat: dateFormat || null };
}
