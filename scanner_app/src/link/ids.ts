// Makes ids that sort by the time they were made: UUID version 7 (RFC 9562, section 5.7).

let lastMs = 0;
let counter = 0;

/** Make an id; those of one page rise even within a millisecond, and when the clock goes back. */
export function newId(at: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  if (at > lastMs) {
    lastMs = at;
    counter = ((bytes[6] ?? 0) & 0x07) * 256 + (bytes[7] ?? 0); // the highest bit stays free to count up into
  } else if ((counter += 1) > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  const time = Math.floor(lastMs).toString(16).padStart(12, "0");
  const variant = (((bytes[8] ?? 0) & 0x3f) | 0x80).toString(16);
  const random = [...bytes.slice(9)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const middle = `7${counter.toString(16).padStart(3, "0")}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${variant}${random.slice(0, 2)}-${random.slice(2)}`;
}
