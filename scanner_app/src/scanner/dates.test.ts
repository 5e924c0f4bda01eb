/** Days as they are keyed. */
import { expect, test } from "vitest";
import { dayKeyed } from "./dates.ts";

test("30 11 27 is the 30th of November 2027", () => {
  expect(dayKeyed("301127")).toBe("2027-11-30");
});

test("day 00 is the last of the month, in leap years too", () => {
  expect(dayKeyed("000228")).toBe("2028-02-29");
  expect(dayKeyed("000227")).toBe("2027-02-28");
});

test("a day that does not exist is none", () => {
  expect(dayKeyed("310227")).toBeNull();
  expect(dayKeyed("011327")).toBeNull();
  expect(dayKeyed("0113")).toBeNull();
});
