// Which side of a target is the good one.
import { expect, test } from "vitest";
import { reaches } from "./target.ts";

test("more lines an hour are good, more short picks are not; the target itself is reached", () => {
  expect([reaches(250, 200, "ASC"), reaches(150, 200, "ASC"), reaches(200, 200, "ASC")]).toEqual([true, false, true]);
  expect([reaches(1.2, 0.8, "DESC"), reaches(0.4, 0.8, "DESC"), reaches(0.8, 0.8, "DESC")]).toEqual([false, true, true]);
});
