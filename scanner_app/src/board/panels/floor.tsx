/** The floor: a real table that is also the map, by aisle and bay; and who is where. */
import type { HeatMetric } from "../../contract.ts";
import { Code } from "../../parts/code.tsx";
import { say } from "../../words/board.ts";
import { quantity } from "../../words/voice.ts";
import { isWall } from "../theme.ts";
import { heat, heatMetric, people, type Somebody } from "../watch.ts";
import { since } from "../wire/clock.ts";
import { opened } from "./opened.ts";
import { baysOf, cellsOf, columnsOf, type MapCell, peopleByCell } from "./map.ts";

const METRICS: readonly HeatMetric[] = ["PICKS", "OCCUPANCY", "DAYS_SINCE_COUNT", "VARIANCE"];
/** Nobody scrolls a wall: there neighboring aisles share a row. */
const WALL_ROWS = 10;
/** From how much on a cell is warmer, step by step. */
const STEPS: Readonly<Record<HeatMetric, readonly number[]>> = {
  PICKS: [1, 10, 25, 50, 100],
  OCCUPANCY: [1, 25, 50, 75, 95],
  DAYS_SINCE_COUNT: [1, 30, 60, 90, 180],
  VARIANCE: [1, 5, 10, 25, 50],
};

export function Floor() {
  return (
    <section class="card floor" aria-labelledby="h-fl">
      <header>
        <h2 id="h-fl">{say("floor")}</h2>
        <div class="tabs end" role="group" aria-labelledby="h-fl">
          {METRICS.map((one) => (
            <button key={one} type="button" aria-pressed={heatMetric.value === one}
              onClick={() => { heatMetric.value = one; }}>{say(`metric_${one}`)}</button>
          ))}
        </div>
      </header>
      <div class="map"><MapTable /></div>
      <People />
    </section>
  );
}

function MapTable() {
  const known = heat.value;
  if (known === "asking") return <p class="empty" aria-busy="true">{say("loading")}</p>;
  if (known === null || known.bays.length === 0) return <p class="empty">{say("noMap")}</p>;
  const columns = columnsOf(known.bays.map((one) => one.bay));
  const rows = columnsOf(known.bays.map((one) => one.aisle), isWall.value ? WALL_ROWS : Infinity);
  const at = cellsOf(known, columns, rows);
  const near = peopleByCell(people.value ?? [], columns, rows);
  return (
    <>
      <table class="heat">
        <caption class="vh">{say("mapOf", { metric: say(`metric_${known.metric}`) })}</caption>
        <thead><tr><th scope="col"><span class="vh">{say("aisle")}</span></th>{columns.heads.map((head) => <th key={head.first} scope="col" title={head.title}>{head.first}</th>)}</tr></thead>
        <tbody>
          {rows.heads.map(({ first: aisle, title }) => (
            <tr key={aisle}>
              <th scope="row" title={title}>{isWall.value ? title.replace(" – ", "–") : aisle}</th>
              {columns.heads.map(({ first }) => <Cell key={first} aisle={aisle} bays={baysOf(columns, first)} cell={at.get(`${aisle} ${first}`)} metric={known.metric} people={near.get(`${aisle} ${first}`) ?? []} />)}
            </tr>
          ))}
        </tbody>
      </table>
      <Key metric={known.metric} />
    </>
  );
}

interface CellLook {
  readonly aisle: string;
  readonly bays: readonly string[];
  readonly cell: MapCell | undefined;
  readonly metric: HeatMetric;
  readonly people: readonly Somebody[];
}

function Cell({ aisle, bays, cell, metric, people }: CellLook) {
  if (cell === undefined) return <td />;
  const dots = people.map((one) => <span key={one.user?.id} class="who" title={nameOf(one)}>{initials(nameOf(one))}</span>);
  const shown = cell.isClosed ? "×" : cell.value === null ? "–" : quantity(Math.round(cell.value));
  const classes = cell.isClosed ? "shut" : `${stepOf(metric, cell.value)} ${people.length > 0 ? "p" : ""}`;
  const says = [say("bayIs", { aisle, bay: bays[0] ?? "", value: cell.isClosed ? say("closed") : shown }), ...people.map(nameOf)].join(", ");
  return (
    <td class={classes}>
      <button type="button" aria-label={says} onClick={() => { opened.value = { what: "bay", aisle, bays }; }}>{shown}</button>{dots}
    </td>
  );
}

function Key({ metric }: { readonly metric: HeatMetric }) {
  return (
    <p class="key">
      <span class="k h0k">0</span>
      {STEPS[metric].map((from, at) => <span key={from} class={`k k${at + 1}`}>{quantity(from)}+</span>)}
      <span class="k ks">×</span> {say("closed")}
    </p>
  );
}

function People() {
  const crew = people.value;
  if (crew === null) return null;
  return (
    <div class="scroll ppl" tabIndex={0} role="region" aria-label={say("whoIsHere")}>
      {crew.length === 0 && <p class="empty">{say("nobodyHere")}</p>}
      <ul>
      {crew.map((one) => (
        <li class="row" key={one.user?.id}>
          <span class="who" aria-hidden="true">{initials(nameOf(one))}</span>
          <div><b>{nameOf(one)}</b> <span class="dim">{one.work && say(`kind_${one.work}`)} {one.bin && <>· <Code>{one.bin.code}</Code></>}</span></div>
          <span class="dim">{one.lastAt && say("ago", { time: since(one.lastAt) })}</span>
        </li>
      ))}
      </ul>
    </div>
  );
}

function stepOf(metric: HeatMetric, value: number | null): string {
  return value === null ? "" : `h${STEPS[metric].filter((from) => value >= from).length}`;
}

function nameOf(one: Somebody): string {
  return one.user?.name ?? "?";
}

function initials(name: string): string {
  return name.split(/\s+/).map((word) => word[0] ?? "").join("").slice(0, 2).toUpperCase();
}
