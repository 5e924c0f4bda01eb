// What a flow is made of: a job, its steps, what is heard, what was said, and what comes of it.
import type {
  FloorTaskFragment,
  MismatchRule,
  OperationInput,
  StepKind as GraphStepKind,
} from "../contract.ts";

/** A task as the device keeps it. */
export type FloorTask = FloorTaskFragment;

/** What a step asks for: the graph's kinds, and those that only a device's own ways use. */
export type StepKind = GraphStepKind | "SCAN_LOT" | "ENTER_EXPIRY" | "SCAN_DOCUMENT" | "SCAN_ANY";

/** Said once, said for each of many, or said when all of them are done. */
export type Part = "ONCE" | "EACH" | "END";

/** A member of the graph's `OperationInput`. */
export type OperationName = OperationInput extends infer Member
  ? Member extends unknown
    ? keyof Member & string
    : never
  : never;

/** A barcode that is right at a step, and how many base units one scan of it stands for. */
export type Accepted = { readonly barcode: string; readonly quantity: number | null };

/** Something to choose: send the code, show the label. */
export type Choice = { readonly code: string; readonly label: string };

/** One thing to do; its answer fills `field` of `operation`. The shape of the graph's TaskStep. */
export type Step = {
  readonly kind: StepKind;
  /** Which operation it belongs to; that is sent when its last step is answered. */
  readonly operation: OperationName | null;
  /** Input field, such as `into`; `lines.item` fills a list. Asked twice, the answer must be the same. */
  readonly field: string;
  readonly prompt: string;
  readonly part: Part;
  /** Every barcode that is right here; empty when any of the kind will do. */
  readonly accepts: readonly Accepted[];
  /** What should come out; null when blind or nobody's business. */
  readonly expected: number | null;
  /** Above this the device says no. */
  readonly maximum: number | null;
  /** Taken when the worker says nothing; such a step is passed over by the next scan. */
  readonly preset: string | null;
  readonly checkDigits: string | null;
  readonly choices: readonly Choice[];
  readonly isOptional: boolean;
  readonly onMismatch: MismatchRule;
};

/** The ways of working; a task's way follows from its kind. */
export type Way =
  | "RECEIVE"
  | "INSPECT"
  | "PUT_AWAY"
  | "PUT_AWAY_BATCH"
  | "REPLENISH"
  | "PICK"
  | "PACK"
  | "LOAD"
  | "SHIP"
  | "COUNT"
  | "RETURN"
  | "MOVE"
  | "LOOKUP"
  | "PUT_BACK";

/** Goods that a job knows of: a receipt's line, what a tote holds, what an order shipped. */
export type Line = {
  /** The server's id of the line, where it has one. */
  readonly id: string | null;
  readonly item: { readonly id: string; readonly sku: string; readonly name: string };
  readonly accepts: readonly Accepted[];
  /** How many are still to come, to pack, to take back; null when blind. */
  readonly expected: number | null;
  readonly unit: string;
  readonly tracksLot: boolean;
  readonly hasExpiry: boolean;
};

/** What a barcode turned out to mean, from the device's memory or the server's look-up. */
export type Target = {
  readonly kind: "item" | "bin" | "container" | "document" | "user" | "device" | "location";
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Base units that one scan stands for. */
  readonly quantity: number | null;
};

/** What a flow runs over: a task, or a template filled with what is known. */
export type Job = {
  readonly id: string;
  readonly way: Way;
  readonly title: string;
  readonly steps: readonly Step[];
  readonly task: FloorTask | null;
  /** Input fields that nobody has to say, by operation: task, fence, receipt, location… */
  readonly fixed: { readonly [operation: string]: { readonly [field: string]: unknown } };
  readonly lines: readonly Line[];
  /** What the barcodes in sight mean, by their text. */
  readonly known: { readonly [barcode: string]: Target };
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
};

/** What the worker said or did. */
export type Said =
  /** The trigger; `target` where the device already knows what the text means. */
  | { readonly kind: "scan"; readonly scan: Scan; readonly target?: Target | null }
  /** The keypad's number. */
  | { readonly kind: "quantity"; readonly quantity: number }
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
  /** Back to asking for the current step: clears halt and question. */
  | { readonly kind: "clear" };

/** What a flow hears. */
export type Event = Said & Stamp;

/** What to sound, show and shake; null when there is nothing to feel. */
export type Tone = "ok" | "lineDone" | "taskDone" | "wrong" | "look" | "again";

/** What was answered at a step. */
export type Answer = {
  readonly field: string;
  /** As it is sent: a reference, a number, a code, a day. */
  readonly value: unknown;
  /** As it is shown. */
  readonly shown: string;
  /** The text that was scanned, or the digits typed. */
  readonly text: string;
  readonly method: EntryMethod;
  /** Another than asked for, scanned twice to say so. */
  readonly isKept: boolean;
  /** The event's id and moment, for the operation that comes of it. */
  readonly operationId: string;
  readonly at: string;
};

/** Full stop: something else was scanned. The right scan clears it. */
export type Halt = {
  readonly why:
    | "wrongItem"
    | "wrongBin"
    | "wrongContainer"
    | "wrongDocument"
    | "wrongDigits"
    | "tooMany"
    | "notHere"
    | "notNow";
  /** The step that it stopped. */
  readonly step: number;
  readonly expected: string;
  readonly expectedName: string;
  readonly got: string;
  readonly gotName: string;
  readonly symbology: string | null;
  readonly elements: readonly Element[];
  /** A second scan of the same means "yes, I mean it". */
  readonly canKeep: boolean;
  /** A reason is wanted for keeping. */
  readonly wantsReason: boolean;
};

/** A question that waits for `yes`, `no`, a choice, a number or a scan. */
export type Asking =
  | { readonly kind: "manyMore"; readonly quantity: number; readonly expected: number }
  | { readonly kind: "shortReason"; readonly found: number; readonly choices: readonly Choice[] }
  | { readonly kind: "keepReason"; readonly got: string }
  | { readonly kind: "newTote" }
  | { readonly kind: "closeShort"; readonly lines: readonly Line[] }
  | { readonly kind: "sure"; readonly of: "finish" };

/** What the shell has to do besides sending operations. */
export type Call =
  /** A badge was scanned: somebody else takes over the device. */
  | { readonly kind: "switchUser"; readonly badge: string }
  /** Nobody here knows it: ask the server, show what was read. */
  | { readonly kind: "lookUp"; readonly text: string }
  /** The worker scanned work of another kind: begin it. */
  | { readonly kind: "begin"; readonly text: string }
  /** Somebody calls the supervisor. */
  | { readonly kind: "help" }
  /** On to the next job. */
  | { readonly kind: "next" };

/** An operation that this flow gave out, for the undo drawer; newest last, 20 at most. */
export type Sent = {
  readonly operationId: string;
  readonly name: OperationName;
  readonly at: string;
  /** What to show: quantity, SKU, bin. */
  readonly shown: readonly string[];
  readonly isUndone: boolean;
};

/** What was said for one of many and is not sent yet: a counted item, a plate of a batch. */
export type Lap = { readonly answers: readonly Answer[]; readonly line: Line | null };

/** A job, where it is, and what was said. A value: `hear` gives a new one. */
export type Flow = {
  readonly job: Job;
  /** Index of the step that the trigger answers now. */
  readonly at: number;
  /** What was said and not yet sent, in the order of the steps. */
  readonly answers: readonly Answer[];
  readonly laps: readonly Lap[];
  /** Which of the job's lines the scanned item is; null before, and when it is unknown. */
  readonly line: Line | null;
  /** Counted so far by scans, in base units. */
  readonly counted: number;
  /** How much of each line was done in this flow, by SKU. */
  readonly done: { readonly [sku: string]: number };
  readonly halt: Halt | null;
  readonly asking: Asking | null;
  readonly last: { readonly text: string; readonly ms: number } | null;
  readonly sent: readonly Sent[];
  readonly isDone: boolean;
};

/** What came of an event. */
export type Heard = {
  readonly flow: Flow;
  readonly tone: Tone | null;
  /** Ready for the outbox, in order. */
  readonly operations: readonly OperationInput[];
  readonly calls: readonly Call[];
  /** True with the event that ended the job. */
  readonly done: boolean;
};
