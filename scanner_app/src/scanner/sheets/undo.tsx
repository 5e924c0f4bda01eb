/** The last own operations, newest first; an undo is a new entry, never a deletion. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Past } from "../../link/outbox.ts";
import { Button } from "../../parts/button.tsx";
import { Whole } from "../../parts/code.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Sheet } from "../../parts/sheet.tsx";
import { type Key, say } from "../../words/scanner.ts";
import { timeOfDay } from "../../words/voice.ts";
import { type Floor, useFloor } from "../floor.ts";
import { isNo, together } from "../together.ts";
import { undoOperation } from "../undoing.ts";
import type { OperationName } from "../../work/types.ts";
import { UNDOABLE } from "../../work/undo.ts";

const SHOWN = 20;

export function UndoSheet() {
  const floor = useFloor();
  const past = useSignal<readonly Past[] | null>(null);
  useEffect(() => {
    void floor.link.outbox.history(SHOWN).then((rows) => (past.value = rows));
  }, []);
  const undos = new Map((past.value ?? []).flatMap((row) => (row.target === null ? [] : [[row.target, row] as const])));
  const rows = together(past.value ?? []);
  const first = rows.find((row) => canUndo(row, undos.get(row.operationId)));
  return (
    <Sheet title={say("undo")} onClose={() => (floor.sheet.value = null)}>
      {past.value !== null && rows.length === 0 && (
        <div class="empty">
          <Icon name="check" />
          <b>{say("nothingToUndo")}</b>
        </div>
      )}
      <ul class="flush">
        {rows.map((row) => (
          <PastRow key={row.operationId} row={row} undo={undos.get(row.operationId)} isFirst={row === first} floor={floor} />
        ))}
      </ul>
    </Sheet>
  );
}


interface PastLook {
  readonly row: Past;
  /** What was tried to take it back, newest first. */
  readonly undo: Past | undefined;
  readonly isFirst: boolean;
  readonly floor: Floor;
}

/** Why what was done stays done; the house says the rest when it refuses an undo. */
const STAYS: Readonly<Record<string, Key>> = {
  confirmShipment: "staysShipped",
  gradeReturn: "staysRefund",
  disposeReturn: "staysRefund",
  receiveReturn: "staysRefund",
  shortPick: "staysShort",
  undoOperation: "staysUndone",
};

function whyOf(row: Past, undo: Past | undefined): string {
  if (undo !== undefined && isNo(undo)) return undo.message ?? "";
  if (row.message !== null) return row.message;
  return UNDOABLE.has(row.operation as OperationName) ? "" : say(STAYS[row.operation] ?? "staysLead");
}

function PastRow({ row, undo, isFirst, floor }: PastLook) {
  const isRefused = isNo(row);
  const isTaken = undo !== undefined && !isNo(undo);
  return (
    <li class="row undo1">
      <div>
        <b><Whole>{row.label}</Whole></b>
        <span class="dim" dir="auto">
          {timeOfDay(row.at)} {whyOf(row, undo)}
        </span>
      </div>
      {canUndo(row, undo) ? (
        <Button
          icon="undo"
          look={isFirst ? "go" : ""}
          onPress={() => void undoOperation(floor, row)}
        >
          {say("undo")}
        </Button>
      ) : (
        <Chip icon={isRefused ? "cross" : isTaken ? "undo" : "lock"}>{say(isRefused ? "refused" : isTaken ? "undone" : "final")}</Chip>
      )}
    </li>
  );
}

/** What is taken back once stays so; what the house refused may be tried again, when what built on it is gone. */
function canUndo(row: Past, undo: Past | undefined): boolean {
  if (undo !== undefined && !isNo(undo)) return false;
  return UNDOABLE.has(row.operation as OperationName) && !isNo(row);
}
