"""The reducer of the floor's work does what the golden cases say, and never anything else."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from backend.kernel.ids import new_id
from backend.tasks.flow.hear import hear
from backend.tasks.flow.run import begin
from backend.tasks.flow.values import Event, Scan
from backend.tasks.step_facts import LotsHere, StepFacts
from backend.tasks.steps import Step, StepKind, steps_of
from backend.tasks.task import TaskKind
from backend.tasks.ways import WAYS
from tests.golden import FOLDER, case_named, cases, expand, job_from, steps_from, told
from tests.rules.test_steps import FACTS, ITEM, TOTE, a_task

CASES = list(cases())
TASK = new_id()
TAPS = frozenset({"all", "choice", "empty", "short", "yes", "full", "damaged", "finish"})
KINDS = (
    "scan", "scan", "scan", "scan", "quantity", "all", "choice", "text", "digits", "empty",
    "damaged", "short", "full", "finish", "yes", "no", "clear", "skip", "report", "undo", "help",
    "next", "unknown", "teach", "weight",
)  # fmt: skip
TARGETS = (
    ("RECEIVE", "One GS1 label says all: one scan.", 1, 0),
    ("RECEIVE", "Scan and digits.", 1, 0),
    ("RECEIVE", "A lot label, then days and pieces by digits: two scans.", 2, 0),
    ("RECEIVE", "Labels that name item and serial: one scan each.", 3, 0),
    ("PUT_AWAY", "Item and bin: all of it in two scans.", 2, 0),
    ("PUT_AWAY", "Plate and bin: two scans.", 2, 0),
    ("PUT_AWAY_BATCH", "Three loads, one bin: four scans.", 3 + 1, 0),
    ("PICK", "Item and tote: one piece in two scans.", 2, 0),
    ("PICK", "The keypad says how many.", 2, 0),
    ("PICK", "Labels with the serial: one scan for each, and the tote.", 3 + 1, 0),
    ("MOVE", "Bin, item, how many, bin.", 3, 0),
    ("MOVE", "Bin, item, bin: all of it in three scans.", 3, 0),
    ("MOVE", "Tote, item, shelf: all of it in three scans.", 3, 0),
    ("PACK", "Tote and carton: two scans.", 2, 0),
    ("PACK", "Tote, carton, each piece, carton again.", 2 + 3 + 1, 0),
    ("COUNT", "Bin, two items with digits, bin.", 1 + 2 + 1, 0),
    ("COUNT", "Empty: one scan, one tap.", 1, 1),
    ("SHIP", "Three cartons, one lane: four scans; two are of one shipment.", 3 + 1, 0),
    ("RETURN", "One piece: one scan, one tap.", 1, 1),
)
"""Scans and taps of one unit of work, which no way of working may exceed."""


def named(case) -> str:
    return f"{case.way}: {case.job_name}: {case.name}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_twin_hears_what_the_scanner_hears(case):
    flow, heard = begin(job_from(case.job)), []
    for event in expand(case.events):
        next_ = hear(flow, event)
        flow = next_.flow
        heard.append(told(next_))

    assert heard == case.after


@pytest.mark.parametrize("case", [case for case in CASES if case.counts], ids=named)
def test_a_unit_of_work_takes_so_many_scans_and_taps(case):
    scans = sum("scan" in event for event in case.events)
    taps = sum(event.get("say") in TAPS for event in case.events)

    assert {"scans": scans, "taps": taps} == case.counts
    assert case.after[-1].get("operations"), "the last of them saves"


@pytest.mark.parametrize(("way", "name", "scans", "taps"), TARGETS)
def test_no_way_of_working_takes_more_than_its_target(way, name, scans, taps):
    assert case_named(way, name).counts == {"scans": scans, "taps": taps}


def test_the_docs_state_what_a_unit_of_work_costs():
    page = (FOLDER.parents[1] / "docs" / "flows.md").read_text()
    table = page.split("| unit of work |")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in row.split("|")[2:5]] for row in table.splitlines()[2:]]

    assert rows == [[name, str(scans), str(taps)] for _, name, scans, taps in TARGETS]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_job_of_the_cases_has_the_steps_of_its_template(case):
    if case.job["task"]:
        return
    steps = steps_from(case.job["steps"])

    assert [(step.kind, step.operation, step.field, step.part) for step in steps] == [
        (step.kind, step.operation, step.field, step.part) for step in WAYS[case.job["way"]]
    ]


@pytest.mark.parametrize("case", [case for case in CASES if case.job["task"]], ids=named)
def test_a_task_of_the_cases_has_the_steps_that_the_house_sends(case):
    task = case.job["task"]
    is_loose = task["container"] is None
    wanted = steps_from(case.job["steps"])
    ours = steps_of(
        a_task(
            TaskKind(task["kind"]),
            id=TASK,
            container_id=None if is_loose else TOTE,
            item_id=ITEM if task["item"] else None,
            is_blind=task["quantity"] is None,
        ),
        told_apart(wanted),
    )

    assert [_shape(step) for step in wanted] == [_shape(step) for step in ours]


def told_apart(steps: tuple[Step, ...]) -> StepFacts:
    """Tell of the goods what their steps ask for: their lots, or each piece."""
    lots = [step for step in steps if step.kind == StepKind.SCAN_LOT]
    numbers = tuple(one.barcode for step in lots for one in step.accepts)
    here = [LotsHere(numbers, are_several=not step.is_optional) for step in lots]
    is_serial = any(step.kind == StepKind.SCAN_SERIAL for step in steps)
    return replace(
        FACTS,
        trackings={ITEM: "SERIAL" if is_serial else "NONE"},
        lots=dict.fromkeys([TASK], here[0]) if here else {},
        sold_by_weight=frozenset(ITEM for step in steps if step.kind == StepKind.ENTER_WEIGHT),
    )


def _shape(step: Step) -> tuple[object, ...]:
    return (
        step.kind, step.operation, step.field, step.part, step.again, step.is_optional,
        step.on_mismatch, step.preset is None, step.maximum is None,
    )  # fmt: skip


@pytest.mark.parametrize("way", sorted({*WAYS, *(case.way for case in CASES)}))
def test_the_docs_tell_of_every_way_of_working(way):
    page = (FOLDER.parents[1] / "docs" / "flows.md").read_text()

    assert way.replace("LOOK_UP", "LOOKUP") in page


@pytest.mark.parametrize("seed", range(len(CASES)))
def test_whatever_is_heard_nothing_falls_and_nothing_is_sent_twice(seed):
    chance = random.Random(seed)  # noqa: S311 - the same events for the same seed
    case = CASES[seed % len(CASES)]
    texts = ["A-01-3", "R-09-3", "TOTE-7", "TOTE-8", "CARTON-1", "5012345678900", "B-1002", "?"]
    texts += [one["barcode"] for line in case.job["lines"] for one in line["accepts"]]
    flow, ids, ms = begin(job_from(case.job)), Counter(), 0
    for number in range(400):
        ms += chance.choice((50, 900))
        event = _any_event(chance, number, ms, texts)
        before = repr(flow.sent)
        heard = hear(flow, event)
        assert repr(flow.sent) == before, "the flow that was heard is left as it was"
        ids.update(
            str(next(iter(one.values()))["operationId"]) for one in heard.operations
        )  # fmt: skip
        assert heard.done == (heard.flow.is_done and not flow.is_done)
        flow = begin(job_from(case.job), heard.flow) if heard.flow.is_done else heard.flow

    assert [id_ for id_, times in ids.items() if times > 1] == []


def _any_event(chance: random.Random, number: int, ms: int, texts: list[str]) -> Event:
    kind = chance.choice(KINDS)
    elements = chance.choice(
        ({}, {}, {"10": "L1", "17": "271130", "37": "2"}, {"37": "x"}, {"3103": "001000"})
    )
    scan = Scan(chance.choice(texts), elements) if kind == "scan" else None
    words = ("5012345678900", "A_LIKE_NEW", "BIN_EMPTY", "DAMAGED", "47", "8900", "2027-11-30", "")
    text = "" if kind == "undo" else chance.choice(words)
    return Event(
        kind=kind,
        at="2026-01-05T08:00:00.000Z",
        ms=ms,
        ids=(f"{number}a", f"{number}b", f"{number}c"),
        scan=scan,
        quantity=chance.choice((-1, 0, 1, 2, 3, 48, 1_000, 10**6)),
        text=text,
    )
