/** Print labels of something, and say where they come out. */
import { PrintLabels, type LabelKind, type LabelSubject } from "../../contract.ts";
import { say } from "../../words/board.ts";
import { Act } from "./act.tsx";
import { send } from "./send.ts";
import { addressOf } from "../route.ts";
import { may, type Place } from "../wire/session.ts";

interface Printing {
  readonly at: Place;
  readonly subjects: readonly LabelSubject[];
  readonly word?: string;
  /** PALLET asks for a container's logistic label; otherwise what fits is taken. */
  readonly kind?: LabelKind | null;
  /** On packs' labels. */
  readonly lot?: { readonly id: string } | null;
}

export function PrintButton({ at, word = say("label"), ...asked }: Printing) {
  if (!may("PRINT")) return null;
  const print = () => send(PrintLabels, { occurredAt: new Date().toISOString(), location: { code: at.code }, ...asked });
  return <Act icon="print" send={print} done={<a href={addressOf("printers")}>{say("labelQueued")}</a>}>{word}</Act>;
}
