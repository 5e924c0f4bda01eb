/** The figures of today beside their targets. */
import { Chip } from "../../parts/chip.tsx";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { kpis, type Kpi } from "../watch.ts";
import { lasting } from "../wire/clock.ts";
import { reaches } from "./target.ts";
import { Spark } from "./spark.tsx";

export function Figures() {
  return (
    <section class="card kpis" aria-labelledby="h-kpi">
      <header>
        <h2 id="h-kpi">{say("today")}</h2>
        <span class="dim">{say("dashedTarget")}</span>
      </header>
      <div class="scroll even" tabIndex={0} role="region" aria-labelledby="h-kpi">
        {kpis.value.map((one) => <One key={one.id} kpi={one} />)}
      </div>
    </section>
  );
}

function One({ kpi }: { readonly kpi: Kpi }) {
  const points = kpi.series.flatMap((point) => (point.value === null ? [] : [point.value]));
  return (
    <div class="kpi">
      <span>{say(`kpi_${kpi.name}`)}</span>
      <b>{kpi.value === null ? "–" : written(kpi, kpi.value)}</b>
      <Spark values={points} width={44} height={20} aim={kpi.target} />
      {kpi.value === null || kpi.target === null
        ? <span class="dim">{say(`of_${kpi.name}`, { count: kpi.count })}</span>
        : <Verdict kpi={kpi} value={kpi.value} target={kpi.target} />}
    </div>
  );
}

function Verdict({ kpi, value, target }: { readonly kpi: Kpi; readonly value: number; readonly target: number }) {
  const isGood = reaches(value, target, kpi.better);
  const side = value > target ? "over" : value < target ? "under" : "at";
  return (
    <Chip icon={isGood ? "check" : "warn"} mood={isGood ? "ok" : "warn"}>
      {say(side, { target: written(kpi, target) })}
    </Chip>
  );
}

function written(kpi: Kpi, value: number): string {
  if (kpi.unit === "SECONDS") return lasting(Math.round(value));
  const rounded = kpi.unit === "PERCENT" ? Math.round(value * 100) / 100 : Math.round(value);
  return kpi.unit === "PERCENT" ? `${quantity(rounded)} %` : quantity(rounded);
}
