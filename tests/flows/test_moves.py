"""Moves: goods go to another bin, or become usable or not; nobody's allocation is carried away."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.control.moving.change_disposition import ChangeDisposition, change_disposition
from backend.control.moving.move_stock import MoveStock, move_stock
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Busy, Refusal
from backend.kernel.work import Reader
from backend.master.refs import ItemRef, Ref
from backend.stock.keys import Disposition
from backend.tasks.room.spaces import space_of, use_space
from tests.flows.control import allocate, cases, events, held
from tests.world import counts, person

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log", "work_case")


@pytest.fixture
async def floor(world):
    here, there = await world.bin("A", "RESERVE"), await world.bin("B")
    tea = await world.item(packs=[("CASE", 12)])
    await world.stock(here, tea, 100)
    return world, here, there, tea


def asks(floor, quantity, **changes):
    _, here, there, tea = floor
    asked = MoveStock(
        item=ItemRef(id=tea), source=Ref(id=here), target=Ref(id=there), quantity=quantity
    )
    return replace(asked, **changes)


async def late(floor, asked):
    """Tell of a move an hour later, from a device that was out of reach."""
    world = floor[0]
    request = Request(new_id(), world.worker, new_id(), now() - timedelta(hours=1))
    return await perform(world.database, move_stock, asked, request)


def changes(floor, source, target, quantity=10, reason="Wet"):
    _, here, _, tea = floor
    return ChangeDisposition(
        item=ItemRef(id=tea),
        bin=Ref(id=here),
        quantity=quantity,
        source=Disposition(source),
        target=Disposition(target),
        reason=reason,
    )


async def test_goods_go_from_one_bin_to_another_by_what_was_scanned(floor):
    world, here, there, tea = floor
    asked = asks(
        floor,
        24,
        item=ItemRef(barcode=world.barcode("TEA", "case")),
        source=Ref(barcode="A"),
        target=Ref(barcode="B"),
        location=Ref(code=world.code),
    )

    await world.do(move_stock, asked)

    assert (await world.on_hand(here, tea), await world.on_hand(there, tea)) == (76, 24)
    assert await world.available(tea) == 100
    await world.prove()


async def test_half_a_case_is_refused(floor):
    world, *_ = floor
    case = ItemRef(barcode=world.barcode("TEA", "case"))

    assert (await world.refused(move_stock, asks(floor, 6, item=case))).code == "PACK_MISMATCH"


@pytest.mark.parametrize("quantity", [101, 41])
async def test_more_than_is_free_is_refused_and_nothing_moves(floor, owner, quantity):
    world, here, there, tea = floor
    await allocate(world, here, tea, 60)
    before = await counts(owner, *HISTORY)

    refusal = await world.refused(move_stock, asks(floor, quantity))

    assert (refusal.code, refusal.facts["free"]) == ("NOT_ENOUGH_ON_HAND", 40)
    assert await counts(owner, *HISTORY) == before


async def test_a_late_fact_is_recorded_what_the_book_lacks_comes_out_of_nowhere(floor):
    world, here, there, tea = floor

    done = await late(floor, asks(floor, 103))

    assert (done.answer.unexplained, done.outcome) == (3, "APPLIED_WITH_CASE")
    assert (await world.on_hand(here, tea), await world.on_hand(there, tea)) == (0, 103)
    assert await cases(world) == [f"3 more of TEA-{world.code} left A than were free"]
    await world.prove()


async def test_a_late_fact_displaces_whoever_counted_on_the_goods(floor):
    world, here, there, tea = floor
    line_id = await allocate(world, here, tea, 60)

    done = await late(floor, asks(floor, 70))

    assert (await world.on_hand(here, tea), await world.on_hand(there, tea)) == (30, 70)
    assert await held(world, line_id) == [("SOFT", 60)]
    assert await events(world, done.cursor.operation_id) == ["AllocationDisplaced"]
    await world.prove()


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"block": "INBOUND"}, "BIN_BLOCKED"),
        ({"weight_max_g": 999}, "BIN_FULL"),
        ({"volume_max_ml": 9}, "BIN_FULL"),
        ({"mixing": "ONE_ITEM"}, "BIN_MIXING"),
    ],
)
async def test_a_bin_that_does_not_take_the_goods_says_so(world, columns, code):
    here = await world.bin("A", "RESERVE")
    there = await world.bin("B", **columns)
    size = {"weight_g": 100, "length_mm": 10, "width_mm": 10, "height_mm": 10}
    tea, jam = await world.item(**size), await world.item("JAM")
    await world.stock(here, tea, 100)
    await world.stock(there, jam, 1)

    refusal = await world.refused(move_stock, asks((world, here, there, tea), 10))

    assert refusal.code == code
    assert await world.on_hand(there, tea) == 0


async def test_two_who_fill_the_last_room_do_not_both_have_it(world):
    here = await world.bin("A", "RESERVE")
    there = await world.bin("B", weight_max_g=1000)
    tea = await world.item(weight_g=100)
    await world.stock(here, tea, 100)

    async def fill():
        try:
            return (await world.do(move_stock, asks((world, here, there, tea), 6))).answer.quantity
        except Refusal as refusal:
            return refusal.code

    ended = await asyncio.gather(fill(), fill())

    assert sorted(ended, key=str) == [6, "BIN_FULL"]
    assert await world.on_hand(there, tea) == 6


async def test_whatever_brings_goods_tells_that_there_is_less_room(floor):
    world, here, there, tea = floor
    seen = await space_of(Reader(world.owner), there)

    await world.do(move_stock, asks(floor, 5))

    (room,) = await world.owner.fetch("SELECT version FROM bin_space WHERE bin_id = $1", there)
    assert room["version"] > seen.version
    stale = use_space(seen)
    assert await world.owner.fetch(stale.statement, *stale.values) == []
    before = await space_of(Reader(world.owner), here)
    await world.stock(here, tea, 1)  # goods that are found take room as well
    after = await space_of(Reader(world.owner), here)
    assert after.version > before.version


async def test_goods_that_come_into_reach_are_told(floor):
    world, *_, tea = floor
    dock = await world.bin("D", "DOCK")
    await world.stock(dock, tea, 5)

    done = await world.do(move_stock, asks(floor, 5, source=Ref(id=dock)))

    assert await events(world, done.cursor.operation_id) == ["StockFreed"]
    assert await world.available(tea) == 105


async def test_a_move_sent_twice_counts_once(floor):
    world, here, there, tea = floor
    operation_id = new_id()

    first = await world.do(move_stock, asks(floor, 5), operation_id=operation_id)
    again = await world.do(move_stock, asks(floor, 5), operation_id=operation_id)

    assert (first.replayed, again.replayed) == (False, True)
    assert await world.on_hand(there, tea) == 5


async def test_bad_goods_are_taken_out_of_use_and_may_not_be_promised(floor):
    world, here, _, tea = floor

    await world.do(change_disposition, changes(floor, "USABLE", "DAMAGED"))

    assert (await world.on_hand(here, tea), await world.available(tea)) == (100, 90)
    await world.prove()


async def test_what_is_good_again_is_told(floor):
    world, here, _, tea = floor
    await world.do(change_disposition, changes(floor, "USABLE", "QUARANTINE"))

    done = await world.do(change_disposition, changes(floor, "QUARANTINE", "USABLE"))

    assert await events(world, done.cursor.operation_id) == ["StockFreed"]
    assert await world.available(tea) == 100


async def test_allocated_goods_that_are_found_bad_displace_their_allocation(floor):
    world, here, _, tea = floor
    line_id = await allocate(world, here, tea, 95)

    done = await world.do(change_disposition, changes(floor, "USABLE", "DAMAGED"))

    assert await held(world, line_id) == [("SOFT", 90)]
    assert done.outcome == "APPLIED_WITH_CASE"
    await world.prove()


@pytest.mark.parametrize(
    ("source", "target", "reason", "code"),
    [
        ("EXPIRED", "USABLE", "Smells fine", "DISPOSITION_CHANGE_ILLEGAL"),
        ("RETURN_PENDING", "USABLE", "Looks fine", "DISPOSITION_CHANGE_ILLEGAL"),
        ("USABLE", "USABLE", "Why not", "DISPOSITION_CHANGE_ILLEGAL"),
        ("USABLE", "DAMAGED", " ", "INVALID_INPUT"),
        ("DAMAGED", "USABLE", "Repaired", "NOT_ENOUGH_ON_HAND"),
    ],
)
async def test_a_change_that_may_not_be_is_refused(floor, owner, source, target, reason, code):
    world, *_ = floor
    before = await counts(owner, *HISTORY)

    refusal = await world.refused(change_disposition, changes(floor, source, target, reason=reason))

    assert refusal.code == code
    assert await counts(owner, *HISTORY) == before


async def test_a_worker_may_stop_goods_but_not_free_them(floor):
    world, *_ = floor
    worker = person("Wim", "MOVE_STOCK", "READ_STOCK")
    await world.do(change_disposition, changes(floor, "USABLE", "QUALITY_HOLD"), by=worker)

    refusal = await world.refused(
        change_disposition, changes(floor, "QUALITY_HOLD", "USABLE"), by=worker
    )

    assert refusal.code == "NOT_ALLOWED"


async def test_whoever_waits_too_long_for_a_lock_is_told_to_send_it_again(floor):
    world, here, _, tea = floor
    operation_id, asked = new_id(), asks(floor, 10)
    stalled = world.owner.transaction()
    await stalled.start()
    await world.owner.execute("LOCK TABLE stock_balance IN EXCLUSIVE MODE")
    request = Request(operation_id, world.worker)

    with pytest.raises(Busy):
        await perform(world.database, move_stock, asked, request)
    await stalled.rollback()
    done = await perform(world.database, move_stock, asked, request)

    assert not done.replayed
    assert await world.on_hand(here, tea) == 90
