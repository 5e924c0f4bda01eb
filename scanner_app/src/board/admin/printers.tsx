/** Labels: what is being printed and where it comes out; printers, and a printing that needs a person's word. */
import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import {
  CancelPrinting, LabelStocks, PrintJobs, Printers, RetryPrinting, SavePrinter,
  type LabelSubject, type LabelStocksAnswer, type PrintJobsAnswer, type PrintersAnswer,
} from "../../contract.ts";
import { newId } from "../../link/ids.ts";
import { Button } from "../../parts/button.tsx";
import { Chip } from "../../parts/chip.tsx";
import { Code } from "../../parts/code.tsx";
import { Field } from "../../parts/field.tsx";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { send, type Said } from "../panels/send.ts";
import { ask } from "../wire/ask.ts";
import { since } from "../wire/clock.ts";
import { may, type Place } from "../wire/session.ts";
import { Choice } from "./choice.tsx";
import { Form, text, whole } from "./form.tsx";
import { List } from "./list.tsx";
import { PrintButton } from "./print.tsx";

type Printer = PrintersAnswer["printers"][number];
type Job = NonNullable<PrintJobsAnswer["printJobs"]>["nodes"][number];
const NONE = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
/** What a scanner takes for a command, one card each. */
const COMMAND_CARDS: readonly LabelSubject[] = [
  "DONE", "UNDO", "SHORT", "EMPTY", "ALL", "FULL", "DAMAGED", "YES", "NO", "NEXT", "HELP",
].map((word) => ({ command: `SW-${word}` }));
const LOOK_MS = 2_000;
const MOODS: Readonly<Record<Job["status"], "act" | "ok" | "warn" | "stop" | undefined>> = {
  QUEUED: "act", PRINTING: "act", PRINTED: "ok", PRINTED_MAYBE: "warn", FAILED: "stop", CANCELED: undefined,
};

export function PrintersPage({ at }: { readonly at: Place }) {
  const chosen = useSignal<Printer | "new" | null>(null);
  const turn = useSignal(0);
  useEffect(() => {
    const timer = setInterval(() => { turn.value += 1; }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="beside">
      <List
        title={say("printings")}
        turn={turn.value}
        searches={false}
        read={async (_, after) => (await ask(PrintJobs, { statuses: null, after })).printJobs ?? NONE}
        columns={[say("what"), say("printer"), say("progress"), say("state"), say("when"), ""]}
        keyOf={(job) => job.id}
        row={(job) => <JobCells job={job} />}
      />
      <div>
        {chosen.value === null
          ? <PrinterList at={at} chosen={chosen} turn={turn.value} />
          : <PrinterForm at={at} printer={chosen.value === "new" ? null : chosen.value} onClose={() => { chosen.value = null; }} />}
        <Trials />
      </div>
    </div>
  );
}

function JobCells({ job }: { readonly job: Job }) {
  return (
    <>
      <td>{say(`label_${job.kind}`)}</td>
      <td>{job.printer.name}</td>
      <td class="n">{quantity(job.done)} / {quantity(job.total)}</td>
      <td title={job.problem ?? undefined}><Chip icon={job.status === "PRINTED" ? "check" : "print"} mood={MOODS[job.status]}>{say(`print_${job.status}`)}</Chip> {job.problem}</td>
      <td class="dim">{since(job.createdAt)}</td>
      <td><JobActs job={job} /></td>
    </>
  );
}

function JobActs({ job }: { readonly job: Job }) {
  const said = useSignal<Said | null>(null);
  if (said.value && !said.value.isDone) return <span role="alert">{said.value.problem}</span>;
  if (job.file !== null) return <a href={job.file}>{say("download")}</a>;
  if (job.status === "QUEUED" || job.status === "PRINTING") {
    return <Button onPress={() => void send(CancelPrinting, { operationId: newId(), job: job.id }).then((one) => { said.value = one; })}>{say("stop")}</Button>;
  }
  if (job.status !== "PRINTED_MAYBE" && job.status !== "FAILED") return null;
  const again = job.status === "FAILED" ? "ALL" : "UNSURE";
  return <Button onPress={() => void send(RetryPrinting, { operationId: newId(), job: job.id, again }).then((one) => { said.value = one; })}>{say(`again_${again}`)}</Button>;
}

function PrinterList({ at, chosen, turn }: { readonly at: Place; readonly chosen: Signal<Printer | "new" | null>; readonly turn: number }) {
  const read = async () => ({ nodes: (await ask(Printers, { location: { code: at.code } })).printers, pageInfo: NONE.pageInfo });
  return (
    <List
      title={say("printers")}
      turn={turn}
      searches={false}
      read={read}
      columns={[say("printer"), say("goesTo")]}
      keyOf={(printer) => printer.id}
      row={(printer: Printer) => (
        <>
          <td><button type="button" class="why" onClick={() => { chosen.value = printer; }}><Code>{printer.code}</Code></button> {printer.name}</td>
          <td class="dim">{printer.address ?? say("download")} {standing(printer)}</td>
        </>
      )}
      acts={<><PrintButton at={at} subjects={COMMAND_CARDS} word={say("commandCards")} />{may("EDIT_MASTER_DATA") && <Button look="go" onPress={() => { chosen.value = "new"; }}>{say("add")}</Button>}</>}
    />
  );
}

/** How it was when it was last spoken with; a sheet of paper is always there. */
function standing(printer: Printer) {
  if (printer.isOnline === false) return <Chip icon="print" mood="stop">{say("printerSilent")}</Chip>;
  if (printer.problem !== null) return <Chip icon="print" mood="warn">{printer.problem}</Chip>;
  return printer.waiting > 0 ? <Chip icon="print" mood="act">{quantity(printer.waiting)}</Chip> : null;
}

function PrinterForm({ at, printer, onClose }: { readonly at: Place; readonly printer: Printer | null; readonly onClose: () => void }) {
  const save = (given: FormData): Promise<Said> => send(SavePrinter, {
    operationId: newId(),
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
    <Form title={printer?.code ?? say("newPrinter")} action={say("save")} onSend={save} onClose={onClose}>
      {!printer && <Field label={say("printer")} input={{ name: "code", required: true, maxLength: 64, autoComplete: "off" }} />}
      <Field label={say("name")} input={{ name: "name", required: true, maxLength: 200, defaultValue: printer?.name ?? "", autoComplete: "off" }} />
      {printer?.kind !== "DOWNLOAD" && (
        <>
          <Field label={say("address")} input={{ name: "address", required: true, maxLength: 200, placeholder: "192.168.1.50:9100 · ipp://192.168.1.50/ipp/print", defaultValue: printer?.address ?? "", autoComplete: "off" }} />
          <Choice label={say("dpi")} name="dpi" chosen={String(printer?.dotsPerInch ?? 203)} options={["203", "300", "600"].map((one) => [one, one] as const)} />
          <Field label={say("widthMm")} input={{ name: "width", required: true, inputMode: "numeric", pattern: "[0-9]+", defaultValue: String(printer?.widthMm ?? 100) }} />
          <Field label={say("heightMm")} input={{ name: "height", required: true, inputMode: "numeric", pattern: "[0-9]+", defaultValue: String(printer?.heightMm ?? 50) }} />
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
