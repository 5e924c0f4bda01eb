/** Search or scan anything: an order, a tote, an item; what it is, where it stands, why it is so many. */
import { useSignal } from "@preact/signals";
import { ScanLookup, type ScanLookupAnswer } from "../../contract.ts";
import { Button } from "../../parts/button.tsx";
import { Code } from "../../parts/code.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { say } from "../../words/board.ts";
import { page } from "../route.ts";
import { stockSearch } from "../watch.ts";
import { ask, Failed } from "../wire/ask.ts";
import { place } from "../wire/session.ts";
import { askWhy, opened } from "./opened.ts";
import { findOrder } from "./order.tsx";

type Found = ScanLookupAnswer["scan"]["candidates"][number];
const DIGITS = /^[0-9]+$/;

export function Search() {
  const text = useSignal("");
  const found = useSignal<readonly Found[] | "away" | null>(null);
  const look = async (): Promise<void> => {
    const at = place.value;
    const barcode = text.value.trim();
    if (!at || barcode === "") return;
    try {
      if (await openOrder(barcode)) return close();
      found.value = (await ask(ScanLookup, { barcode, location: { code: at.code }, task: null })).scan.candidates;
    } catch (trouble) {
      found.value = trouble instanceof Failed ? [] : "away";
    }
    // What is no code may be a part of a name: the stock list finds it.
    if (found.value.length === 0 && page.value === null) stockSearch.value = barcode;
  };
  const close = (): void => { found.value = null; };
  return (
    <form class="search hide" role="search" onSubmit={(event) => { event.preventDefault(); void look(); }} onKeyDown={(event) => event.key === "Escape" && close()}>
      <label class="find">
        <span class="vh">{say("searchOrScan")}</span>
        <Icon name="scan" />
        <input type="search" placeholder={say("searchOrScan")} value={text.value} maxLength={200}
          onInput={(event) => { text.value = event.currentTarget.value; if (text.value === "") close(); }} />
      </label>
      {found.value && <Candidates found={found.value} onClose={close} />}
    </form>
  );
}

/** Open the order of this number, also when only its digits were said; false when there is none. */
async function openOrder(said: string): Promise<boolean> {
  const order = await findOrder(DIGITS.test(said) ? `SO-${said}` : said.toUpperCase());
  if (order) opened.value = { what: "order", number: order.number };
  return order !== null;
}

function Candidates({ found, onClose }: { readonly found: readonly Found[] | "away"; readonly onClose: () => void }) {
  if (found === "away") return <div class="dialog drop" role="group" aria-label={say("found")}><Notice mood="warn" title={say("serverAway")}>{say("tryAgain")}</Notice></div>;
  return (
    <div class="dialog drop" role="group" aria-label={say("found")}>
      {found.length === 0 && <p role="status">{say("nothingFound")}</p>}
      {found.map((one, at) => <Candidate key={at} found={one} onClose={onClose} />)}
      <Button onPress={onClose}>{say("close")}</Button>
    </div>
  );
}

function Candidate({ found, onClose }: { readonly found: Found; readonly onClose: () => void }) {
  const target = found.target;
  const at = place.value;
  if (target === null) return null;
  if (target.__typename === "Item" && at !== null) {
    return (
      <Button icon="item" look="start wide" onPress={() => { onClose(); askWhy({ number: "ON_HAND", item: target, place: at, bin: null }); }}>
        <Code>{target.sku}</Code> {target.name}
      </Button>
    );
  }
  if (target.__typename === "Container") {
    return <Button icon="item" look="start wide" onPress={() => { onClose(); opened.value = { what: "container", code: target.code }; }}><b>{say("is_Container")}</b> <Code>{target.code}</Code></Button>;
  }
  return <p><b>{say(`is_${target.__typename}`)}</b> <Code>{"code" in target ? target.code : target.name}</Code></p>;
}
