/** A barcode that the floor taught: trust it, or read it no more. */
import { useSignal } from "@preact/signals";
import { ApproveBarcode, RetireBarcode } from "../../contract.ts";
import { Button } from "../../parts/button.tsx";
import { Code, Name } from "../../parts/code.tsx";
import { Icon } from "../../parts/icon.tsx";
import { say } from "../../words/board.ts";
import { learned, readLearned, type LearnedBarcode } from "../watch.ts";
import { send } from "./send.ts";

export function Learned({ barcode }: { readonly barcode: LearnedBarcode }) {
  const problem = useSignal("");
  const decide = async (operation: typeof ApproveBarcode | typeof RetireBarcode): Promise<void> => {
    const input = { barcode: barcode.id };
    const said = operation === ApproveBarcode ? await send(ApproveBarcode, input) : await send(RetireBarcode, { ...input, reason: say("refusedHere") });
    problem.value = said.problem;
    if (!said.isDone) return;
    learned.value = learned.value.filter((one) => one.id !== barcode.id);
    void readLearned().catch(() => undefined);
  };
  return (
    <li class="case">
      <span class="sev act"><Icon name="scan" /></span>
      <div>
        <b>{say("newBarcode")} <Code>{barcode.value}</Code></b>
        <p><Code>{barcode.item.sku}</Code> <Name>{barcode.item.name}</Name>{barcode.pack && ` · ${barcode.pack.code} ${barcode.pack.quantity}`}</p>
        {problem.value && <p role="alert">{problem.value}</p>}
        <p class="tools">
          <Button icon="check" look="go" onPress={() => void decide(ApproveBarcode)}>{say("trust")}</Button>
          <Button icon="cross" look="no" onPress={() => void decide(RetireBarcode)}>{say("refuse")}</Button>
        </p>
      </div>
    </li>
  );
}
