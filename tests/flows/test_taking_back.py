"""Whatever can be taken back leaves stock, reservations and pools as they were before it."""

import pytest

from backend.api.undo import WAYS, reverse_operation, undo_operation
from backend.control.moving.move_stock import MoveStock
from backend.kernel.ids import new_id
from backend.master.permissions import Permission
from backend.master.refs import ItemRef, Ref
from backend.outbound.packing.close_carton import CloseCarton, close_carton
from backend.outbound.packing.pack_tote import pack_tote
from backend.returns.grade_return import GradeReturn, grade_return
from backend.returns.receive_return import receive_return
from backend.returns.rules import Grade
from backend.tasks.decide_approval import Verdict
from backend.tasks.reverse import ReverseOperation
from backend.tasks.undo import UndoOperation
from tests.flows.control import cases, counting_floor, decide, differs, submits
from tests.flows.takings_back import (
    DOES,
    a_move,
    a_putaway,
    a_return,
    a_tote_packed,
    all_that_stands,
    done,
)
from tests.world import counts, person

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log")


def test_each_way_back_has_a_test():
    assert set(WAYS.back) == {*DOES, "carry_out_decision"}


@pytest.mark.parametrize("name", sorted(DOES))
async def test_done_and_undone_is_as_before_and_can_be_done_again(world, name):
    asked = await DOES[name](world)
    before = await all_that_stands(world)
    first = await done(world, name, asked)
    after = await all_that_stands(world)

    await world.do(undo_operation, UndoOperation(first))

    assert after != before
    assert await all_that_stands(world) == before
    again = await done(world, name, asked)
    await world.do(reverse_operation, ReverseOperation(again, "by mistake"), by=world.supervisor)
    assert await all_that_stands(world) == before
    await world.prove()


async def test_what_builds_on_it_is_named_with_who_and_when(world):
    first = await done(world, "confirm_putaway", await a_putaway(world))
    await world.owner.execute(
        "INSERT INTO person (id, code, name) VALUES ($1, $2, 'Bartek')",
        world.other.id,
        f"bartek-{world.code}",
    )
    await world.bin("G1")
    tea = ItemRef(barcode=world.barcode())
    away = MoveStock(
        item=tea, source=Ref(code="F1"), target=Ref(code="G1"), quantity=1,
        location=Ref(id=world.location_id),
    )  # fmt: skip
    later = await done(world, "move_stock", away, by=world.other)

    refusal = await world.refused(undo_operation, UndoOperation(first))

    named = {fact: refusal.facts[fact] for fact in ("operation", "operation_kind", "by")}
    assert named == {"operation": str(later), "operation_kind": "MOVE", "by": "Bartek"}
    assert str(refusal).startswith("The put away cannot be taken back: a move by Bartek at ")
    await world.do(undo_operation, UndoOperation(later), by=world.other)
    await world.do(undo_operation, UndoOperation(first))
    await world.prove()


async def test_goods_in_a_closed_carton_stay_there(world):
    asked, packed = await a_tote_packed(world), new_id()
    answer = (await world.do(pack_tote, asked, operation_id=packed)).answer
    await world.do(close_carton, CloseCarton(carton=Ref(id=answer.carton_id)))

    refusal = await world.refused(undo_operation, UndoOperation(packed))

    assert refusal.code == "CONTAINER_CLOSED"


async def test_a_return_that_somebody_judged_stays(world):
    asked, received = await a_return(world), new_id()
    answer = (await world.do(receive_return, asked, operation_id=received)).answer
    await world.do(grade_return, GradeReturn(line_id=answer.line_id, grade=Grade.C_WORN))

    assert (await world.refused(undo_operation, UndoOperation(received))).code == "DEPENDED_ON"


async def test_only_a_supervisor_reverses_and_says_why(world):
    moved = await done(world, "move_stock", await a_move(world))
    before = await counts(world.owner, *HISTORY)
    mover = person("Mo Mover", Permission.MOVE_STOCK)

    by_mover = await world.refused(reverse_operation, ReverseOperation(moved, "why not"), by=mover)
    silent = await world.refused(reverse_operation, ReverseOperation(moved, " "))

    assert (by_mover.code, silent.code) == ("NOT_ALLOWED", "INVALID_INPUT")
    assert await counts(world.owner, *HISTORY) == before


async def _counted_by_two(world):
    """Return a floor of 100 on which 91 were found, and the operation that posted it."""
    floor = await counting_floor(world)
    waiting = await differs(floor)
    await decide(world, waiting.approval_id, by=world.supervisor)
    posted = await world.owner.fetchval(
        "SELECT id FROM operation WHERE location_id = $1 AND command = 'carry_out_decision'",
        world.location_id,
    )
    return floor, posted


async def _ask_to_reverse(world, posted):
    asked = ReverseOperation(posted, "they counted the wrong bin")
    return (await world.do(reverse_operation, asked)).answer


async def test_a_reversal_above_the_limit_waits_for_another_and_is_posted_once(world):
    floor, posted = await _counted_by_two(world)

    answer = await _ask_to_reverse(world, posted)

    assert answer.operation_id is None
    assert await world.on_hand(floor.here, floor.tea) == 91
    await decide(world, answer.approval_id, by=world.supervisor)
    assert await world.on_hand(floor.here, floor.tea) == 100
    again = await world.refused(reverse_operation, ReverseOperation(posted, "again"))
    assert again.code == "NOT_IN_THIS_STATE"
    approved_by = "SELECT approved_by FROM operation WHERE reverses = $1"
    assert await world.owner.fetchval(approved_by, posted) == world.supervisor.id
    await world.prove()


async def test_a_reversal_that_is_turned_down_moves_nothing(world):
    floor, posted = await _counted_by_two(world)
    answer = await _ask_to_reverse(world, posted)

    await decide(world, answer.approval_id, by=world.supervisor, verdict=Verdict.REJECT)

    assert await world.on_hand(floor.here, floor.tea) == 91
    assert await cases(world) == []


async def test_a_reversal_that_came_too_late_is_a_case(world):
    floor = await counting_floor(world)
    await submits(floor, 101)
    counted = await world.owner.fetchval(
        "SELECT id FROM operation WHERE location_id = $1 AND command = 'submit_count'",
        world.location_id,
    )
    await world.owner.execute("UPDATE item SET cost_minor = 900000 WHERE id = $1", floor.tea)
    answer = await _ask_to_reverse(world, counted)
    tea = ItemRef(id=floor.tea)
    all_of_it = MoveStock(
        item=tea, source=Ref(id=floor.here), target=Ref(id=floor.there), quantity=101
    )
    await done(world, "move_stock", all_of_it)

    await decide(world, answer.approval_id, by=world.supervisor)

    assert await cases(world) == ["Taking back a count was approved, and then could not be done"]
    assert await world.on_hand(floor.there, floor.tea) == 101
    await world.prove()
