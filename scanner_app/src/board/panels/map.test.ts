// The floor as columns: which bays share one, and what a cell then says.
import { describe, expect, test } from "vitest";
import { cellsOf, columnsOf, peopleByCell } from "./map.ts";
import type { Heat, Somebody } from "../watch.ts";

const bay = (aisle: string, name: string, value: number | null, blocked = 0): Heat["bays"][number] =>
  ({ aisle, bay: name, xMm: null, yMm: null, bins: 4, blocked, unknown: 0, value });
const heat = (metric: Heat["metric"], ...bays: Heat["bays"][number][]): Heat => ({ metric, asOf: "1", bays });

describe("the map", () => {
  test("gives each bay a column while there are few", () => {
    expect(columnsOf(["02", "01", "02"]).heads.map((head) => head.first)).toEqual(["01", "02"]);
  });

  test("lets neighbors share a column when there are many", () => {
    const columns = columnsOf(Array.from({ length: 40 }, (_, at) => String(at + 1).padStart(2, "0")));
    expect(columns.heads.length).toBeLessThanOrEqual(11);
    expect([columns.heads[1]?.title, columns.of.get("06")]).toEqual(["05 – 08", "05"]);
  });

  test("sums what is counted, averages shares, shows the oldest age", () => {
    const shared = { heads: [{ first: "01", title: "" }], of: new Map([["01", "01"], ["02", "01"]]) };
    const value = (metric: Heat["metric"]) => cellsOf(heat(metric, bay("A", "01", 4), bay("A", "02", 10)), shared).get("A 01")?.value;
    expect([value("PICKS"), value("OCCUPANCY"), value("DAYS_SINCE_COUNT")]).toEqual([14, 7, 10]);
  });

  test("knows nothing where nothing is known, and closes what is wholly blocked", () => {
    const cells = cellsOf(heat("PICKS", bay("A", "01", null, 4)), columnsOf(["01"]));
    expect(cells.get("A 01")).toEqual({ value: null, isClosed: true });
  });

  test("puts people where their bin is, and nowhere without one", () => {
    const one = (aisle: string | null): Somebody => ({ bin: aisle ? { aisle, bay: "01" } : null }) as unknown as Somebody;
    expect([...peopleByCell([one("A"), one(null)], columnsOf(["01"])).keys()]).toEqual(["A 01"]);
  });
});
