"""Putaway: goods come to rest where they fit, and never two loads in the room of one."""

import asyncio
from contextlib import suppress

import pytest

from backend.inbound.putaway.confirm_putaway import ConfirmPutaway, confirm_putaway
from backend.inbound.receiving.receive_line import receive_line
from backend.kernel.ids import new_id
from backend.kernel.refusals import Busy, Refusal
from backend.kernel.work import Reader
from backend.master.refs import ItemRef, Ref
from backend.tasks.cancel_task import CancelTask, cancel_task
from backend.tasks.task import task_of
from tests.flows.dock import Dock
from tests.world import counts

LEDGER = ("operation", "stock_entry", "stock_balance_change", "work_case")


@pytest.fixture
async def dock(world):
    return await Dock.at(world)


async def task(world, task_id):
    return await task_of(Reader(world.owner), task_id)


async def events(world, operation_id):
    rows = await world.owner.fetch(
        "SELECT name FROM outbox_event WHERE operation_id = $1 ORDER BY position", operation_id
    )
    return [row["name"] for row in rows]


async def test_goods_in_their_bin_can_be_promised_and_the_task_is_done(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    received = await dock.received(tea, 12)
    operation_id = new_id()
    asked = ConfirmPutaway(
        task_id=received.task_ids[0],
        to=Ref(barcode="F1"),
        item=ItemRef(barcode=world.barcode()),
    )

    answer = (await world.do(confirm_putaway, asked, operation_id=operation_id)).answer

    assert (answer.quantity, answer.remaining, answer.bin_id) == (12, 0, face)
    assert await world.on_hand(dock.dock_id, tea) == 0
    assert await world.on_hand(face, tea) == 12
    assert await world.available(tea) == 12
    assert (await task(world, received.task_ids[0])).status == "DONE"
    assert await events(world, operation_id) == ["PutawayConfirmed", "StockFreed"]
    put_away = await world.owner.fetchval(
        "SELECT put_away FROM receipt_line WHERE id = $1", received.receipt_line_id
    )
    assert put_away == 12
    await world.prove()


async def test_a_part_that_is_put_away_leaves_the_rest_on_the_task(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids

    await dock.put_away(task_id, face, quantity=5)

    left = await task(world, task_id)
    assert (left.status, left.done, left.remaining) == ("IN_PROGRESS", 5, 7)
    refusal = await dock.not_put_away(task_id, face, quantity=8)
    assert (refusal.code, refusal.facts["remaining"]) == ("QUANTITY_TOO_LARGE", 7)
    await dock.put_away(task_id, face)
    assert (await task(world, task_id)).status == "DONE"
    assert await world.on_hand(face, tea) == 12


async def test_another_bin_than_suggested_is_scanned_twice(world, dock):
    tea = await world.item()
    await world.bin("F1", fixed_item_id=tea)
    other = await world.bin("R1", "RESERVE")
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids
    before = await counts(world.owner, *LEDGER)

    refusal = await dock.not_put_away(task_id, other)
    assert (refusal.code, refusal.facts["suggestion"]) == ("RESCAN_TO_KEEP", "F1")
    assert await counts(world.owner, *LEDGER) == before

    await dock.put_away(task_id, other, rescanned=True)
    assert await world.on_hand(other, tea) == 12


async def test_a_blocked_a_full_and_a_mixed_bin_say_where_else_to_go(world, dock):
    tea = await world.item(weight_g=100)
    salt = await world.item("SALT")
    good = await world.bin("F1", fixed_item_id=tea)
    blocked = await world.bin("R1", "RESERVE", block="INBOUND")
    full = await world.bin("R2", "RESERVE", weight_max_g=350)
    mixed = await world.bin("R3", "RESERVE", mixing="ONE_ITEM")
    await world.stock(mixed, salt, 1)
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids
    assert (await task(world, task_id)).to_bin_id == good
    before = await counts(world.owner, *LEDGER)

    refusals = [await dock.not_put_away(task_id, bin_id) for bin_id in (blocked, full, mixed)]
    at_dock = await dock.not_put_away(task_id, dock.dock_id)

    assert [refusal.code for refusal in refusals] == ["BIN_BLOCKED", "BIN_FULL", "BIN_MIXING"]
    assert {refusal.facts["suggestion"] for refusal in refusals} == {"F1"}
    assert refusals[1].facts["room"] == 3
    assert at_dock.code == "WRONG_BIN"
    assert await counts(world.owner, *LEDGER) == before


async def test_the_wrong_item_is_noticed(world, dock):
    tea = await world.item()
    await world.item("SALT")
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids

    refusal = await dock.not_put_away(task_id, face, item=ItemRef(barcode=world.barcode("SALT")))

    assert refusal.code == "WRONG_ITEM"


async def test_room_that_is_booked_is_not_suggested_again(world, dock):
    tea = await world.item(weight_g=100)
    small = await world.bin("R1", "RESERVE", weight_max_g=1_000)
    large = await world.bin("R2", "RESERVE", weight_max_g=2_000)
    await dock.arrived((tea, 25))

    first = await dock.received(tea, 10)
    second = await dock.received(tea, 10)
    third = await dock.received(tea, 5)

    bins = [(await task(world, one.task_ids[0])).to_bin_id for one in (first, second, third)]
    assert bins == [small, large, large]


async def test_the_room_of_a_putaway_that_is_called_off_is_free_again(world, dock):
    tea = await world.item(weight_g=100)
    first = await world.bin("R1", "RESERVE", weight_max_g=1_000)
    await dock.arrived((tea, 30))
    (booked,) = (await dock.received(tea, 10)).task_ids
    (waits,) = (await dock.received(tea, 10)).task_ids
    assert [(await task(world, one)).to_bin_id for one in (booked, waits)] == [first, None]

    await world.do(
        cancel_task, CancelTask(task_id=booked, if_version=None, reason="the pallet broke")
    )

    (again,) = (await dock.received(tea, 10)).task_ids
    assert (await task(world, again)).to_bin_id == first
    await world.prove()


async def test_a_load_that_no_bin_takes_whole_is_split_and_what_is_left_waits(world, dock):
    tea = await world.item(weight_g=100)
    await world.bin("R1", "RESERVE", weight_max_g=1_000)
    await world.bin("R2", "RESERVE", weight_max_g=500)
    await dock.arrived((tea, 18))

    await dock.received(tea, 18)

    tasks = await dock.tasks()
    assert sorted((one.quantity, one.to_bin_id is None) for one in tasks) == [
        (3, True),
        (5, False),
        (10, False),
    ]


async def test_ten_that_want_the_room_of_one_bin_fill_it_and_no_more(world, dock):
    tea = await world.item(weight_g=100)
    await dock.arrived((tea, 50))
    tasks = [(await dock.received(tea, 5)).task_ids[0] for _ in range(10)]
    small = await world.bin("R1", "RESERVE", weight_max_g=2_000)

    async def confirm(task_id):
        operation_id = new_id()
        while True:
            asked = ConfirmPutaway(task_id=task_id, to=Ref(id=small))
            try:
                await world.do(confirm_putaway, asked, operation_id=operation_id)
            except Refusal as refusal:
                if not refusal.retryable:
                    return refusal.code
            else:
                return "DONE"

    answers = await asyncio.gather(*(confirm(task_id) for task_id in tasks))

    assert sorted(answers) == ["BIN_FULL"] * 6 + ["DONE"] * 4
    assert await world.on_hand(small, tea) == 20
    await world.prove()


async def test_receivers_at_the_same_time_never_book_one_room_twice(world, dock):
    tea, salt = await world.item(weight_g=100), await world.item("SALT", weight_g=100)
    await world.bin("R1", "RESERVE", weight_max_g=1_000)
    await world.bin("R2", "RESERVE", weight_max_g=1_000)
    await dock.arrived((tea, 40), (salt, 40))

    async def receive(item):
        operation_id = new_id()
        while True:
            with suppress(Busy):
                return await world.do(receive_line, dock.line(item, 5), operation_id=operation_id)

    await asyncio.gather(*(receive(item) for item in (tea, salt) for _ in range(5)))

    booked = await world.owner.fetch(
        "SELECT to_bin_id IS NULL AS waits, sum(quantity)::int AS units FROM task"
        " WHERE location_id = $1 GROUP BY to_bin_id",
        world.location_id,
    )
    assert sorted((row["waits"], row["units"]) for row in booked) == [
        (False, 10),
        (False, 10),
        (True, 30),
    ]
