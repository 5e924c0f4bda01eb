/** Sums on the keypad. */
import { describe, expect, test } from "vitest";
import { keyed, type PadKey, total, written } from "./sums.ts";

const typed = (...keys: PadKey[]): string => keys.reduce(keyed, "");

describe("the keypad adds as a person counts", () => {
  test("6 + 3 is 9, and the sum stands above the number", () => {
    const keys = typed("6", "+", "3");

    expect(total(keys)).toBe(9);
    expect(written(keys)).toBe("6 + 3");
  });

  test("equals makes one number of it", () => {
    expect(typed("1", "2", "+", "4", "-", "1", "=")).toBe("15");
  });

  test("nothing keyed is not zero, and a keyed zero is", () => {
    expect(total("")).toBeNull();
    expect(total(typed("0"))).toBe(0);
  });

  test("a second sign replaces the first, and a sign alone is nothing", () => {
    expect(typed("4", "+", "-", "1")).toBe("4-1");
    expect(typed("+")).toBe("");
  });

  test("no sum goes below zero", () => {
    expect(total(typed("3", "-", "9"))).toBe(0);
  });

  test("leading zeros fall away and a term holds seven digits", () => {
    expect(typed("0", "0", "7")).toBe("7");
    expect(typed("1", "2", "3", "4", "5", "6", "7", "8")).toBe("1234567");
  });

  test("delete takes the last key", () => {
    expect(typed("1", "2", "delete")).toBe("1");
    expect(typed("delete")).toBe("");
  });
});
