/** Cut-offs: when each carrier leaves, how far its work is, and whether it will be ready. */
import { Chip } from "../../parts/chip.tsx";
import { say } from "../../words/board.ts";
import { timeOfDay } from "../../words/voice.ts";
import { cutOffs, type CutOff } from "../watch.ts";
import { lasting, now } from "../wire/clock.ts";
import { Release } from "./release.tsx";

const HOUR_MS = 3_600_000;
const TIGHT_MINUTES = 10;
const SHOWN_MAX = 5;

export function CutOffs() {
  const known = cutOffs.value;
  const shown = known === "asking" ? [] : (known ?? []).slice(0, SHOWN_MAX);
  return (
    <section class="card cut" aria-labelledby="h-cut">
      <header>
        <h2 id="h-cut">{say("cutOffs")}</h2>
        <span class="dim">{say("cutOffsKey")}</span>
      </header>
      {shown.length === 0
        ? <p class="empty">{say(known === "asking" ? "loading" : known === null ? "mayNotSeeOrders" : "noCutOffs")}</p>
        : <Lanes shown={shown} />}
    </section>
  );
}

interface Scale {
  readonly from: number;
  readonly to: number;
}

function Lanes({ shown }: { readonly shown: readonly CutOff[] }) {
  const scale = scaleOf(shown, now.value);
  return (
    <div class="lanes">
      <div /><Axis scale={scale} /><div />
      {shown.map((one) => <Lane key={one.id} cut={one} scale={scale} />)}
    </div>
  );
}

function Axis({ scale }: { readonly scale: Scale }) {
  const hours: number[] = [];
  const step = Math.max(1, Math.ceil((scale.to - scale.from) / HOUR_MS / 6)) * HOUR_MS;
  for (let at = Math.ceil(scale.from / step) * step; at < scale.to; at += step) hours.push(at);
  const apart = (scale.to - scale.from) / 8;
  return (
    <div class="axis" aria-hidden="true">
      {hours.filter((at) => Math.abs(at - now.value) > apart).map((at) => <span key={at} style={{ "--x": percent(at, scale) }}>{timeOfDay(at)}</span>)}
      <span class="nowt" style={{ "--x": percent(now.value, scale) }}>{timeOfDay(now.value)}</span>
    </div>
  );
}

function Lane({ cut, scale }: { readonly cut: CutOff; readonly scale: Scale }) {
  const leaves = new Date(cut.shipBy).getTime();
  const ends = cut.projectedDoneAt === null ? null : new Date(cut.projectedDoneAt).getTime();
  const carrier = cut.carrier?.name ?? say("noCarrier");
  const done = say("doneOf", { done: cut.linesDone, of: cut.lines });
  return (
    <>
      <div class="who1">
        <b class="time">{timeOfDay(leaves)}</b><span dir="auto">{carrier}</span><span class="dim end">{done}</span>
      </div>
      <div class="track" role="img" aria-label={`${carrier}: ${done}; ${verdictOf(cut).text}`}>
        <Run cut={cut} ends={ends} leaves={leaves} scale={scale} />
        <span class="flag" style={{ "--x": percent(leaves, scale) }} />
        <span class="now" style={{ "--x": percent(now.value, scale) }} />
      </div>
      <div class="verdict">
        {ends !== null && <span class="dim">{say("about", { time: timeOfDay(ends) })}</span>}
        <Chip icon={verdictOf(cut).icon} mood={verdictOf(cut).mood}>{verdictOf(cut).text}</Chip>
        <span class="does"><Release cut={cut} /></span>
      </div>
    </>
  );
}

function Run({ cut, ends, leaves, scale }: { readonly cut: CutOff; readonly ends: number | null; readonly leaves: number; readonly scale: Scale }) {
  const until = Math.min(ends ?? leaves, leaves);
  const begun = cut.startedAt === null ? now.value : new Date(cut.startedAt).getTime();
  const from = Math.min(begun, until);
  const start = Math.max(scale.from, from);
  const width = (100 * Math.max(0, until - start)) / (scale.to - scale.from);
  const share = cut.lines === 0 ? 0 : Math.round((100 * cut.linesDone) / cut.lines);
  const over = ends !== null && ends > leaves ? (100 * (Math.min(ends, scale.to) - Math.max(leaves, scale.from))) / (scale.to - scale.from) : 0;
  return (
    <>
      <span class={cut.linesDone === 0 ? "run idle" : "run"} style={{ "--x": percent(start, scale), "--w": width.toFixed(1), "--v": String(share) }}><i /></span>
      {over > 0 && <span class="over" style={{ "--x": percent(leaves, scale), "--w": over.toFixed(1) }} />}
    </>
  );
}

interface Verdict {
  readonly icon: "check" | "clock" | "cross" | "warn";
  readonly mood: "ok" | "warn" | "stop";
  readonly text: string;
}

function verdictOf(cut: CutOff): Verdict {
  if (cut.linesDone >= cut.lines) return { icon: "check", mood: "ok", text: say("allDone") };
  const spare = cut.spareMinutes;
  if (spare === null) return { icon: "warn", mood: "warn", text: say("nobodyWorks") };
  const time = lasting(Math.abs(spare) * 60);
  if (spare < 0) return { icon: "cross", mood: "stop", text: say("late", { time }) };
  return spare < TIGHT_MINUTES
    ? { icon: "clock", mood: "warn", text: say("spare", { time }) }
    : { icon: "check", mood: "ok", text: say("spare", { time }) };
}

function scaleOf(shown: readonly CutOff[], at: number): Scale {
  const ends = shown.flatMap((cut) => [new Date(cut.shipBy).getTime(), cut.projectedDoneAt ? new Date(cut.projectedDoneAt).getTime() : at]);
  const last = Math.min(Math.max(...ends, at + HOUR_MS), at + 12 * HOUR_MS);
  return { from: at - HOUR_MS / 2, to: last + HOUR_MS / 4 };
}

function percent(at: number, scale: Scale): string {
  return Math.max(0, Math.min(100, (100 * (at - scale.from)) / (scale.to - scale.from))).toFixed(1);
}
