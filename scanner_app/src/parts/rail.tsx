/** The rail: what the trigger expects now, in words. */
import { say } from "../words/parts.ts";
import { Icon } from "./icon.tsx";

export interface Stage {
  readonly word: string;
  readonly state: "done" | "now" | "later";
  /** Only a scan has the scan pictogram; a choice or a number has none. */
  readonly isScan: boolean;
}

export function Rail({ stages }: { readonly stages: readonly Stage[] }) {
  return (
    <ol class="rail" aria-label={say("scans")}>
      {stages.map((stage, at) => (
        <li
          key={at}
          class={stage.state === "done" ? "done" : undefined}
          aria-current={stage.state === "now" ? "step" : undefined}
        >
          {stage.state === "done" && <Icon name="check" />}
          {stage.state === "now" && stage.isScan && <Icon name="scan" />}
          {stage.word}
        </li>
      ))}
    </ol>
  );
}
