/** Who sits at the board, and which location they look at. */
import { signal } from "@preact/signals";
import { Locations, Me, SignInWithPassword, SignOut, type MeAnswer, type Permission } from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { ask, SignedOut } from "./ask.ts";
import { isRightToLeft, language, speak, spokenLanguage } from "../../words/voice.ts";
import { say } from "../../words/board.ts";
import { endings, hangUp } from "./socket.ts";

export type Person = NonNullable<MeAnswer["me"]>;
interface Fact {
  readonly name: string;
  readonly quantity: number | null;
}
export interface Place {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** "asking" until the server said whether the cookie is good. */
export const person = signal<Person | null | "asking">("asking");
export const places = signal<readonly Place[]>([]);
export const place = signal<Place | null>(null);

const KEPT = "stockwright.board.location";
const PLACES_MAX = 40;

endings.onSignedOut = forget;

/** Ask who is signed in already, if anybody. */
export async function recall(): Promise<void> {
  try {
    const { me } = await ask(Me, {});
    if (me === null) return forget();
    await Promise.all([choosePlaces(), talk(me.language)]);
    person.value = me;
  } catch (trouble) {
    if (!(trouble instanceof SignedOut)) throw trouble;
    forget();
  }
}

/** Speak a language, and write it in its direction. */
export async function talk(tag: string): Promise<void> {
  await speak(spokenLanguage(tag));
  document.documentElement.lang = language.value;
  document.documentElement.dir = isRightToLeft(language.value) ? "rtl" : "ltr";
}

/** Sign in; returns what the server has against it, or null. */
export async function signIn(name: string, password: string): Promise<string | null> {
  const { signInWithPassword: said } = await ask(SignInWithPassword, { input: { operationId: newId(), name, password } });
  if (said.__typename === "Refused") return refusalOf(said);
  await recall();
  return null;
}

function refusalOf({ code, message, facts }: { readonly code: string; readonly message: string; readonly facts: readonly Fact[] }): string {
  if (code === "SIGN_IN_FAILED") return say("signInFailed");
  const seconds = facts.find((one) => one.name === "seconds")?.quantity;
  return code === "SIGN_IN_PAUSED" && seconds != null ? say("signInPaused", { seconds }) : message;
}

export async function signOut(): Promise<void> {
  await ask(SignOut, { input: { operationId: newId() } });
  forget();
}

/** Look at another location from now on. */
export function look(at: Place): void {
  place.value = at;
  localStorage.setItem(KEPT, at.code);
}

/** Whether the person may do this at the location they look at. */
export function may(permission: Permission): boolean {
  const who = person.value;
  if (who === null || who === "asking") return false;
  return who.grants.some(
    (grant) =>
      (grant.isEverywhere || grant.location?.id === place.value?.id) &&
      grant.role.permissions.includes(permission),
  );
}

async function choosePlaces(): Promise<void> {
  const { locations } = await ask(Locations, { first: PLACES_MAX, after: null });
  places.value = locations.nodes.filter((one) => one.isActive);
  const kept = localStorage.getItem(KEPT);
  place.value = places.value.find((one) => one.code === kept) ?? places.value[0] ?? null;
}

function forget(): void {
  hangUp();
  person.value = null;
}
