/** The one place where a scan enters: it closes what lies on top, is judged at once, and is painted in the same frame. */
import { readAgain, type Scan } from "../scan/scan.ts";
import { setUp, takeBadge } from "./entering.ts";
import type { Floor } from "./floor.ts";

/** Scans that came before the workplace was loaded; none is lost. */
const early: Scan[] = [];

export function hearScan(floor: Floor, scan: Scan): void {
  performance.mark("scan:heard");
  floor.sheet.value = null;
  answer(floor, scan);
  requestAnimationFrame(() => setTimeout(() => performance.mark("scan:painted"), 0));
  floor.link.trace.add("scan", `${scan.method} ${scan.symbology ?? ""} ${scan.text.length}`);
}

/** Hear what came too early, in order. */
export function hearEarly(floor: Floor): void {
  for (const scan of early.splice(0)) answer(floor, readAgain(scan));
}

function answer(floor: Floor, scan: Scan): void {
  const workplace = floor.workplace.peek();
  switch (floor.phase.peek()) {
    case "setUp":
      return void setUp(floor, scan.text);
    case "logIn":
      return takeBadge(floor, scan.text);
    default:
      if (workplace) workplace.hear(floor, scan);
      else early.push(scan);
  }
}
