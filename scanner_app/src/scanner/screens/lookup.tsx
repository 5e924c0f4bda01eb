/** Whatever was scanned: what it is, how many, where; then what can be done with it. */
import type { LabelSubject } from "../../contract.ts";
import { Button } from "../../parts/button.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Row } from "../../parts/row.tsx";
import type { Scan } from "../../scan/scan.ts";
import { say } from "../../words/scanner.ts";
import { quantity } from "../../words/voice.ts";
import { type Floor, type Looked, useFloor } from "../floor.ts";
import { Frame } from "../frame.tsx";
import { beginCount, beginMove } from "../starting.ts";
import { mayPrint, printLabel } from "../printing.ts";
import { tellScan } from "../talking.ts";
import { Inside } from "./inside.tsx";
import { undoAct } from "./job.tsx";
import { LastMoves } from "./last_moves.tsx";
import { Where } from "./where.tsx";

type Answer = NonNullable<Looked["answer"]>;
type Candidate = Answer["candidates"][number];

export function LookupScreen({ looked }: { readonly looked: Looked }) {
  const floor = useFloor();
  return (
    <Frame
      title={say("lookUp")}
      note={<bdi>{looked.scan.text.replaceAll("\u001d", "·").slice(0, 24)}</bdi>}
      acts={[undoAct(floor), { word: say("close"), icon: "close", onPress: () => (floor.looked.value = null) }]}
    >
      <Found looked={looked} />
      <WhatWasRead looked={looked} floor={floor} />
    </Frame>
  );
}

function Found({ looked }: { readonly looked: Looked }) {
  const { answer, known, state } = looked;
  if (answer && answer.candidates.length > 0) {
    return (
      <>
        {answer.candidates.map((candidate) => (
          <CandidateCard key={candidate.target.id} candidate={candidate} scan={looked.scan} />
        ))}
      </>
    );
  }
  if (known.length > 0) {
    return (
      <>
        {known.map((one) => (
          <Row
            key={one.id}
            look="pane"
            icon={one.kind === "ITEM" ? "item" : "bin"}
            title={<Code>{one.code}</Code>}
            note={<Name>{one.name}</Name>}
          />
        ))}
        {state === "offline" && <Offline />}
      </>
    );
  }
  if (state === "asking") return <p class="pane lead" role="status">{say("asking")}</p>;
  if (state === "offline") return <Offline />;
  return <Strange problem={answer?.problem ?? null} />;
}

/** Nobody knows it: that is worth a report. */
function Strange({ problem }: { readonly problem: string | null }) {
  const floor = useFloor();
  return (
    <div class="pad16 first">
      <Notice mood="warn" title={say("unknownCode")}>
        {problem ?? say("unknownText")}
      </Notice>
      <Button icon="flag" look="wide" onPress={() => (floor.sheet.value = "report")}>
        {say("report")}
      </Button>
    </div>
  );
}

function Offline() {
  return (
    <div class="pad16">
      <Notice mood="warn" title={say("noNetwork")}>
        {say("onlyWhatIsHere")}
      </Notice>
    </div>
  );
}

function CandidateCard({ candidate, scan }: { readonly candidate: Candidate; readonly scan: Scan }) {
  const { target, lotNumber, pack, expiresOn } = candidate;
  return (
    <>
      <section class="item bare">
        <div>
          <h2>
            <Named target={target} />
          </h2>
          <p>
            <Code>{"sku" in target ? target.sku : "code" in target ? target.code : ""}</Code>{" "}
            {pack && <Chip icon="item">{`${pack.code} × ${quantity(pack.quantity)}`}</Chip>}{" "}
            {lotNumber && <Chip icon="info">{lotNumber}</Chip>} {expiresOn && <Chip icon="info">{expiresOn}</Chip>}
          </p>
        </div>
      </section>
      {target.__typename === "Item" && <Where sku={target.sku} />}
      {target.__typename === "Item" && <LastMoves sku={target.sku} />}
      {target.__typename === "Bin" && <Inside binId={target.id} />}
      <Actions target={target} scan={scan} />
    </>
  );
}

/** What can be done with it; the job in hand comes first. */
function Actions({ target, scan }: { readonly target: Candidate["target"]; readonly scan: Scan }) {
  const floor = useFloor();
  if (floor.flow.value) return null;
  const isBin = target.__typename === "Bin";
  // Who has just scanned the bin stands before it, and need not scan it again.
  const atBin = (begun: Promise<void>): void => {
    if (isBin) void begun.then(() => tellScan(floor, scan));
  };
  const label = mayPrint(floor) ? labelOf(target) : null;
  return (
    <div class="pane four">
      <Button icon="move" onPress={() => atBin(beginMove(floor))}>
        {say("move")}
      </Button>
      {isBin && (
        <Button icon="count" onPress={() => atBin(beginCount(floor, target.code))}>
          {say("count")}
        </Button>
      )}
      {label && (
        <Button icon="print" onPress={() => void printLabel(floor, label.subject, label.code)}>
          {say("label")}
        </Button>
      )}
      <Button icon="flag" onPress={() => (floor.sheet.value = "report")}>
        {say("report")}
      </Button>
    </div>
  );
}

/** What has a label that the house can print. */
function labelOf(target: Candidate["target"]): { readonly subject: LabelSubject; readonly code: string } | null {
  switch (target.__typename) {
    case "Item":
      return { subject: { item: { id: target.id } }, code: target.sku };
    case "Bin":
      return { subject: { bin: { id: target.id } }, code: target.code };
    case "Container":
      return { subject: { container: { id: target.id } }, code: target.code };
    default:
      return null;
  }
}

function Named({ target }: { readonly target: Candidate["target"] }) {
  switch (target.__typename) {
    case "Item":
    case "Location":
    case "User":
      return <Name>{target.name}</Name>;
    case "Bin":
      return (
        <>
          {say("bin")} {target.block && <Chip icon="lock" mood="warn">{say("blocked")}</Chip>}
        </>
      );
    case "Container":
      return <>{say("container")}</>;
    case "Device":
      return <>{say("device")}</>;
  }
}

/** Text, kind of barcode and GS1 parts, as read. */
function WhatWasRead({ looked, floor }: { readonly looked: Looked; readonly floor: Floor }) {
  const { scan, answer } = looked;
  const parts = answer?.elements ?? scan.elements.map(({ ai, value }) => ({ ai, value, title: "" }));
  return (
    <section class="pane grow">
      <dl class="read">
        <dt>{say("read")}</dt>
        <dd>
          <bdi>{scan.text.replaceAll("\u001d", " · ")}</bdi>
        </dd>
        {scan.symbology && (
          <>
            <dt>{say("symbology")}</dt>
            <dd>
              <bdi>{answer?.symbology ?? scan.symbology}</bdi>
            </dd>
          </>
        )}
        {parts.map((part) => [
          <dt key={part.ai}>
            <bdi>({part.ai})</bdi> {part.title}
          </dt>,
          <dd key={`${part.ai}-value`}>
            <bdi>{"measure" in part && part.measure !== null ? part.measure : part.value}</bdi>
          </dd>,
        ])}
      </dl>
      {answer?.doubt && <p class="dim">{answer.doubt}</p>}
      {floor.flow.value && <p class="dim">{say("jobWaits")}</p>}
    </section>
  );
}
