// Who has worked on this device, with their tokens: each one's work is sent under their own name.
import type { ID, SignInAnswer } from "../contract.ts";
import type { IDBPObjectStore } from "idb";
import { STRICT, type KeptPerson, type Person, type Place, type Schema, type Store } from "./store.ts";

export type SignedIn = Extract<SignInAnswer["signIn"], { __typename: "SignedIn" }>;

const CURRENT = "current person";
const DEVICE = "device";

/** What proves the device; `code` is known once somebody has signed in. */
export type KeptDevice = { readonly token: string; readonly code: string | null };

export async function currentPerson(store: Store): Promise<KeptPerson | null> {
  const id = (await store.get("values", CURRENT)) as ID | null | undefined;
  return id === null || id === undefined ? null : ((await store.get("people", id)) ?? null);
}

export async function keptDevice(store: Store): Promise<KeptDevice | null> {
  return ((await store.get("values", DEVICE)) as KeptDevice | undefined) ?? null;
}

type Values<Mode extends IDBTransactionMode> = IDBPObjectStore<Schema, ("values" | "people" | "outbox")[], "values", Mode>;

/** The device and who holds it, within a transaction. */
export async function readDesk(values: Values<"readonly">): Promise<{ readonly device: KeptDevice | null; readonly current: ID | null }> {
  const [device, current] = await Promise.all([values.get(DEVICE), values.get(CURRENT)]);
  return { device: (device as KeptDevice | undefined) ?? null, current: (current as ID | undefined) ?? null };
}

export function writeDesk(values: Values<"readwrite">, device: KeptDevice | null, current: ID | null): readonly Promise<unknown>[] {
  return [...(device === null ? [] : [values.put(device, DEVICE)]), values.put(current, CURRENT)];
}

export async function keepDevice(store: Store, device: KeptDevice): Promise<void> {
  await store.put("values", device, DEVICE);
}

export async function forgetDevice(store: Store): Promise<void> {
  await store.delete("values", DEVICE);
}

/** Make somebody the one who works here; what they left the last time stays theirs. */
export async function enter(store: Store, signed: SignedIn, locations: readonly Place[]): Promise<KeptPerson> {
  const entering = store.transaction(["people", "values"], "readwrite", STRICT);
  const before = await entering.objectStore("people").get(signed.user.id);
  const stayed = locations.find(({ id }) => id === before?.location?.id) ?? locations[0] ?? null;
  const person: KeptPerson = {
    ...described(signed, locations),
    token: signed.token,
    isExpired: false,
    isLeaving: false,
    location: stayed,
  };
  await Promise.all([
    entering.objectStore("people").put(person),
    entering.objectStore("values").put(person.id, CURRENT),
    entering.done,
  ]);
  return person;
}

/** Nobody works here; the one who did is remembered until all of theirs is sent. */
export async function leave(store: Store): Promise<void> {
  const leaving = store.transaction(["people", "values"], "readwrite", STRICT);
  const id = (await leaving.objectStore("values").get(CURRENT)) as ID | null | undefined;
  const person = id ? await leaving.objectStore("people").get(id) : undefined;
  if (person !== undefined) {
    await leaving.objectStore("people").put({ ...person, isLeaving: true });
  }
  await leaving.objectStore("values").put(null, CURRENT);
  await leaving.done;
}

/** Change what is kept of somebody, as long as the token is the one that was seen. */
export async function changePerson(store: Store, seen: KeptPerson, change: Partial<KeptPerson>): Promise<void> {
  const changing = store.transaction("people", "readwrite", STRICT);
  const person = await changing.store.get(seen.id);
  if (person !== undefined && person.token === seen.token) {
    await changing.store.put({ ...person, ...change });
  }
  await changing.done;
}

/** What the screens see of somebody: never the token. */
export function shownPerson({ id, code, name, language, permissions, locations }: KeptPerson): Person {
  return { id, code, name, language, permissions, locations };
}

function described({ user }: SignedIn, locations: readonly Place[]): Person {
  const permissions = [...new Set(user.grants.flatMap(({ role }) => role.permissions))];
  return { id: user.id, code: user.code, name: user.name, language: user.language, permissions, locations };
}

/** The places that somebody's roles name; null when a role counts everywhere. */
export function grantedPlaces({ user }: SignedIn): readonly Place[] | null {
  if (user.grants.some(({ isEverywhere }) => isEverywhere)) {
    return null;
  }
  const places = user.grants.flatMap(({ location }) => (location === null ? [] : [location]));
  return [...new Map(places.map((place) => [place.id, place])).values()];
}
