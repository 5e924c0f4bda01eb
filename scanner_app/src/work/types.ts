// What a flow is made of: a job, its steps, what is heard, what was said, and what comes of it.
import type {
  FloorTaskFragment,
  MismatchRule,
  OperationInput,
  StepKind,
  StepPart,
} from "../contract.ts";
import type { EntryMethod, Element, Scan, Target } from "./events.ts";

export type { Element, EntryMethod, Event, Said, Scan, Stamp, Target } from "./events.ts";
export type { MismatchRule, StepKind, StepPart as Part };

/** A task as the device keeps it. */
export type FloorTask = FloorTaskFragment;

/** A member of the graph's `OperationInput`. */
export type OperationName = OperationInput extends infer Member
  ? Member extends unknown
    ? keyof Member & string
    : never
  : never;

/** A barcode that is right at a step, and how many base units one scan of it stands for. */
export type Accepted = { readonly barcode: string; readonly quantity: number | null };

/** Something to choose: send the code, show the label. */
export type Choice = {
  readonly code: string;
  readonly label: string;
  /** What it also answers at the step after: a grade says where the goods go. */
  readonly implies?: string | null;
};

/** One thing to do; its answer fills `field` of `operation`. The shape of the graph's TaskStep. */
export type Step = {
  readonly kind: StepKind;
  /** Which operation it belongs to; that is sent when its last step is answered. */
  readonly operation: OperationName | null;
  /** Further operations whose field of the same name it fills. */
  readonly also: readonly OperationName[];
  /** Input field, such as `into`; `lines.item` fills a list; empty is a proof that is not sent. */
  readonly field: string;
  /** Field of an earlier step whose answer must be given again: the bin that ends a count. */
  readonly again: string | null;
  readonly prompt: string;
  readonly part: StepPart;
  /** Every barcode that is right here; empty when any of the kind will do. */
  readonly accepts: readonly Accepted[];
  /** What should come out; null when blind or nobody's business. */
  readonly expected: number | null;
  /** Above this the device says no. */
  readonly maximum: number | null;
  /** Taken when the worker says nothing; such a step is passed over by the next scan. */
  readonly preset: number | null;
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
  | "PACK_TOTE"
  | "LOAD"
  | "SHIP"
  | "COUNT"
  | "RETURN"
  | "MOVE"
  | "LOOKUP"
  | "PUT_BACK";

/** Input fields that nobody has to say, by operation. */
export type Fixed = { readonly [operation: string]: { readonly [field: string]: unknown } };

/** What one piece weighs at least and at most, in grams; null, or left out, where it is not sold by weight. */
export type Weighs = { readonly leastWeightGrams?: number | null; readonly mostWeightGrams?: number | null };

/** An item as a device knows it. */
export type Item = Weighs & { readonly id: string; readonly sku: string; readonly name: string };

/** What is known of the weight of a short pick, as it is sent. */
export type Weight = { readonly weightGrams?: number; readonly reweighed?: true };

/** A short pick that waits for its weight or its tote. */
export type Short = { readonly found: number; readonly reason: string };

/** Goods that a job knows of: a receipt's line, what a tote holds, what an order shipped. */
export type Line = {
  /** The server's id of the line, where it has one. */
  readonly id: string | null;
  /** Container that the goods are in: its scan stands for them; null for loose goods. */
  readonly container: string | null;
  /** Input fields that nobody has to say, by operation: this line's task, its shipment. */
  readonly fixed: Fixed;
  readonly item: Item;
  readonly accepts: readonly Accepted[];
  /** How many are still to come, to pack, to take back; null when blind. */
  readonly expected: number | null;
  /** Above this the device says no. */
  readonly maximum: number | null;
  readonly unit: string;
  readonly tracksLot: boolean;
  /** Each piece is named by its serial. */
  readonly tracksSerial: boolean;
  readonly hasExpiry: boolean;
};

/** What a flow runs over: a task, or a template filled with what is known. */
export type Job = {
  readonly id: string;
  readonly way: Way;
  readonly title: string;
  readonly steps: readonly Step[];
  readonly task: FloorTask | null;
  /** Input fields that nobody has to say, by operation: task, fence, receipt, location… */
  readonly fixed: Fixed;
  readonly lines: readonly Line[];
  /** What the barcodes in sight mean, by their text. */
  readonly known: { readonly [barcode: string]: Target };
};

/** What to sound, show and shake; null when there is nothing to feel. */
export type Tone = "ok" | "lineDone" | "taskDone" | "wrong" | "look" | "again";

/** What was answered at a step. */
export type Answer = {
  /** Index of its step; -1 for what no step asked, such as "damaged". */
  readonly step: number;
  readonly operations: readonly OperationName[];
  readonly field: string;
  /** As it is sent: a reference, a number, a code, a day. */
  readonly value: unknown;
  /** As it is shown. */
  readonly shown: string;
  /** The text that was scanned, or the digits typed. */
  readonly text: string;
  /** The same for every barcode of the same thing. */
  readonly key: string;
  readonly method: EntryMethod;
  /** Another than asked for, scanned twice to say so. */
  readonly isKept: boolean;
  /** The event's id, for the operation that comes of it. */
  readonly operationId: string;
};

/** Full stop: something else was scanned. The right scan clears it, where no number stands. */
export type Halt = {
  readonly why:
    | "wrongItem"
    | "wrongBin"
    | "wrongContainer"
    | "wrongDocument"
    | "wrongDigits"
    | "tooMany"
    | "notHere"
    /** The goods are right, their lot is another. */
    | "wrongLot"
    /** The same single thing once more. */
    | "twice"
    /** Neither its shape nor this device's memory says what it is. */
    | "unknown"
    /** Right, but at a later step. */
    | "notYet"
    | "notNow";
  /** The step that it stopped. */
  readonly step: number;
  readonly expected: string;
  readonly expectedName: string;
  readonly got: string;
  /** What stands on it for people, such as its SKU; what was scanned where the device does not know it. */
  readonly gotCode: string;
  readonly gotName: string;
  readonly symbology: string | null;
  readonly elements: readonly Element[];
  /** A second scan of the same means "yes, I mean it". */
  readonly canKeep: boolean;
  /** A reason is wanted for keeping. */
  readonly wantsReason: boolean;
  /** A number of the keypad stands, more than there is: no scan takes its place. */
  readonly isKeyed?: true;
};

/** A question that waits for `yes`, `no`, a choice, a number or a scan. */
export type Asking =
  | { readonly kind: "manyMore"; readonly quantity: number; readonly expected: number }
  | { readonly kind: "shortReason"; readonly found: number; readonly choices: readonly Choice[] }
  | { readonly kind: "keepReason"; readonly scan: Scan; readonly target: Target | null }
  | ({ readonly kind: "shortWeight" } & Short)
  | ({ readonly kind: "shortTote"; readonly weight?: Weight } & Short)
  /** So many pieces never weigh that; of a short pick where one is told. */
  | { readonly kind: "weighAgain"; readonly grams: number; readonly pieces: number; readonly short: Short | null }
  | { readonly kind: "newTote"; readonly from: string | null }
  | { readonly kind: "closeShort"; readonly lines: readonly Line[] }
  | { readonly kind: "leave" };

/** What the shell has to do besides sending operations. */
export type Call =
  /** A badge was scanned: somebody else takes over the device. */
  | { readonly kind: "switchUser"; readonly badge: string }
  /** Nobody here knows it: ask the server, show what was read. */
  | { readonly kind: "lookUp"; readonly text: string }
  /** It was taken for goods that this device does not know: ask the server whether anybody does. */
  | { readonly kind: "check"; readonly text: string }
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
  /** Which goods and how many of them, to count them back. */
  readonly sku: string;
  readonly quantity: number;
  /** The single things that it named. */
  readonly serials?: readonly string[];
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
  /** Counted so far by scans, in base units, and by how many of them. */
  readonly counted: number;
  readonly pulls: number;
  /** Of how many pieces the labels said what they weigh, and how much in all. */
  readonly labels?: { readonly pieces: number; readonly grams: number };
  /** Another than expected, or more: a second scan said that it is meant. */
  readonly isKept: boolean;
  /** How much of each line was done in this flow, by SKU. */
  readonly done: { readonly [sku: string]: number };
  readonly halt: Halt | null;
  readonly asking: Asking | null;
  readonly last: { readonly text: string; readonly ms: number } | null;
  readonly sent: readonly Sent[];
  /** As it was before the last thing said, while that is not sent: what undo brings back. */
  readonly before: Flow | null;
  /** Operations of this lap, oldest first; what follows builds on them. */
  readonly inLap: readonly string[];
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
