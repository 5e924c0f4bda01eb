/** Whether a figure is where it should be. Pure. */
import type { Kpi } from "../watch.ts";

/** `better` is ASC when more is better. */
export function reaches(value: number, target: number, better: Kpi["better"]): boolean {
  return better === "ASC" ? value >= target : value <= target;
}
