/** What was read when the wrong thing was scanned: text, kind of barcode, GS1 parts. */
import { Row } from "../../parts/row.tsx";
import { Sheet } from "../../parts/sheet.tsx";
import { say } from "../../words/scanner.ts";
import { useFloor } from "../floor.ts";

export function ReadSheet() {
  const floor = useFloor();
  const halt = floor.flow.value?.halt;
  return (
    <Sheet title={say("whatWasRead")} onClose={() => (floor.sheet.value = null)}>
      <Row icon="scan" title={<bdi>{halt?.got ?? ""}</bdi>} note={halt?.symbology} />
      {(halt?.elements ?? []).map((part) => (
        <Row key={part.ai} look="tight" title={<bdi>({part.ai})</bdi>} end={<bdi>{part.value}</bdi>} />
      ))}
    </Sheet>
  );
}
