/** The last own operations, newest first; an undo is a new entry, never a deletion. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Past } from "../../link/outbox.ts";
import { Button } from "../../parts/button.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Sheet } from "../../parts/sheet.tsx";
import { say } from "../../words/scanner.ts";
import { timeOfDay } from "../../words/voice.ts";
import { type Floor, useFloor } from "../floor.ts";
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
  const rows = together(past.value ?? []);
  const first = rows.find(canUndo);
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
          <PastRow key={row.operationId} row={row} isFirst={row === first} floor={floor} />
        ))}
      </ul>
    </Sheet>
  );
}

/** What came of one scan or tap is one line: a return is taken, graded and sent on at once. */
function together(rows: readonly Past[]): readonly Past[] {
  const lines = new Map<string, Past>();
  for (const row of rows) {
    const line = `${row.at} ${row.label}`;
    const before = lines.get(line);
    if (before === undefined || (isNo(row) && !isNo(before))) lines.set(line, row);
  }
  return [...lines.values()];
}

function isNo({ outcome }: Past): boolean {
  return outcome === "REFUSED" || outcome === "SKIPPED";
}

interface PastLook {
  readonly row: Past;
  readonly isFirst: boolean;
  readonly floor: Floor;
}

function PastRow({ row, isFirst, floor }: PastLook) {
  const isRefused = isNo(row);
  return (
    <li class="row undo1">
      <div>
        <b>{row.label}</b>
        <span class="dim">
          {timeOfDay(row.at)} {row.message ?? ""}
        </span>
      </div>
      {canUndo(row) ? (
        <Button
          icon="undo"
          look={isFirst ? "go" : ""}
          onPress={() => void undoOperation(floor, row)}
        >
          {say("undo")}
        </Button>
      ) : (
        <Chip icon={isRefused ? "cross" : "lock"}>{say(isRefused ? "refused" : "final")}</Chip>
      )}
    </li>
  );
}

function canUndo(row: Past): boolean {
  return UNDOABLE.has(row.operation as OperationName) && !isNo(row);
}
