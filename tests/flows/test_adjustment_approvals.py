"""Above the limit another person decides: nobody writes off alone what is worth much."""

import asyncpg
import pytest

from backend.control.adjusting.asking import AskedLine
from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.request_write_off import RequestWriteOff, request_write_off
from backend.kernel.reactor import drain
from backend.master.refs import ItemRef, Ref
from backend.server.wiring import WIRING
from backend.tasks.decide_approval import DecideApproval, Verdict, decide_approval
from backend.tasks.withdraw_approval import WithdrawApproval, withdraw_approval
from tests.flows.control import (
    cases,
    counting_floor,
    decide,
    moved,
    row,
    write_off,
)

HISTORY = ("operation", "stock_entry", "adjustment", "adjustment_line", "approval")


@pytest.fixture
async def floor(world):
    return await counting_floor(world)


async def test_a_write_off_above_the_limit_waits_for_another_person(floor):
    world, here, _, tea = floor

    done = (await world.do(request_write_off, write_off(floor, 7))).answer
    meanwhile = await world.on_hand(here, tea)
    await decide(world, done.approval_id, by=world.supervisor)

    kept = await row(world, "adjustment", done.adjustment_id)
    operation = await row(world, "operation", kept["posted_by"])
    assert (done.status, meanwhile, await world.on_hand(here, tea)) == (
        "AWAITING_APPROVAL", 100, 93,
    )  # fmt: skip
    assert (kept["status"], kept["approved_by"]) == ("POSTED", world.supervisor.id)
    assert (operation["approved_by"], operation["kind"]) == (world.supervisor.id, "WRITE_OFF")
    assert operation["document_id"] == done.adjustment_id
    await world.prove()


async def test_nobody_knows_the_value_so_somebody_must_look(floor):
    world, here, *_ = floor
    jam = await world.item("JAM")
    await world.stock(here, jam, 3)
    asked = RequestWriteOff(
        reason=AdjustmentReason.SAMPLE,
        note="For the fair",
        lines=(AskedLine(item=ItemRef(id=jam), bin=Ref(id=here), difference=-1),),
    )

    assert (await world.do(request_write_off, asked)).answer.status == "AWAITING_APPROVAL"


async def test_whoever_asked_may_not_approve(floor):
    world, here, _, tea = floor
    done = (await world.do(request_write_off, write_off(floor, 7))).answer
    asked = DecideApproval(approval_id=done.approval_id, if_version=None, verdict=Verdict.APPROVE)

    refusal = await world.refused(decide_approval, asked)

    assert (refusal.code, await world.on_hand(here, tea)) == ("SELF_APPROVAL", 100)


async def test_the_database_refuses_a_yes_of_ones_own(floor, owner):
    world, *_ = floor
    done = (await world.do(request_write_off, write_off(floor, 7))).answer
    attacks = (
        "UPDATE approval SET status = 'APPROVED', decided_by = requested_by WHERE subject_id = $1",
        "UPDATE adjustment SET approved_by = created_by WHERE id = $1",
        "UPDATE adjustment SET status = 'POSTED' WHERE id = $1",
        "UPDATE adjustment SET note = '' WHERE id = $1",
    )

    for attack in attacks:
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await owner.execute(attack, done.adjustment_id)


async def test_the_database_refuses_a_waiting_adjustment_that_is_posted_without_a_yes(floor, owner):
    world, *_ = floor
    done = (await world.do(request_write_off, write_off(floor, 7))).answer

    with pytest.raises(asyncpg.CheckViolationError, match="waits_for_its_yes"):
        await owner.execute(
            "UPDATE adjustment SET status = 'POSTED', posted_by ="
            " (SELECT id FROM operation LIMIT 1) WHERE id = $1",
            done.adjustment_id,
        )


async def test_a_no_leaves_the_goods(floor):
    world, here, _, tea = floor
    done = (await world.do(request_write_off, write_off(floor, 7))).answer

    await decide(world, done.approval_id, by=world.supervisor, verdict=Verdict.REJECT)

    assert (await row(world, "adjustment", done.adjustment_id))["status"] == "REJECTED"
    assert await world.on_hand(here, tea) == 100


async def test_what_is_taken_back_is_dropped(floor):
    world, here, _, tea = floor
    done = (await world.do(request_write_off, write_off(floor, 7))).answer

    await world.do(
        withdraw_approval, WithdrawApproval(approval_id=done.approval_id, if_version=None)
    )
    await drain(world.database, WIRING)

    assert (await row(world, "adjustment", done.adjustment_id))["status"] == "REJECTED"


async def test_goods_that_left_before_the_yes_are_a_case_and_no_negative_bin(floor):
    world, here, _, tea = floor
    done = (await world.do(request_write_off, write_off(floor, 60))).answer
    await moved(floor, 50)

    await decide(world, done.approval_id, by=world.supervisor)

    number = (await row(world, "adjustment", done.adjustment_id))["number"]
    assert await cases(world) == [f"{number} was approved, but its goods left A before"]
    assert await world.on_hand(here, tea) == 50
    await world.prove()
