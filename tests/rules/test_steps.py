"""A task tells what to scan, what is right, and never what a blind counter may not know."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.ids import new_id
from backend.tasks.step_facts import Accepted, BinLabel, LotsHere, StepFacts
from backend.tasks.steps import (
    MismatchRule,
    StepKind,
    steps_of,
)
from backend.tasks.task import Task, TaskKind

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
FROM, TO, ITEM, TOTE = (new_id() for _ in range(4))
SCANS = (Accepted("5012345678900", 1), Accepted("15012345678907", 12))
FACTS = StepFacts(
    bins={FROM: BinLabel("A-01-1", "47"), TO: BinLabel("R-09-3", None)},
    skus={ITEM: "TEA"},
    scans={ITEM: SCANS},
    containers={TOTE: "TOTE-7"},
)


def a_task(kind: TaskKind, **columns) -> Task:
    known: dict[str, UUID | int | str | datetime | None] = {
        "id": new_id(), "location_id": new_id(), "kind": kind.value, "status": "QUEUED",
        "priority": 100, "sequence": 0, "item_id": ITEM, "from_bin_id": FROM, "to_bin_id": TO,
        "to_container_id": TOTE, "quantity": 10, "done": 0, "is_blind": False, "fence": 0,
        "skips": 0, "created_at": NOW, "updated_at": NOW, "version": 1,
    }  # fmt: skip
    return Task(**dict.fromkeys(Task.__dataclass_fields__) | known | columns)


def test_a_pick_goes_to_the_bin_takes_the_item_and_fills_the_tote():
    bin_, item, quantity, tote = steps_of(a_task(TaskKind.PICK, done=4), FACTS)

    assert (bin_.kind, bin_.field, bin_.check_digits) == (StepKind.SCAN_BIN, "bin", "47")
    assert (bin_.accepts, bin_.on_mismatch) == ((Accepted("A-01-1"),), MismatchRule.STOP)
    assert (item.kind, item.accepts) == (StepKind.SCAN_ITEM, SCANS)
    assert (quantity.expected, quantity.maximum) == (6, 6)
    assert (tote.field, tote.accepts) == ("into", (Accepted("TOTE-7"),))


def test_a_pick_without_a_tote_takes_any():
    *_, tote = steps_of(a_task(TaskKind.PICK, to_container_id=None), FACTS)

    assert tote.accepts == ()


def test_a_pick_names_each_thing_and_the_lot_where_several_lie_together():
    task = a_task(TaskKind.PICK)
    facts = replace(FACTS, trackings={ITEM: "LOT_AND_SERIAL"})
    several = replace(facts, lots={task.id: LotsHere(("L7",), are_several=True)})
    only = replace(facts, lots={task.id: LotsHere(("L7",), are_several=False)})

    _, _, lot, serial, *_ = steps_of(task, several)

    assert (lot.kind, lot.field, lot.accepts) == (StepKind.SCAN_LOT, "lot", (Accepted("L7"),))
    assert (serial.kind, serial.field) == (StepKind.SCAN_SERIAL, "serials")
    assert [step.is_optional for step in (lot, steps_of(task, only)[2])] == [False, True]


def test_a_putaway_may_go_elsewhere_by_a_second_scan():
    *_, to = steps_of(a_task(TaskKind.PUT_AWAY), FACTS)

    assert (to.field, to.accepts) == ("to", (Accepted("R-09-3"),))
    assert to.on_mismatch is MismatchRule.RESCAN_TO_KEEP


def test_a_putaway_of_a_pallet_scans_the_pallet_and_asks_for_no_quantity():
    task = a_task(TaskKind.PUT_AWAY, item_id=None, container_id=TOTE, quantity=None)

    assert [step.kind for step in steps_of(task, FACTS)] == [
        StepKind.SCAN_CONTAINER, StepKind.SCAN_BIN,
    ]  # fmt: skip


@given(quantity=st.integers(1, 10**9), done=st.integers(0, 10**9))
@pytest.mark.parametrize("kind", list(TaskKind))
def test_a_blind_task_never_tells_a_quantity(kind, quantity, done):
    task = a_task(kind, quantity=quantity, done=done, is_blind=True)

    assert all(step.expected is None and step.maximum is None for step in steps_of(task, FACTS))


@pytest.mark.parametrize("kind", list(TaskKind))
def test_every_kind_of_work_has_steps_each_for_another_field(kind):
    steps = steps_of(a_task(kind), FACTS)

    assert steps
    assert len({step.field for step in steps}) == len(steps)
    assert {step.preset for step in steps} <= {None, 10}


@pytest.mark.parametrize("kind", list(TaskKind))
def test_a_task_about_nothing_known_accepts_anything_of_the_kind(kind):
    task = a_task(
        kind, item_id=None, from_bin_id=None, to_bin_id=None, to_container_id=None, quantity=None
    )

    assert all(step.accepts == () for step in steps_of(task, StepFacts()))
