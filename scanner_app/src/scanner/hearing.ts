/** The one place where a scan enters: it closes what lies on top, is judged at once, and is painted in the same frame. */
import { batch } from "@preact/signals";
import { feel } from "../feel/feel.ts";
import type { Scan } from "../scan/scan.ts";
import { beginShift, setUp, takeBadge } from "./entering.ts";
import { type Floor } from "./floor.ts";
import { lookUpScan } from "./looking.ts";
import { tellScan } from "./talking.ts";
import { beginScanned } from "./working.ts";

export function hearScan(floor: Floor, scan: Scan): void {
  performance.mark("scan:heard");
  floor.sheet.value = null;
  answer(floor, scan);
  requestAnimationFrame(() => setTimeout(() => performance.mark("scan:painted"), 0));
  floor.link.trace.add("scan", `${scan.method} ${scan.symbology ?? ""} ${scan.text.length}`);
}

function answer(floor: Floor, scan: Scan): void {
  switch (floor.phase.peek()) {
    case "setUp":
      return void setUp(floor, scan.text);
    case "logIn":
      return takeBadge(floor, scan.text);
    case "startShift":
      beginShift(floor);
      return atHome(floor, scan);
    case "work":
      // What was looked up lies over the job: a scan returns to it.
      if (floor.flow.peek() === null) return atHome(floor, scan);
      floor.looked.value = null;
      return tellScan(floor, scan);
  }
}

function atHome(floor: Floor, scan: Scan): void {
  batch(() => {
    floor.told.value = null;
    floor.keys.value = null;
  });
  if (beginScanned(floor, scan.text)) feel("ok");
  else void lookUpScan(floor, scan);
}
