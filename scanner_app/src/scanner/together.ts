/** What came of one scan or tap is one line: a return is taken, graded and sent on at once. */
import type { Past } from "../link/outbox.ts";

export function together(rows: readonly Past[]): readonly Past[] {
  const lines = new Map<string, Past>();
  for (const row of rows) {
    const line = `${row.at} ${row.label}`;
    const before = lines.get(line);
    if (before === undefined || (isNo(row) && !isNo(before))) lines.set(line, row);
  }
  return [...lines.values()];
}

export function isNo({ outcome }: Past): boolean {
  return outcome === "REFUSED" || outcome === "SKIPPED";
}
