/** How the client speaks: typed sentences, plurals, numbers and times in the worker's language. */
import { signal } from "@preact/signals";

interface Plural {
  readonly one: string;
  readonly other: string;
}
type Entry = string | Plural;
type English = { readonly [key: string]: Entry };

/** The same sentences in another language. */
export type Translation<E extends English> = {
  readonly [K in keyof E]: E[K] extends string ? string : Plural;
};

/** The same sentences where one may stand for every number. */
export type Whole<E extends English> = { readonly [K in keyof E]: Entry };

type Text<T extends Entry> = T extends Plural ? T["other"] : T;
type Slots<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Slots<Rest> : never;
type Facts<T extends Entry> = [Slots<Text<T>>] extends [never]
  ? []
  : [facts: { readonly [Name in Slots<Text<T>>]: string | number }];

/** The sentences that need no facts; a variable key must be one of them. */
export type PlainKey<E extends English> = {
  [K in keyof E]: [Slots<Text<E[K]>>] extends [never] ? K : never;
}[keyof E];

/** Made of the English sentences, for tests: each word longer and marked, so that what was not translated shows. */
const PSEUDO = "en-XA";

export const LANGUAGES = { en: "English", de: "Deutsch", ar: "العربية" } as const;
export type Language = keyof typeof LANGUAGES | typeof PSEUDO;

/** What is spoken now; all sentences on the screen follow it. */
export const language = signal<Language>("en");

const voices: { readonly learn: (spoken: Language) => Promise<void> }[] = [];

/** Return whether we speak it, as `de` of `de-AT`. */
export function spokenLanguage(tag: string): Language {
  if (tag === PSEUDO) return PSEUDO;
  const [base] = tag.toLowerCase().split("-");
  return base === "de" || base === "ar" ? base : "en";
}

/** Speak another language from now on; nothing else on the screen changes. */
export async function speak(wanted: Language): Promise<void> {
  await Promise.all(voices.map((voice) => voice.learn(wanted)));
  language.value = wanted;
}

export interface Voice<E extends English> {
  /** The sentence, its slots filled; numbers are written as the language writes them. */
  say<K extends keyof E>(key: K, ...facts: Facts<E[K]>): string;
  /** The sentence in pieces: text at even places, names of slots at odd ones. */
  pieces<K extends keyof E>(key: K): readonly string[];
}

/** Whether it is written from right to left. */
export function isRightToLeft(spoken: Language): boolean {
  return spoken === "ar";
}

/** What brings a language when it is wanted; where there is none, English is spoken. */
type Learn<E extends English> = () => Promise<Partial<Whole<E>>>;

/** Give a set of sentences a voice. */
export function voice<const E extends English>(
  english: E,
  learnGerman: () => Promise<Translation<E>>,
  learnArabic: Learn<E> = () => Promise.resolve({}),
): Voice<E> {
  const known = signal<Partial<English>>(english);
  const learned: Readonly<Record<Language, () => Promise<Partial<Whole<E>>> | Partial<Whole<E>>>> = {
    en: () => english,
    de: learnGerman,
    ar: learnArabic,
    [PSEUDO]: () => disguised(english),
  };
  voices.push({
    learn: async (wanted) => {
      known.value = { ...english, ...(await learned[wanted]()) };
    },
  });
  const text = (key: keyof E, count: unknown): string => {
    const entry: Entry = known.value[String(key)] ?? english[key] ?? "";
    if (typeof entry === "string") return entry;
    return entry[plurals(tagNow()).select(Number(count)) === "one" ? "one" : "other"];
  };
  return {
    say: (key, ...[facts]) => {
      const given = facts as { readonly [name: string]: string | number } | undefined;
      return text(key, given?.["count"]).replace(/\{(\w+)\}/g, (_, name: string) => written(given?.[name]));
    },
    pieces: (key) => text(key, 2).split(/\{(\w+)\}/),
  };
}

function written(fact: string | number | undefined): string {
  return typeof fact === "number" ? quantity(fact) : (fact ?? "");
}

/** Digits are those that are printed on labels and signs, in every language. */
function tagNow(): string {
  return language.value === PSEUDO ? "en" : language.value === "ar" ? "ar-u-nu-latn" : language.value;
}

/** Made once for each language: a frame has no time to make them. */
function once<T>(make: (tag: string) => T): (tag: string) => T {
  const made = new Map<string, T>();
  return (tag) => {
    const known = made.get(tag) ?? make(tag);
    made.set(tag, known);
    return known;
  };
}

const dated = (tag: string): string => (tag === "en" ? "en-GB" : tag);
const plurals = once((tag) => new Intl.PluralRules(tag));
const numbers = once((tag) => new Intl.NumberFormat(tag));
const times = once((tag) => new Intl.DateTimeFormat(dated(tag), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }));
const days = once((tag) => new Intl.DateTimeFormat(dated(tag), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }));

/** Return a number as the language writes it. */
export function quantity(count: number): string {
  return numbers(tagNow()).format(count);
}

/** Return the time of day, such as 14:31. */
export function timeOfDay(at: number | string): string {
  return times(tagNow()).format(new Date(at));
}

/** Return a day, such as 30 Nov 2027. */
export function day(on: string): string {
  return days(tagNow()).format(new Date(on));
}

const ACCENTS: Readonly<Record<string, string>> = { a: "á", e: "é", i: "í", o: "ó", u: "ú", A: "Á", E: "É", O: "Ó" };
/** So much longer than English: as German and Finnish can be. */
const LONGER = 0.4;

function disguised<E extends English>(english: E): Translation<E> {
  const longer = (word: string): string =>
    word.replace(/[aeiouAEO]/g, (letter) => ACCENTS[letter] ?? letter) + "·".repeat(Math.ceil(word.length * LONGER));
  const disguise = (text: string): string => text.replace(/\{\w+\}|[\p{L}’']+/gu, (word) => (word.startsWith("{") ? word : longer(word)));
  const entries = Object.entries(english).map(([key, entry]): [string, Entry] => [
    key,
    typeof entry === "string" ? disguise(entry) : { one: disguise(entry.one), other: disguise(entry.other) },
  ]);
  return Object.fromEntries(entries) as Translation<E>;
}
