// What the worker did arrives once, in order, under the right name, whatever happens on the way.
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OperationInput } from "../contract.ts";
import { House, openDevice, until } from "./house.testing.ts";
import { newId } from "./ids.ts";
import type { Link } from "./link.ts";
import { operationIdOf } from "./outbox.ts";
import type { FloorTask } from "./tasks.ts";

let house: House;
let name: string;
let links: Link[];

beforeEach(() => {
  house = new House();
  name = `device-${newId()}`;
  links = [];
});

afterEach(() => {
  links.forEach((link) => link.close());
});

async function open(badge?: string): Promise<Link> {
  const link = await openDevice(house, name);
  links.push(link);
  if (badge !== undefined) {
    expect(await link.session.signIn(badge, "2580")).toBeNull();
  }
  return link;
}

function pick(dependsOn: string | null = null): OperationInput {
  return { confirmPick: { operationId: newId(), occurredAt: new Date().toISOString(), task: "t", item: { sku: "TEA" }, quantity: 1, dependsOn } } as unknown as OperationInput;
}

const note = { label: "1 Tea", task: "t" };

async function putPicks(link: Link, count: number): Promise<readonly string[]> {
  const picks = Array.from({ length: count }, () => pick());
  await Promise.all(picks.map((one) => link.outbox.put([one], note)));
  return picks.map(operationIdOf);
}

const idsDone = (): readonly string[] => house.did.map(({ operationId }) => operationId);

test("a page killed a hundred times between scan and answer: each once, and in order", async () => {
  let seed = 11;
  const dice = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const all: string[] = [];
  (await open("anna")).close();
  for (let life = 0; life < 100; life += 1) {
    const link = await openDevice(house, name);
    // Half of the time the answer is lost after the work is done; then the page dies at any moment.
    house.road = () => (["OPEN", "LOST", "CUT", "LOST"] as const)[Math.floor(dice() * 4)] ?? "OPEN";
    all.push(...(await putPicks(link, 3)));
    await new Promise((resolve) => setTimeout(resolve, dice() * 12));
    link.close();
  }
  house.road = () => "OPEN";

  const link = await open();
  await until(() => link.state.waiting.value === 0);

  expect(idsDone()).toEqual(all);
}, 60_000);

test("whoever must know what became of it waits for the house, but not for a network that is not there", async () => {
  const link = await open("anna");
  let open_ = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open_ = resolve));
  house.before = () => gate;
  const [id = ""] = await putPicks(link, 1);

  expect(await link.outbox.sent(20)).toBe(false);
  expect(await link.outbox.answered(id, 0)).toBeNull();
  const waiting = [link.outbox.sent(8000), link.outbox.answered(id, 8000)] as const;
  open_();
  expect(await waiting[0]).toBe(true);
  expect(await waiting[1]).toMatchObject({ operationId: id, outcome: "APPLIED" });

  house.road = () => "CUT";
  await putPicks(link, 1);
  await until(() => link.state.light.value === "offline");
  expect(await link.outbox.sent(60_000)).toBe(false);
});

test("in a dead spot work goes on, and leaves in order, twenty at a time, once the network is back", async () => {
  const link = await open("anna");
  house.road = () => "CUT";

  const ids = await putPicks(link, 50);
  await until(() => link.state.light.value === "offline");
  expect(link.state.waiting.value).toBe(50);
  house.road = () => "OPEN";
  await until(() => link.state.waiting.value === 0);

  expect(idsDone()).toEqual(ids);
  expect(Math.max(...house.requests.map((request) => request.ids.length))).toBeLessThanOrEqual(20);
  expect(link.state.light.value).toBe("online");
}, 15_000);

test("what one worker left is sent under their name after another has taken the device", async () => {
  const link = await open("anna");
  house.road = () => "CUT";
  const hers = await putPicks(link, 2);
  house.road = () => "OPEN";
  house.judge = () => "BUSY"; // nothing goes out yet
  await link.session.signOut();

  await link.session.signIn("bob", "2580");
  const his = await putPicks(link, 1);
  house.judge = () => null;
  await until(() => link.state.waiting.value === 0);

  const of = (person: string): readonly string[] => house.did.filter((did) => did.person === person).map(({ operationId }) => operationId);
  expect(of("anna")).toEqual(hers);
  expect(of("bob")).toEqual(his);
  await until(() => house.signedOut.includes("anna"));
  expect(house.signedOut).toEqual(["anna"]);
}, 15_000);

test("logging out with a full outbox sends first, and ends the session only then", async () => {
  const link = await open("anna");
  house.road = () => "CUT";
  await putPicks(link, 3);

  await link.session.signOut();
  expect(link.session.person.value).toBeNull();
  expect(house.signedOut).toEqual([]);
  house.road = () => "OPEN";
  await until(() => house.signedOut.length > 0, 12_000);

  expect(house.did).toHaveLength(3);
  expect(link.state.waiting.value).toBe(0);
}, 15_000);

test("a token that the server no longer takes: the outbox waits for its owner and says so", async () => {
  const link = await open("anna");
  house.tokens.clear();

  const ids = await putPicks(link, 2);
  await until(() => link.session.isExpired.value && link.state.waitingFor.value.length > 0);
  expect(link.state.waitingFor.value).toEqual([{ person: "anna", name: "anna", waiting: 2 }]);
  expect(link.session.person.value?.name).toBe("anna");

  await link.session.signIn("anna", "2580");
  await until(() => link.state.waiting.value === 0);

  expect(idsDone()).toEqual(ids);
  expect(link.state.waitingFor.value).toEqual([]);
});

test("somebody whose token is over does not hold up the others", async () => {
  const link = await open("anna");
  house.road = () => "CUT";
  await putPicks(link, 1);
  await link.session.signOut();
  house.tokens.clear();
  house.road = () => "OPEN";
  await link.session.signIn("bob", "2580");

  await putPicks(link, 1);
  await until(() => house.did.length === 1, 12_000);

  expect(house.did[0]?.person).toBe("bob");
  await until(() => link.state.waitingFor.value.length === 1);
  expect(link.state.waitingFor.value).toEqual([{ person: "anna", name: "anna", waiting: 1 }]);
}, 15_000);

test("a no is told once, and what builds on it is not done, even in a later request", async () => {
  const link = await open("anna");
  const [first, second] = [pick(), pick()];
  const third = pick(operationIdOf(first));
  house.judge = (operationId) => (operationId === operationIdOf(first) ? "WRONG_ITEM" : null);

  await link.outbox.put([first], note);
  await until(() => link.state.news.value.length === 1);
  await link.outbox.put([second, third], note);
  await until(() => link.state.waiting.value === 0);

  expect(link.state.news.value.map(({ kind, code }) => [kind, code])).toEqual([["REFUSED", "WRONG_ITEM"], ["SKIPPED", "SKIPPED"]]);
  expect(idsDone()).toEqual([operationIdOf(second)]);
  for (const { operationId } of link.state.news.value) {
    await link.outbox.told(operationId);
  }
  expect(link.state.news.value).toEqual([]);
  const history = await link.outbox.history();
  expect(history.map(({ outcome }) => outcome).sort()).toEqual(["APPLIED", "REFUSED", "SKIPPED"]);
});

test("goods that moved in the world become a case, told once, also when the first answer was lost", async () => {
  const link = await open("anna");
  house.judge = () => "CASE";
  let lost = 1;
  house.road = () => (lost-- > 0 ? "LOST" : "OPEN");

  await putPicks(link, 1);
  await until(() => link.state.news.value.length === 1);

  expect(link.state.news.value[0]).toMatchObject({ kind: "CASE", caseId: "case", message: "Something differs", label: "1 Tea" });
  expect(house.did).toHaveLength(1);
});

test("a busy house is asked again, and what builds on the same waits with it", async () => {
  const link = await open("anna");
  let busy = 2;
  const first = pick();
  house.judge = (operationId) => (operationId === operationIdOf(first) && busy-- > 0 ? "BUSY" : null);

  await link.outbox.put([first, pick(operationIdOf(first))], note);
  await until(() => link.state.waiting.value === 0);

  expect(house.did).toHaveLength(2);
  expect(idsDone()[0]).toBe(operationIdOf(first));
  expect(link.state.news.value).toEqual([]);
});

test("two tabs of one device send each operation once", async () => {
  let last: Promise<unknown> = Promise.resolve();
  const exclusively = <T>(run: () => Promise<T>): Promise<T> => {
    const next = last.then(run);
    last = next.catch(() => undefined);
    return next;
  };
  const one = await openDevice(house, name, { exclusively });
  await one.session.signIn("anna", "2580");
  const other = await openDevice(house, name, { exclusively });
  links.push(one, other);

  await Promise.all([putPicks(one, 10), putPicks(other, 10)]);
  await until(() => one.state.waiting.value === 0 && other.state.waiting.value === 0);

  const sent = house.requests.flatMap(({ ids }) => ids);
  expect(new Set(sent).size).toBe(20);
  expect(sent).toHaveLength(20);
});

test("a task that is over leaves the device in the writing that keeps what was done", async () => {
  const link = await open("anna");
  house.road = () => "CUT";
  const tasks = ["t", "u"].map((id) => ({ id, version: 1, status: "CLAIMED", leaseUntil: null }) as unknown as FloorTask);
  await link.tasks.keep(tasks);

  await link.outbox.put([pick()], { ...note, over: ["t"] });
  link.close();

  const again = await open();
  expect(again.tasks.kept.value.map(({ id }) => id)).toEqual(["u"]);
  expect(again.state.waiting.value).toBe(1);
});

test("nobody signed in: an operation has no owner and is not taken", async () => {
  const link = await open();

  await expect(link.outbox.put([pick()], note)).rejects.toThrow("Nobody is signed in");
});
