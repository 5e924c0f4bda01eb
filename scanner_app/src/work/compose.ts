// Turns what was answered into the operation that the server takes: fields by name, nothing by kind.
import type { OperationInput } from "../contract.ts";
import type { Answer, EntryMethod, Flow, Line, OperationName } from "./types.ts";

/** What an operation is made of. */
export type Told = {
  readonly name: OperationName;
  readonly answers: readonly Answer[];
  readonly line: Line | null;
  readonly operationId: string;
  readonly at: string;
};

type Fields = { [field: string]: unknown };

/** From the best proof to none. */
const METHODS: readonly EntryMethod[] = ["SCANNED", "CAMERA", "TYPED", "CHECK_DIGITS", "UNPROVED"];

/** Operations that can say "scanned twice: I mean it". */
const RESCANNED: ReadonlySet<string> = new Set(["confirmPutaway", "receiveLine"]);

/** Operations that name the one before them instead of what it made, which only the server knows. */
const FOLLOWS: ReadonlySet<string> = new Set(["gradeReturn", "disposeReturn"]);

/** Make one operation. */
export function operationOf(flow: Flow, told: Told): OperationInput {
  const { name, answers } = told;
  const mine = answers.filter((answer) => answer.operations.includes(name));
  const method = worst(mine.map((answer) => answer.method));
  const follows = FOLLOWS.has(name) ? flow.inLap[0] : undefined;
  return inputOf(name, {
    operationId: told.operationId,
    occurredAt: told.at,
    ...(method === "SCANNED" ? {} : { method }),
    ...flow.job.fixed[name],
    ...told.line?.fixed[name],
    ...(follows === undefined ? {} : { received: follows, dependsOn: follows }),
    ...fieldsOf(mine),
    ...(RESCANNED.has(name) && mine.some((answer) => answer.isKept) ? { rescanned: true } : {}),
  });
}

/** Wrap the fields of an operation: the graph takes exactly one member. */
export function inputOf(name: OperationName, fields: Fields): OperationInput {
  return { [name]: fields } as unknown as OperationInput;
}

/** The worst of these proofs: a chain is as good as its weakest part. */
function worst(methods: readonly EntryMethod[]): EntryMethod {
  return METHODS[Math.max(0, ...methods.map((method) => METHODS.indexOf(method)))] ?? "SCANNED";
}

/** Fields by name; `lines.item` and `lines.quantity` of each lap make one row of `lines`. */
function fieldsOf(answers: readonly Answer[]): Fields {
  const fields: Fields = {};
  let row: Fields = {};
  for (const { field, value } of answers) {
    const [list, column] = field.split(".");
    if (list === undefined || list === "") continue;
    if (column === undefined) {
      fields[field] = value;
      continue;
    }
    const rows = (fields[list] ?? []) as Fields[];
    if (rows.length === 0 || column in row) {
      row = {};
      rows.push(row);
    }
    row[column] = value;
    fields[list] = rows;
  }
  return fields;
}
