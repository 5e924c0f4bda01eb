"""Adjustments and write-offs: with a reason always, and above the limit never by one alone."""

import asyncio

import pytest

from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.request_adjustment import RequestAdjustment, request_adjustment
from backend.control.adjusting.request_write_off import request_write_off
from backend.kernel.ids import new_id
from backend.stock.keys import Disposition
from tests.flows.control import (
    allocate,
    counting_floor,
    events,
    held,
    line_of,
    moved,
    row,
    write_off,
)
from tests.world import counts, person

HISTORY = ("operation", "stock_entry", "adjustment", "adjustment_line", "approval")


@pytest.fixture
async def floor(world):
    return await counting_floor(world)


def adjust(floor, difference, reason=AdjustmentReason.FOUND, note="Behind the rack", **further):
    lines = (line_of(floor, difference, **further),)
    return RequestAdjustment(reason=reason, note=note, lines=lines)


async def gone_to(floor, kind):
    """How much has gone to one of the counterparties."""
    world = floor[0]
    return await world.owner.fetchval(
        "SELECT coalesce(sum(quantity), 0)::bigint FROM stock_entry"
        " JOIN stock_key key ON key.id = to_key JOIN bin ON bin.id = key.bin_id"
        " WHERE virtual_kind = $1 AND bin.location_id = $2",
        kind,
        world.location_id,
    )


async def test_a_small_write_off_is_posted_at_once(floor):
    world, here, _, tea = floor

    done = (await world.do(request_write_off, write_off(floor, 6))).answer

    kept = await row(world, "adjustment", done.adjustment_id)
    assert (done.status, done.approval_id) == ("POSTED", None)
    assert (kept["reason"], kept["value_minor"], kept["is_write_off"]) == ("DAMAGED", 1800, True)
    assert (await world.on_hand(here, tea), await gone_to(floor, "SCRAP")) == (94, 6)
    await world.prove()


async def test_what_is_lost_is_not_scrapped(floor):
    world, *_ = floor

    await world.do(request_write_off, write_off(floor, 2, AdjustmentReason.STOLEN))

    assert (await gone_to(floor, "LOSS"), await gone_to(floor, "SCRAP")) == (2, 0)


async def test_what_turned_up_is_added_and_told(floor):
    world, here, _, tea = floor

    done = await world.do(request_adjustment, adjust(floor, 5))

    assert (done.answer.status, await world.on_hand(here, tea)) == ("POSTED", 105)
    assert await world.available(tea) == 105
    assert await events(world, done.cursor.operation_id) == ["StockFreed"]


async def test_a_write_off_of_more_than_there_is_changes_nothing(floor, owner):
    world, here, _, tea = floor
    before = await counts(owner, *HISTORY)

    refusal = await world.refused(request_write_off, write_off(floor, 101))

    assert refusal.code == "NOT_ENOUGH_ON_HAND"
    assert {name: refusal.facts[name] for name in ("bin", "on_hand", "quantity")} == {
        "bin": "A", "on_hand": 100, "quantity": 101,
    }  # fmt: skip
    assert await counts(owner, *HISTORY) == before


@pytest.mark.parametrize(
    ("quantity", "changes"),
    [
        (1, {"note": " "}),
        (0, {}),
        (-1, {}),
        (1, {"reason": AdjustmentReason.COUNT}),
    ],
)
async def test_a_write_off_without_sense_is_refused(floor, owner, quantity, changes):
    world, *_ = floor
    before = await counts(owner, *HISTORY)

    refusal = await world.refused(request_write_off, write_off(floor, quantity, **changes))

    assert refusal.code == "INVALID_INPUT"
    assert await counts(owner, *HISTORY) == before


async def test_another_on_hand_than_the_person_saw_is_refused(floor):
    world, here, _, tea = floor

    refusal = await world.refused(request_write_off, write_off(floor, 1, expected_on_hand=99))

    assert refusal.code == "EXPECTED_ON_HAND_CHANGED"
    assert refusal.facts["on_hand"] == 100


async def test_who_may_not_adjust_is_refused(floor):
    world, *_ = floor

    refusal = await world.refused(
        request_write_off, write_off(floor, 1), by=person("Vera", "COUNT")
    )

    assert refusal.code in {"NOT_ALLOWED", "NOT_FOUND"}


async def test_broken_goods_that_were_allocated_displace_their_allocation(floor):
    world, here, _, tea = floor
    line_id = await allocate(world, here, tea, 98)

    done = await world.do(request_write_off, write_off(floor, 5))

    assert await world.on_hand(here, tea) == 95
    assert await held(world, line_id) == [("SOFT", 95)]
    assert await events(world, done.cursor.operation_id) == ["AllocationDisplaced"]
    assert (await row(world, "operation", done.cursor.operation_id))["outcome"] == (
        "APPLIED_WITH_CASE"
    )
    await world.prove()


async def test_only_goods_in_the_condition_that_was_said_are_taken(floor):
    world, here, _, tea = floor
    await world.stock(here, tea, 4, "DAMAGED")

    refusal = await world.refused(
        request_write_off, write_off(floor, 5, disposition=Disposition.DAMAGED)
    )
    await world.do(request_write_off, write_off(floor, 4, disposition=Disposition.DAMAGED))

    assert refusal.code == "NOT_ENOUGH_ON_HAND"
    assert (await world.on_hand(here, tea), await world.available(tea)) == (100, 100)


async def test_a_write_off_sent_twice_counts_once(floor):
    world, here, _, tea = floor
    operation_id = new_id()

    first = await world.do(request_write_off, write_off(floor, 6), operation_id=operation_id)
    again = await world.do(request_write_off, write_off(floor, 6), operation_id=operation_id)

    assert (again.replayed, again.answer) == (True, first.answer)
    assert await world.on_hand(here, tea) == 94


async def test_many_who_write_off_the_last_goods_take_no_more_than_there_are(floor):
    world, here, _, tea = floor
    await moved(floor, 90)

    async def tries():
        try:
            await world.do(request_write_off, write_off(floor, 1))
        except Exception as refusal:  # noqa: BLE001 - the code is looked at
            return refusal.code
        return "DONE"

    ended = await asyncio.gather(*(tries() for _ in range(20)))

    assert await world.on_hand(here, tea) == 10 - ended.count("DONE")
    assert set(ended) <= {"DONE", "NOT_ENOUGH_ON_HAND", "BUSY"}
    await world.prove()
