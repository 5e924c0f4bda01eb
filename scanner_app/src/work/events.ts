// What a flow hears: the trigger, the keypad, the taps.
/** What a barcode turned out to mean, from the device's memory or the server's look-up. */
export type Target = {
  readonly kind: "item" | "bin" | "container" | "document" | "user" | "device" | "location";
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Base units that one scan stands for. */
  readonly quantity: number | null;
};

/** How a person proved what they did. */
export type EntryMethod = "SCANNED" | "CAMERA" | "TYPED" | "CHECK_DIGITS" | "UNPROVED";

/** One element string of a GS1 barcode. */
export type Element = { readonly ai: string; readonly value: string };

/** What the scanner read. */
export type Scan = {
  readonly text: string;
  readonly symbology: string | null;
  readonly elements: readonly Element[];
  readonly method: EntryMethod;
};

/** What every event brings, so that the reducer needs no clock and makes no ids. */
export type Stamp = {
  /** When, as the server's DateTime (ISO 8601, UTC). */
  readonly at: string;
  /** The same moment in milliseconds of a clock that never goes back. */
  readonly ms: number;
  /** A fresh UUIDv7: the id of the operation, if one comes of this event. */
  readonly operationId: string;
  /** Two more fresh ones: a grade takes a return, grades it and says where it goes. */
  readonly nextId: string;
  readonly lastId: string;
};

/** What the worker said or did. */
export type Said =
  /** The trigger; `target` where the device already knows what the text means. */
  | { readonly kind: "scan"; readonly scan: Scan; readonly target?: Target | null }
  /** The keypad's number. */
  | { readonly kind: "quantity"; readonly quantity: number }
  /** What the scale shows, in grams. */
  | { readonly kind: "weight"; readonly quantity: number }
  /** The button "All 12". */
  | { readonly kind: "all" }
  /** A tap on one of the step's choices, or of a question's. */
  | { readonly kind: "choice"; readonly code: string }
  /** Typed: a lot, or a day as 2027-11-30. */
  | { readonly kind: "text"; readonly text: string }
  /** "The bin is empty." */
  | { readonly kind: "empty" }
  /** Can't scan: the bin's check digits, or the last four of the number under the bars. */
  | { readonly kind: "digits"; readonly digits: string }
  /** Can't scan at all: goes on unproved, and a case is opened. */
  | { readonly kind: "report"; readonly note: string }
  /** The house has answered: nobody knows this code, which was taken for goods. */
  | { readonly kind: "unknown"; readonly text: string }
  /** What the stop shows is the goods that are needed: from now on the code means one of them. */
  | { readonly kind: "teach" }
  /** Yes or no to `asking`. */
  | { readonly kind: "yes" }
  | { readonly kind: "no" }
  /** The bin gives less; asks for the reason. */
  | { readonly kind: "short" }
  /** What lies here is damaged; asks how many where that matters. */
  | { readonly kind: "damaged" }
  /** Do this task later. */
  | { readonly kind: "skip"; readonly reason: string }
  /** The tote is full; the next container scanned is the new one. */
  | { readonly kind: "full" }
  /** Done: the job ends as far as it got. */
  | { readonly kind: "finish" }
  /** Take back: first what was said since the last operation, then the last operation. */
  | { readonly kind: "undo"; readonly target?: string }
  /** On to the next job, and a call for the supervisor. */
  | { readonly kind: "next" }
  | { readonly kind: "help" }
  /** Back to asking for the current step: clears halt and question. */
  | { readonly kind: "clear" };

/** What a flow hears. `target` of an undo is an operation of `sent`. */
export type Event = Said & Stamp;
