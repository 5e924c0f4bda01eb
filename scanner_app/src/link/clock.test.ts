// Time and ids: right whatever the device's clock says.
import { expect, test } from "vitest";
import { MeasuredClock } from "./clock.ts";
import { newId } from "./ids.ts";

const YEAR_MS = 365 * 24 * 3600 * 1000;

test("a clock that is a year behind is set right within half a second by a few answers", () => {
  let server = Date.parse("2026-11-21T08:00:00.250Z");
  const clock = new MeasuredClock(0, () => server - YEAR_MS);

  for (let answer = 0; answer < 30; answer += 1) {
    server += 137;
    const askedAt = server - YEAR_MS;
    server += 40;
    clock.heard(new Date(server).toUTCString(), askedAt, server - YEAR_MS);
  }

  expect(Math.abs(clock.now() - server)).toBeLessThan(500);
  expect(clock.instant().slice(0, 16)).toBe(new Date(server).toISOString().slice(0, 16));
});

test("a clock that is right stays as it is, though answers tell only whole seconds", () => {
  const clock = new MeasuredClock(0, () => 1_800_000_000_700);

  clock.heard(new Date(1_800_000_000_700).toUTCString(), 1_800_000_000_650, 1_800_000_000_700);

  expect(clock.offsetMs()).toBe(0);
});

test("when somebody sets the clock, it is measured anew", () => {
  const clock = new MeasuredClock(0, () => 0);
  clock.heard(new Date(1_800_000_000_000).toUTCString(), 1_800_000_000_000, 1_800_000_000_010);

  clock.heard(new Date(1_800_000_000_000).toUTCString(), 1_800_003_600_000, 1_800_003_600_010);

  expect(Math.abs(clock.offsetMs() + 3_600_000)).toBeLessThan(1000);
});

test("ids are of version 7, differ, and rise within a millisecond and when the clock goes back", () => {
  const ids = Array.from({ length: 10_000 }, (_, place) => newId(1_800_000_000_000 - (place % 3)));

  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(newId(1_900_000_000_000).slice(0, 13)).toBe("01ba60d3-3800");
});
