// Who holds the device: set up by a code, taken up by badge and PIN, put down at any time.
import { batch, signal, type ReadonlySignal } from "@preact/signals";
import { Locations, SetUpDevice, SignIn, SignOut, type NoFragment, type Operation } from "../contract.ts";
import { call, Failed, SignedOut, Unreachable, type Line } from "./call.ts";
import { newId } from "./ids.ts";
import * as people from "./people.ts";
import type { KeptPerson, Person, Place, Store } from "./store.ts";

export type { Person, Place } from "./store.ts";
export type No = NoFragment;

export type Desk = {
  readonly store: Store;
  /** A line that speaks for the device, and for a person where one is given. */
  line(token: string | null): Line;
  /** Other tabs, the outbox and the tasks follow who is signed in. */
  changed(): void;
};

export class Session {
  readonly person: ReadonlySignal<Person | null>;
  readonly location: ReadonlySignal<Place | null>;
  readonly device: ReadonlySignal<{ readonly code: string | null } | null>;
  readonly isExpired: ReadonlySignal<boolean>;
  private readonly shown = {
    person: signal<Person | null>(null),
    location: signal<Place | null>(null),
    device: signal<{ readonly code: string | null } | null>(null),
    isExpired: signal(false),
  };
  private readonly desk: Desk;
  private current: KeptPerson | null = null;

  constructor(desk: Desk) {
    this.desk = desk;
    ({ person: this.person, location: this.location, device: this.device, isExpired: this.isExpired } = this.shown);
  }

  /** Show what is on disk: after the start, and when another tab has changed it. */
  async read(): Promise<void> {
    const [person, device] = await Promise.all([people.currentPerson(this.desk.store), people.keptDevice(this.desk.store)]);
    this.current = person;
    batch(() => {
      this.shown.device.value = device && { code: device.code };
      const shown = person && people.shownPerson(person);
      if (JSON.stringify(shown) !== JSON.stringify(this.shown.person.value)) {
        this.shown.person.value = shown;
      }
      this.shown.location.value = person?.location ?? null;
      this.shown.isExpired.value = person !== null && (person.isExpired || person.token === null);
    });
  }

  /** Ask as the one who is signed in. */
  readonly ask = async <V, A>(operation: Operation<V, A>, variables: V): Promise<A> => {
    const person = this.current;
    if (person === null) {
      throw new SignedOut("Nobody is signed in on this device.");
    }
    try {
      return await call(this.desk.line(person.token), operation, variables);
    } catch (error) {
      if (error instanceof SignedOut) {
        await this.expire(person);
      }
      throw error;
    }
  };

  /** The server does not take somebody's token any more; what is theirs waits for them. */
  async expire(person: KeptPerson): Promise<void> {
    // They have left: the token has served its purpose unless something still waits under it.
    await people.changePerson(this.desk.store, person, { isExpired: true });
    await this.read();
    this.desk.changed();
  }

  async setLocation(location: Place): Promise<void> {
    if (this.current !== null) {
      await people.changePerson(this.desk.store, this.current, { location });
      await this.read();
      this.desk.changed();
    }
  }

  /** Trade the set-up code for the device's token; null when it is done. */
  async setUpDevice(setupBarcode: string): Promise<No | null> {
    const { setUpDevice: answer } = await call(this.desk.line(null), SetUpDevice, { input: { setupBarcode } });
    if (answer.__typename === "Refused") {
      return answer;
    }
    await people.keepDevice(this.desk.store, { token: answer.token, code: null });
    await this.read();
    this.desk.changed();
    return null;
  }

  /** Take the device up; null when it is done. Whoever had it before keeps what waits in their name. */
  async signIn(badge: string, pin: string): Promise<No | null> {
    const { signIn: answer } = await call(this.desk.line(null), SignIn, { input: { operationId: newId(), badge, pin } });
    if (answer.__typename === "Refused") {
      await this.forgetDeviceWhen(answer.code === "DEVICE_UNKNOWN");
      return answer;
    }
    const before = this.current;
    if (before !== null && before.id !== answer.user.id) {
      await people.leave(this.desk.store);
    }
    const granted = people.grantedPlaces(answer) ?? (await this.allPlaces(answer.token));
    await people.enter(this.desk.store, answer, granted);
    await this.keepDeviceCode(answer.session.device?.code ?? null);
    await this.read();
    this.desk.changed();
    return null;
  }

  /** Put the device down. What waits is still sent, under its owner; only then does the server hear of it. */
  async signOut(): Promise<void> {
    await people.leave(this.desk.store);
    await this.read();
    this.desk.changed();
  }

  /** End somebody's session on the server, once all of theirs is sent. */
  async end(person: KeptPerson): Promise<void> {
    try {
      await call(this.desk.line(person.token), SignOut, { input: { operationId: newId() } });
    } catch (error) {
      if (error instanceof Unreachable) {
        return; // the next flush tries again
      }
      if (!(error instanceof SignedOut || error instanceof Failed)) {
        throw error;
      }
    }
    await people.changePerson(this.desk.store, person, { token: null, isLeaving: false });
  }

  /** A device that was revoked, or of another house, is to be set up again. */
  private async forgetDeviceWhen(isUnknown: boolean): Promise<void> {
    if (isUnknown) {
      await people.forgetDevice(this.desk.store);
      await this.read();
      this.desk.changed();
    }
  }

  private async keepDeviceCode(code: string | null): Promise<void> {
    const device = await people.keptDevice(this.desk.store);
    if (device !== null && code !== null && device.code !== code) {
      await people.keepDevice(this.desk.store, { ...device, code });
    }
  }

  private async allPlaces(token: string): Promise<readonly Place[]> {
    const { locations } = await call(this.desk.line(token), Locations, { first: 40 });
    const places = locations.nodes.filter(({ isActive, kind }) => isActive && kind !== "TRANSIT");
    return places.map(({ id, code, name }) => ({ id, code, name }));
  }
}
