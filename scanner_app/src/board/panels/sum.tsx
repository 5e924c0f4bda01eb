/** From on hand to free, line by line, so that the numbers of a row add up before the reader's eyes. */
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { partsOf, type PartName, type Stands } from "./standing.ts";

interface SumLook {
  readonly rows: readonly Stands[];
  /** Which number was pressed. */
  readonly meant: PartName;
}

export function Sum({ rows, meant }: SumLook) {
  return (
    <table class="data adds" aria-label={say("addsUp")}>
      <tbody>
        {partsOf(rows).map(({ name, quantity: many }) => (
          <tr key={name} class={name === meant ? "meant" : ""}>
            <th scope="row">{say(`part_${name}`)}</th>
            <td class="n">{name === "onHand" ? quantity(many) : name === "free" ? `= ${quantity(many)}` : `${many < 0 ? "−" : "+"} ${quantity(Math.abs(many))}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
