"""Reads the golden cases of schema/golden: what the scanner and its twin must both do."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from strawberry.utils.str_converters import to_snake_case

from backend.tasks.flow.values import Event, Heard, ItemFacts, Job, JobTask, Line, Scan, Target
from backend.tasks.steps import Step

FOLDER = Path(__file__).parents[1] / "schema" / "golden"
BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
SAYS = ("code", "text", "digits", "note", "reason", "target")
_STEPS = TypeAdapter(tuple[Step, ...])


@dataclass(frozen=True, slots=True)
class Case:
    """A unit of work: what is heard, and what comes of it, event by event."""

    way: str
    job_name: str
    name: str
    job: Mapping[str, Any]
    events: Sequence[Mapping[str, Any]]
    after: Sequence[Mapping[str, Any]]
    counts: Mapping[str, int] | None


def cases() -> Iterator[Case]:
    """Return every golden case, file by file."""
    for path in sorted(FOLDER.glob("*.json")):
        golden = json.loads(path.read_text())
        for job in golden["jobs"]:
            for case in job["cases"]:
                yield Case(
                    golden["way"], job["name"], case["name"], job["job"], case["events"],
                    case["after"], case.get("counts"),
                )  # fmt: skip


def case_named(way: str, name: str) -> Case:
    """Return one golden case."""
    return next(case for case in cases() if case.way == way and case.name == name)


def steps_from(rows: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Read steps as the graph and the templates tell them."""
    return _STEPS.validate_python([{to_snake_case(key): row[key] for key in row} for row in rows])


def job_from(job: Mapping[str, Any]) -> Job:
    """Read a job as the scanner has it."""
    task = job["task"]
    item = ItemFacts(**_snake(task["item"])) if task and task["item"] else None
    return Job(
        steps=steps_from(job["steps"]),
        task=JobTask(task["id"], item, task["walk"] is not None) if task else None,
        fixed=job["fixed"],
        lines=tuple(_line(line) for line in job["lines"]),
        known={text: Target(**target) for text, target in job["known"].items()},
    )


def expand(events: Sequence[Mapping[str, Any]]) -> list[Event]:
    """Give each event its moment and its ids: 2 s after the one before."""
    ms, made = 0, []
    for index, short in enumerate(events):
        ms += short.get("wait", 2000)
        target = short.get("target")
        at = (BEGIN + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")
        made.append(
            Event(
                kind=short.get("say", "scan"),
                at=at.replace("+00:00", "Z"),
                ms=ms,
                ids=(_id(3 * index), _id(3 * index + 1), _id(3 * index + 2)),
                scan=_scan(short) if "scan" in short else None,
                target=Target(**target) if "scan" in short and target else None,
                quantity=short.get("quantity", 0),
                text=next((short[name] for name in SAYS if isinstance(short.get(name), str)), ""),
            )
        )
    return made


def told(heard: Heard) -> dict[str, Any]:
    """Return what a case states of what was heard; what is nothing is left out."""
    flow, halt, asking = heard.flow, heard.flow.halt, heard.flow.asking
    said: dict[str, Any] = {"tone": heard.tone, "at": flow.at}
    if flow.counted:
        said["counted"] = flow.counted
    if halt:
        said["halt"] = {
            "why": halt.why, "step": halt.step, "expected": halt.expected, "got": halt.got,
            "canKeep": halt.can_keep,
        }  # fmt: skip
    if asking:
        also = {"found": asking.found, "quantity": asking.quantity}
        if asking.kind == "weighAgain":
            also = {"grams": asking.grams}
        said["asking"] = {"kind": asking.kind} | {k: v for k, v in also.items() if v is not None}
        if asking.kind == "newTote":
            said["asking"]["from"] = asking.tote
    found = {"calls": list(heard.calls), "operations": list(heard.operations), "done": heard.done}
    return said | {name: value for name, value in found.items() if value}


def _scan(short: Mapping[str, Any]) -> Scan:
    return Scan(short["scan"], short.get("gs1", {}), short.get("method", "SCANNED"))


def _line(line: Mapping[str, Any]) -> Line:
    said = _snake(line) | {"item": _snake(line["item"])}
    return TypeAdapter(Line).validate_python(said)


def _snake(line: Mapping[str, Any]) -> dict[str, Any]:
    return {to_snake_case(key): value for key, value in line.items()}


def _id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012}"
