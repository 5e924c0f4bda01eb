// What a camera has seen counts only where it reads well and is known.
import { expect, test } from "vitest";
import { read } from "../reader/reading.ts";
import { judge, sentBy } from "./seen.ts";

const known = (): boolean => true;
const unknown = (): boolean => false;

test("what reads well and is known counts, and what is not known is asked", () => {
  expect(judge(read("]C10105901234123457"), known)).toBe("accept");
  expect(judge(read("]C10105901234123457"), unknown)).toBe("ask");
  expect(judge(read("]C0A-01-03"), unknown)).toBe("ask");
});

test("a blurred label that reads wrong is as if nothing had been seen, known or not", () => {
  for (const wrong of ["]C13409506004134352", "]C10105901234123458", "]E05901234123458", "]I105901234123458", ""]) {
    expect(judge(read(wrong), known)).toBe("pass");
  }
});

test("a UPC-A is sent with the thirteen digits of its AIM identifier", () => {
  expect(sentBy("]E0", "036000291452")).toBe("]E00036000291452");
  expect(sentBy("]C1", "10L7")).toBe("]C110L7");
  expect(sentBy("", "A-01")).toBe("A-01");
});
