// Scans out of keys and texts: no burst, stall or gap loses or joins one.
import { describe, expect, test } from "vitest";
import { codes, World } from "./collector.testing.ts";

describe("with a suffix", () => {
  test("200 scans in a row, without any pause, are 200 scans in order", () => {
    const world = new World();

    for (const code of codes) {
      world.type(code, { gap: 0 });
      expect(world.enter({ gap: 0 })).toBe(true);
    }

    expect(world.texts).toEqual(codes);
    expect(world.time).toBe(0); // nobody waited for a timer
  });

  test("a stall of the page between keys neither loses nor splits: the keys carry their own time", () => {
    const world = new World(true);

    for (const code of codes) {
      const typedAt = world.time;
      world.pass(900); // the page is busy, and then hears all keys at once
      [...code].forEach((char, place) => world.collector.char(char, typedAt + 8 * place, false));
      world.collector.suffix(typedAt + 8 * code.length, false);
    }

    expect(world.texts).toEqual(codes);
  });

  test("a radio that pauses in the middle of a code does not split it, once the suffix is known", () => {
    const world = new World(true);

    world.type("590123");
    world.pass(700);
    world.type("4123457");
    world.enter();

    expect(world.texts).toEqual(["5901234123457"]);
  });

  test("CR and LF end one scan, and neither presses a button", () => {
    const world = new World();
    world.type("A-01-03");

    expect(world.enter()).toBe(true);
    expect(world.enter({ gap: 2 })).toBe(true);

    expect(world.texts).toEqual(["A-01-03"]);
  });

  test("a person who types a code at a desk and Enter is a scanner too", () => {
    const world = new World();

    world.type("85123A", { gap: 300 });

    expect(world.enter({ gap: 300 })).toBe(true);
    expect(world.texts).toEqual(["85123A"]);
  });

  test("a stray key is no scan, and does not stick to the next one", () => {
    const world = new World();

    world.type("k");
    world.pass(1000);
    world.type("5901234114000");
    world.enter();

    expect(world.texts).toEqual(["5901234114000"]);
  });

  test("Enter alone belongs to the button that has the focus", () => {
    expect(new World().enter()).toBe(false);
  });

  test("each scan is stamped when its first key came", () => {
    const world = new World();
    world.pass(5000);

    world.type("A-01-03", { gap: 10 });
    world.enter();

    expect(world.scans[0]?.at).toBe(5010);
  });
});

describe("without a suffix", () => {
  test("a code ends by itself when it is quiet", () => {
    const world = new World();

    world.type("5901234123457");
    world.pass(1600);
    world.type("5901234123458");
    world.pass(200);

    expect(world.texts).toEqual(["5901234123457", "5901234123458"]);
  });

  test("200 scans with the pause of a trigger between them are 200 scans", () => {
    const world = new World();

    for (const code of codes) {
      world.type(code);
      world.pass(350);
    }

    expect(world.texts).toEqual(codes);
  });

  test("keys that wait behind a stall are heard before the code is taken for finished", () => {
    const world = new World();
    world.type("590123");
    const typedAt = world.time;
    // The timer is late and fires first; the keys of the stall follow before the next frame.
    world.pass(1502);
    [..."4123457"].forEach((char, place) => world.collector.char(char, typedAt + 8 * (place + 1), false));
    world.pass(1600);

    expect(world.texts).toEqual(["5901234123457"]);
  });

  test("a suffix that comes late after its scan presses no button", () => {
    const world = new World();
    world.type("5901234123457");
    const typedAt = world.time;
    world.pass(1550);

    expect(world.collector.suffix(typedAt + 8, false)).toBe(true);
    expect(world.texts).toEqual(["5901234123457"]);
  });

  test("three suffixes teach that this scanner sends one, and two bare scans that it no longer does", () => {
    const world = new World();
    for (const code of codes.slice(0, 3)) {
      world.type(code);
      world.enter();
    }
    expect(world.learned).toEqual([true]);

    world.type("5901234");
    world.pass(2500);
    expect(world.texts).toHaveLength(3);
    world.pass(700);
    world.type("5901235");
    world.pass(3300);

    expect(world.texts.slice(3)).toEqual(["5901234", "5901235"]);
    expect(world.learned).toEqual([true, false]);
  });

  test("what a person types slowly is never a scan by itself", () => {
    const world = new World();

    world.type("hello", { gap: 150 });
    world.pass(2000);

    expect(world.texts).toEqual([]);
  });
});

describe("in a field that a person types in", () => {
  const isInField = true;

  test("a scan is told from typing by its speed and its suffix", () => {
    const world = new World();

    world.type("12", { gap: 200, isInField });
    world.pass(400);
    world.type("5901234123457", { isInField });

    expect(world.enter({ isInField })).toBe(true);
    expect(world.scans).toEqual([{ text: "5901234123457", at: expect.any(Number) as number, isInField }]);
  });

  test("a scan right behind a typed letter leaves the letter in the field", () => {
    const world = new World();

    world.type("k", { isInField });
    world.pass(60);
    const begins = [...'5901234114000'].map((char) => {
      world.pass(8);
      return world.collector.char(char, world.time, isInField);
    });
    world.enter({ isInField });

    expect(begins.indexOf(true)).toBe(0);
    expect(world.texts).toEqual(["5901234114000"]);
  });

  test("a fast typist is no scanner", () => {
    const world = new World();

    world.type("a note of somebody who types fast", { gap: 60, isInField });

    expect(world.enter({ gap: 60, isInField })).toBe(false);
    expect(world.texts).toEqual([]);
  });

  test("what was typed is forgotten when the field is left", () => {
    const world = new World();
    world.type("k", { isInField });

    world.collector.leaveField();
    world.type("5901234114000");
    world.enter();

    expect(world.texts).toEqual(["5901234114000"]);
  });
});

describe("texts that come at once", () => {
  test("a commit with its suffix inside, behind it, or without any", () => {
    const world = new World();

    world.collector.commit("5901234123457\n", 0, false);
    world.pass(400);
    world.collector.commit("A-01-03", world.time, false);
    world.enter({ gap: 5 });
    world.pass(400);
    world.collector.commit("85123A", world.time, false);
    world.pass(1600);

    expect(world.texts).toEqual(["5901234123457", "A-01-03", "85123A"]);
  });

  test("several codes in one commit, and two halves of one code", () => {
    const world = new World();

    world.collector.commit("111\t222\r\n333\n", 0, false);
    world.collector.commit("8480000", world.time, false);
    world.pass(20);
    world.collector.commit("650672\n", world.time, false);

    expect(world.texts).toEqual(["111", "222", "333", "8480000650672"]);
  });

  test("200 commits without suffix, one per pull of the trigger", () => {
    const world = new World();

    for (const code of codes) {
      world.collector.commit(code, world.time, false);
      world.pass(150);
    }

    expect(world.texts).toEqual(codes);
  });
});
