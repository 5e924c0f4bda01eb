/** Labels: what is being printed and where it comes out; printers, and a printing that needs a person's word. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  CancelPrinting, LabelStocks, PrintJobs, Printers, RetryPrinting, SavePrinter,
  type LabelSubject, type LabelStocksAnswer, type PrintJobsAnswer, type PrintersAnswer,
} from "../../contract.ts";
import { Chip } from "../../parts/chip.tsx";
import { Name } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { Act } from "../panels/act.tsx";
import { send } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import { since } from "../wire/clock.ts";
import type { Place } from "../wire/session.ts";
import { Desk } from "./desk.tsx";
import { Choice, CodeLine, Line, NumberLine } from "./fields.tsx";
import { Form, text, whole, type Editing } from "./form.tsx";
import { List } from "./list.tsx";
import { PrintButton } from "../panels/print.tsx";

type Printer = PrintersAnswer["printers"][number];
type Job = NonNullable<PrintJobsAnswer["printJobs"]>["nodes"][number];
const ALL = { hasNextPage: false, endCursor: null };
/** What a scanner takes for a command, one card each. */
const COMMAND_CARDS: readonly LabelSubject[] = [
  "DONE", "UNDO", "SHORT", "EMPTY", "ALL", "FULL", "DAMAGED", "YES", "NO", "NEXT", "HELP",
].map((word) => ({ command: `SW-${word}` }));
const LOOK_MS = 2_000;
const MOODS: Readonly<Record<Job["status"], "act" | "ok" | "warn" | "stop" | undefined>> = {
  QUEUED: "act", PRINTING: "act", PRINTED: "ok", PRINTED_MAYBE: "warn", FAILED: "stop", CANCELED: undefined,
};


export function PrintersPage({ at }: { readonly at: Place }) {
  const turn = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => { turn.value += 1; }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="halves">
      <List
        title={say("printings")}
        turn={turn.value}
        searches={false}
        read={async ({ after }) => (await ask(PrintJobs, { statuses: null, after })).printJobs}
        columns={[say("what"), say("printer"), say("progress"), { head: say("state"), look: "wide" }, say("when"), { head: "", look: "act2" }]}
        row={(job) => <JobCells job={job} />}
      />
      <Desk
        title={say("printers")}
        searches={false}
        read={async () => ({ nodes: (await ask(Printers, { location: { code: at.code } })).printers, pageInfo: ALL })}
        columns={[say("printer"), say("name"), say("goesTo")]}
        codeOf={(printer) => printer.code}
        cells={(printer) => <><td><Name>{printer.name}</Name></td><td class="dim">{printer.address ?? say("download")} {standing(printer)}</td></>}
        adds="MANAGE_PEOPLE"
        everyMs={LOOK_MS}
        acts={<PrintButton at={at} subjects={COMMAND_CARDS} word={say("commandCards")} />}
        form={(editing) => <PrinterForm at={at} {...editing} />}
        aside={<Trials />}
      />
    </div>
  );
}

function JobCells({ job }: { readonly job: Job }) {
  return (
    <>
      <td>{say(`label_${job.kind}`)}</td>
      <td><Name>{job.printer.name}</Name></td>
      <td><bdi dir="ltr">{quantity(job.done)} / {quantity(job.total)}</bdi></td>
      <td title={job.problem ?? undefined}><Chip icon={job.status === "PRINTED" ? "check" : "print"} mood={MOODS[job.status]}>{say(`print_${job.status}`)}</Chip> {job.problem}</td>
      <td class="dim">{since(job.createdAt)}</td>
      <td class="n"><JobActs job={job} /></td>
    </>
  );
}

function JobActs({ job }: { readonly job: Job }) {
  if (job.file !== null) return <a href={job.file}>{say("download")}</a>;
  if (job.status === "QUEUED" || job.status === "PRINTING") return <Act send={() => send(CancelPrinting, { job: job.id })}>{say("stop")}</Act>;
  if (job.status !== "PRINTED_MAYBE" && job.status !== "FAILED") return null;
  const again = job.status === "FAILED" ? "ALL" : "UNSURE";
  return <Act send={() => send(RetryPrinting, { job: job.id, again })}>{say(`again_${again}`)}</Act>;
}

/** How it was when it was last spoken with; a sheet of paper is always there. */
function standing(printer: Printer) {
  if (printer.isOnline === false) return <Chip icon="print" mood="stop">{say("printerSilent")}</Chip>;
  if (printer.problem !== null) return <Chip icon="print" mood="warn">{printer.problem}</Chip>;
  return printer.waiting > 0 ? <Chip icon="print" mood="act">{quantity(printer.waiting)}</Chip> : null;
}

function PrinterForm({ at, one: printer, ...editing }: Editing<Printer> & { readonly at: Place }) {
  const save = (given: FormData) => send(SavePrinter, {
    printer: printer ? { id: printer.id } : null,
    ifVersion: printer?.version ?? null,
    code: printer ? null : text(given, "code"),
    name: text(given, "name"),
    ...(printer?.kind === "DOWNLOAD" ? {} : {
      kind: kindOf(text(given, "address")), location: { code: at.code }, address: text(given, "address"),
      dotsPerInch: whole(given, "dpi"), widthMm: whole(given, "width"), heightMm: whole(given, "height"),
    }),
  });
  return (
    <Form title={printer?.code ?? say("newPrinter")} save={save} {...editing}>
      {!printer && <CodeLine label={say("printer")} name="code" />}
      <Line label={say("name")} name="name" required defaultValue={printer?.name ?? ""} />
      {printer?.kind !== "DOWNLOAD" && (
        <>
          <Line label={say("address")} name="address" required placeholder="192.168.1.50:9100 · ipp://192.168.1.50/ipp/print" defaultValue={printer?.address ?? ""} />
          <Choice label={say("dpi")} name="dpi" chosen={String(printer?.dotsPerInch ?? 203)} options={["203", "300", "600"].map((one) => [one, one] as const)} />
          <NumberLine label={say("widthMm")} name="width" required defaultValue={String(printer?.widthMm ?? 100)} />
          <NumberLine label={say("heightMm")} name="height" required defaultValue={String(printer?.heightMm ?? 50)} />
        </>
      )}
    </Form>
  );
}

/** A print queue has an address of its own kind; anything else is a printer's raw port. */
function kindOf(address: string | null): "IPP" | "RAW" {
  return address !== null && /^ipps?:/.test(address) ? "IPP" : "RAW";
}

function Trials() {
  const stocks = useSignal<LabelStocksAnswer["labelStocks"]>([]);
  useEffect(() => void ask(LabelStocks, {}).then((answer) => { stocks.value = answer.labelStocks; }, () => undefined), []);
  return (
    <section class="card">
      <header><h2>{say("trialPages")}</h2></header>
      <ul class="fields">{stocks.value.map((one) => <li key={one.code}><a href={one.trialPage}>{one.name}</a></li>)}</ul>
    </section>
  );
}
