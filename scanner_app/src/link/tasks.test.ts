// Tasks and catalogue on the device: kept for dead spots, renewed in time, and never another's.
import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import type { FloorTaskFragment, Operation } from "../contract.ts";
import { Unreachable, type Ask } from "./call.ts";
import { Catalogue } from "./catalogue.ts";
import { MeasuredClock } from "./clock.ts";
import { until } from "./house.testing.ts";
import { newId } from "./ids.ts";
import { openStore, type Entry, type Person, type Store } from "./store.ts";
import { Tasks } from "./tasks.ts";

const MINUTE_MS = 60_000;
const north = { id: "north", code: "NORTH", name: "North" };
const anna = { id: "anna", name: "Anna" } as Person;
const bob = { id: "bob", name: "Bob" } as Person;

let store: Store;
let now: number;
let person: Person;
let asked: { readonly name: string; readonly variables: unknown }[];
let answers: Record<string, unknown>;
let tasks: Tasks;
let sent: () => Promise<boolean>;

const ask: Ask = <V, A>(operation: Operation<V, A>, variables: V): Promise<A> => {
  asked.push({ name: operation.name, variables });
  const answer = answers[operation.name];
  return answer === undefined ? Promise.reject(new Unreachable("dead spot")) : Promise.resolve(answer as A);
};

function newTasks(): Tasks {
  return new Tasks({ store, clock: new MeasuredClock(0, () => now), ask, person: () => person, location: () => north, sent: () => sent() });
}

function task(id: string, more: Partial<FloorTaskFragment> = {}): FloorTaskFragment {
  const leaseUntil = new Date(now + 10 * MINUTE_MS).toISOString();
  return { id, version: 1, kind: "PICK", status: "CLAIMED", fence: 1, leaseUntil, sequence: 1, done: 0, steps: [], ...more } as unknown as FloorTaskFragment;
}

const claimed = (...given: readonly FloorTaskFragment[]): unknown => ({ claimTasks: { __typename: "TasksClaimed", tasks: given } });
const ids = (): readonly string[] => tasks.kept.value.map(({ id }) => id);

beforeEach(async () => {
  store = await openStore(`tasks-${newId()}`);
  now = Date.parse("2026-11-21T08:00:00Z");
  person = anna;
  asked = [];
  answers = {};
  sent = () => Promise.resolve(true);
  tasks = newTasks();
});

test("an answer does not bring back a task that was done here before the server could know", async () => {
  const entry = { operationId: newId(), person: "anna", operation: {}, at: "", label: "", task: "a", over: ["a"] };
  await store.add("outbox", entry as unknown as Entry);
  let answer = (_: unknown): void => undefined;
  answers["ClaimTasks"] = new Promise((resolve) => (answer = resolve));

  const claiming = tasks.claim({ kinds: ["PICK"] });
  await until(() => asked.length > 0);
  tasks.ended(["c"]);
  answer(claimed(task("a"), task("b"), task("c")));
  const given = await claiming;
  expect(ids()).toEqual(["b"]);
  expect(given).toHaveLength(1);

  await store.clear("outbox"); // refused, or undone: the server speaks of it again
  await tasks.claim({ kinds: ["PICK"] });
  expect(ids()).toEqual(["b", "a", "c"]);
});

test("a claim goes behind what waits to be sent", async () => {
  let arrived = (): void => undefined;
  sent = () => new Promise((resolve) => (arrived = () => resolve(true)));
  answers["ClaimTasks"] = claimed(task("a"));

  const claiming = tasks.claim({ kinds: ["PICK"] });
  await new Promise((later) => setTimeout(later, 0));
  expect(asked).toEqual([]);
  arrived();
  await claiming;

  expect(asked).toHaveLength(1);
  expect(ids()).toEqual(["a"]);
});

test("claimed tasks are there after the device was off, in order, and in a dead spot", async () => {
  answers["ClaimTasks"] = claimed(task("a"), task("b"));
  await tasks.claim({ kinds: ["PICK"] });
  answers = {};

  tasks = newTasks();
  await tasks.read();

  expect(ids()).toEqual(["a", "b"]);
  await expect(tasks.claim({})).rejects.toThrow(Unreachable);
  expect(ids()).toEqual(["a", "b"]);
});

test("no work is an answer, not a failure", async () => {
  answers["ClaimTasks"] = { claimTasks: { __typename: "Refused", code: "NO_WORK", message: "No work of this kind." } };

  expect(await tasks.claim({})).toMatchObject({ code: "NO_WORK" });
});

test("whoever takes the device sees their own tasks only", async () => {
  await tasks.keep([task("a")]);

  person = bob;
  await tasks.read();
  expect(ids()).toEqual([]);
  person = anna;
  await tasks.read();

  expect(ids()).toEqual(["a"]);
});

test("of two versions of a task the higher counts, and what is over goes", async () => {
  await tasks.keep([task("a", { version: 3 }), task("b")]);

  await tasks.keep([task("a", { version: 2, fence: 9 }), task("b", { version: 2, status: "DONE" })]);

  expect(tasks.kept.value.map(({ id, version, fence }) => [id, version, fence])).toEqual([["a", 3, 1]]);
});

test("a lease is renewed when half of it is over, and a task that is no longer ours goes", async () => {
  await tasks.keep([task("a"), task("b")]);
  await tasks.renew();
  expect(asked).toEqual([]);

  now += 6 * MINUTE_MS;
  const leaseUntil = new Date(now + 10 * MINUTE_MS).toISOString();
  answers["RenewTasks"] = { renewTasks: { __typename: "TasksRenewed", tasks: [{ id: "a", version: 2, status: "CLAIMED", leaseUntil, fence: 1 }] } };
  await tasks.renew();

  expect(tasks.kept.value.map((kept) => [kept.id, kept.leaseUntil])).toEqual([["a", leaseUntil]]);
  await tasks.renew();
  expect(asked).toHaveLength(1);
});

test("the catalogue knows items by any of their codes and bins, without a network", async () => {
  const item = { id: "tea", sku: "TEA", name: "Tea", unit: "EACH", tracking: "NONE", hasExpiry: false, isActive: true };
  const page = (nodes: readonly unknown[], endCursor: string | null): unknown => ({ nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } });
  answers["CatalogueOfItems"] = { itemBarcodes: page([{ value: "036000291452", pack: null, item }, { value: "CASE-TEA", pack: { quantity: 12 }, item }], null) };
  answers["CatalogueOfBins"] = { bins: page([{ id: "bin", code: "A-01-03", barcode: "LOC-A-01-03", kind: "PICK", block: null }], null) };
  await new Catalogue(store, ask, () => north).refresh();

  const catalogue = new Catalogue(store, () => Promise.reject(new Unreachable("dead spot")), () => north);
  await catalogue.read();

  const found = (code: string): unknown => catalogue.find(code).map(({ kind, code: known, quantity }) => [kind, known, quantity]);
  expect(found("00036000291452")).toEqual([["ITEM", "TEA", 1]]);
  expect(found("CASE-TEA")).toEqual([["ITEM", "TEA", 12]]);
  expect(found("TEA")).toEqual([["ITEM", "TEA", 1]]);
  expect(found("LOC-A-01-03")).toEqual([["BIN", "A-01-03", 1]]);
  expect(found("A-01-03")).toEqual([["BIN", "A-01-03", 1]]);
  expect(found("B-99")).toEqual([]);
  expect(catalogue.find("ignored", [{ ai: "01", value: "00036000291452" }])).toHaveLength(1);
  expect(catalogue.size.value).toMatchObject({ items: 1, bins: 1, isWhole: true });
});
