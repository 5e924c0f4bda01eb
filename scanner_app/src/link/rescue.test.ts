// A browser that throws its whole database away costs no worker what they did.
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OperationInput } from "../contract.ts";
import type { Copies } from "./copies.ts";
import { House, openDevice, until } from "./house.testing.ts";
import { newId } from "./ids.ts";
import type { Link } from "./link.ts";
import { operationIdOf } from "./outbox.ts";
import { forgetStore } from "./store.ts";

class Drawer implements Copies {
  readonly kept = new Map<string, unknown>();
  isBroken = false;

  async put(name: string, value: unknown): Promise<void> {
    await this.open();
    this.kept.set(name, structuredClone(value));
  }

  async drop(names: readonly string[]): Promise<void> {
    await this.open();
    names.forEach((name) => this.kept.delete(name));
  }

  async all(): Promise<ReadonlyMap<string, unknown>> {
    await this.open();
    return new Map(this.kept);
  }

  private async open(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (this.isBroken) {
      throw new Error("no room");
    }
  }
}

const note = { label: "1 Tea", task: "t" };
let house: House;
let copies: Drawer;
let name: string;
let links: Link[];

beforeEach(() => {
  [house, copies, name, links] = [new House(), new Drawer(), `device-${newId()}`, []];
});

afterEach(() => links.forEach((link) => link.close()));

async function open(): Promise<Link> {
  const link = await openDevice(house, name, { copies });
  links.push(link);
  return link;
}

function pick(): OperationInput {
  return { confirmPick: { operationId: newId(), occurredAt: new Date().toISOString(), task: "t", item: { sku: "TEA" }, quantity: 1 } } as unknown as OperationInput;
}

async function work(link: Link, count: number): Promise<readonly string[]> {
  const picks = Array.from({ length: count }, pick);
  for (const one of picks) {
    await link.outbox.put([one], note);
  }
  return picks.map(operationIdOf);
}

async function loseDatabase(link: Link): Promise<void> {
  link.close();
  await forgetStore(name);
}

const outboxCopies = (): number => [...copies.kept.keys()].filter((key) => key.startsWith("outbox/")).length;
const idsDone = (): readonly string[] => house.did.map(({ operationId }) => operationId);

test("a database thrown away: the shift goes on, and what waited arrives in order, under its owner", async () => {
  const link = await open();
  await link.session.signIn("anna", "2580");
  house.road = () => "CUT";
  const ids = await work(link, 5);
  await loseDatabase(link);

  const again = await open();
  expect(again.session.person.value?.name).toBe("anna");
  expect(again.state.waiting.value).toBe(5);
  const later = await work(again, 1);
  house.road = () => "OPEN";
  await until(() => again.state.waiting.value === 0);

  expect(idsDone()).toEqual([...ids, ...later]);
  expect(new Set(house.did.map(({ person }) => person))).toEqual(new Set(["anna"]));
  await until(() => outboxCopies() === 0);
}, 15_000);

test("what was answered for is not copied any more, nor is a copy of it kept that was left behind", async () => {
  const link = await open();
  await link.session.signIn("anna", "2580");
  const ids = await work(link, 3);
  await until(() => link.state.waiting.value === 0 && outboxCopies() === 0);
  const [first = ""] = ids;
  copies.kept.set(`outbox/${first}`, { ...note, sequence: 1, operationId: first, person: "anna", operation: pick(), at: new Date().toISOString() });

  link.close();
  await open();
  await until(() => outboxCopies() === 0);

  expect(idsDone()).toEqual(ids);
});

test("a database that holds something is never filled, and gets the copies that it lacks", async () => {
  const link = await open();
  await link.session.signIn("anna", "2580");
  house.road = () => "CUT";
  await work(link, 2);
  copies.kept.clear();

  link.close();
  const again = await open();
  expect(again.state.waiting.value).toBe(2);
  await until(() => outboxCopies() === 2);
});

test("who has logged out stays out", async () => {
  const link = await open();
  await link.session.signIn("anna", "2580");
  await link.session.signOut();
  await until(() => (copies.kept.get("desk") as { readonly current: string | null } | undefined)?.current === null);
  await loseDatabase(link);

  expect((await open()).session.person.value).toBeNull();
});

test("without room for copies work goes on", async () => {
  const link = await open();
  await link.session.signIn("anna", "2580");
  copies.isBroken = true;

  const ids = await work(link, 3);
  await until(() => link.state.waiting.value === 0);

  expect(idsDone()).toEqual(ids);
});
