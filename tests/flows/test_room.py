"""Room in bins: what may lie together, held against many at once; and bookings that run out."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from backend.control.moving.move_stock import MoveStock, move_stock
from backend.inbound.receiving.receive_line import receive_line
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.refusals import Busy, Refusal
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import ItemRef, LotRef, Ref
from backend.tasks.room.let_rooms_go import BOOKED_FOR, LetRoomsGo, let_rooms_go
from tests.flows.dock import Dock
from tests.owning import owner_called
from tests.world import OpeningLine, PostOpening, post_opening

TIMES = 3
"""How often each kind of goods is carried to the one bin, all at once."""
IN_BIN = """
SELECT DISTINCT key.item_id, key.lot_id, key.owner_id
  FROM stock_key key JOIN stock_balance balance ON balance.key_id = key.id
 WHERE key.bin_id = $1 AND balance.on_hand > 0
"""
BIN_OF = "SELECT to_bin_id FROM task WHERE id = $1"


@pytest.fixture
async def dock(world):
    return await Dock.at(world)


async def said(world, command, asked):
    """Send until there is an answer; a device that is told Busy sends the same again."""
    operation_id = new_id()
    while True:
        try:
            await world.do(command, asked, operation_id=operation_id)
        except Refusal as refusal:
            if refusal.code != Busy.code:
                return refusal.code
        else:
            return "DONE"


async def of_four_items(world):
    moves = []
    for number in range(4):
        item, source = await world.item(f"I{number}"), await world.bin(f"S{number}")
        await world.stock(source, item, TIMES)
        moves.append({"item": ItemRef(id=item), "source": Ref(id=source)})
    return moves


async def of_four_lots(world):
    dock = await Dock.at(world)
    item, moves = await world.item("MILK", tracking="LOT"), []
    await dock.arrived((item, 4 * TIMES))
    for number in range(4):
        await dock.received(item, TIMES, lot_number=f"L{number}")
        lot = LotRef(number=f"L{number}")
        moves.append({"item": ItemRef(id=item), "source": Ref(id=dock.dock_id), "lot": lot})
    return moves


async def of_four_owners(world):
    item, moves = await world.item(), []
    for number in range(4):
        source, owner_id = await world.bin(f"S{number}"), HOUSE_OWNER_ID
        if number:
            owner_id = await owner_called(world, f"O{number}")
        line = OpeningLine(source, "PICK_FACE", item, TIMES, owner_id=owner_id)
        await world.do(post_opening, PostOpening(world.location_id, (line,)))
        moves.append({"item": ItemRef(id=item), "source": Ref(id=source)})
    return moves


@pytest.mark.parametrize(
    ("mixing", "four"),
    [("ONE_ITEM", of_four_items), ("ONE_LOT", of_four_lots), ("ONE_OWNER", of_four_owners)],
)
async def test_goods_that_may_not_lie_together_never_do_however_many_carry_them(
    world, mixing, four
):
    moves = await four(world)
    target = await world.bin("R1", "RESERVE", mixing=mixing)

    answers = await asyncio.gather(
        *(
            said(world, move_stock, MoveStock(quantity=1, target=Ref(id=target), **one))
            for one in moves * TIMES
        )
    )

    assert Counter(answers) == {"DONE": TIMES, "BIN_MIXING": 3 * TIMES}
    assert len(await world.owner.fetch(IN_BIN, target)) == 1
    await world.prove()


async def test_two_lots_together_do_not_go_where_one_may_lie(world):
    first, *_ = await of_four_lots(world)
    both = MoveStock(
        item=first["item"], source=first["source"], quantity=TIMES + 1,
        target=Ref(id=await world.bin("R1", "RESERVE", mixing="ONE_LOT")),
    )  # fmt: skip

    refusal = await world.refused(move_stock, both)

    assert refusal.code in {"BIN_MIXING", "LOT_REQUIRED"}


async def test_loads_of_one_lot_are_sent_to_the_bin_that_is_booked_for_it(world, dock):
    milk = await world.item("MILK", tracking="LOT", weight_g=100)
    await world.bin("R1", "RESERVE", mixing="ONE_LOT", weight_max_g=1_000)
    await dock.arrived((milk, 20))

    one, other = (
        await dock.received(milk, 2, lot_number="L1"),
        await dock.received(milk, 2, lot_number="L2"),
    )
    again = await dock.received(milk, 2, lot_number="L1")

    bins = [
        await world.owner.fetchval(BIN_OF, got.task_ids[0]) is not None
        for got in (one, other, again)
    ]
    assert bins == [True, False, True]


async def test_room_that_nobody_fills_goes_to_others_after_a_while(world, dock):
    tea = await world.item(weight_g=100)
    small = await world.bin("R1", "RESERVE", weight_max_g=500)
    await dock.arrived((tea, 20))
    (booked,) = (await dock.received(tea, 5)).task_ids
    await aged(world, booked, BOOKED_FOR - timedelta(minutes=5))
    assert await said(world, let_rooms_go, LetRoomsGo()) == "NO_WORK"

    await aged(world, booked, BOOKED_FOR + timedelta(minutes=5))
    swept = await asyncio.gather(*(said(world, let_rooms_go, LetRoomsGo()) for _ in range(4)))
    (later,) = (await dock.received(tea, 5)).task_ids

    assert sorted(swept) == ["DONE", "NO_WORK", "NO_WORK", "NO_WORK"]
    assert await world.owner.fetchval(BIN_OF, booked) is None
    assert await world.owner.fetchval(BIN_OF, later) == small
    refusal = await dock.not_put_away(booked, small)
    assert refusal.code == "BIN_FULL"
    await dock.put_away(later, small)
    await world.prove()


async def test_room_stays_booked_for_whoever_is_on_the_way(world, dock):
    tea = await world.item(weight_g=100)
    small = await world.bin("R1", "RESERVE", weight_max_g=500)
    await dock.arrived((tea, 5))
    (claimed,) = (await dock.received(tea, 5)).task_ids
    await aged(world, claimed, 2 * BOOKED_FOR)
    await world.owner.execute(
        "UPDATE task SET status = 'CLAIMED', assignee_id = $2, lease_until = now() + '1 h'"
        " WHERE id = $1",
        claimed, world.worker.id,
    )  # fmt: skip

    assert await said(world, let_rooms_go, LetRoomsGo()) == "NO_WORK"

    assert await world.owner.fetchval(BIN_OF, claimed) == small


async def aged(world, task_id, age):
    await world.owner.execute("UPDATE task SET updated_at = $2 WHERE id = $1", task_id, now() - age)


async def test_receivers_of_many_lots_book_a_bin_for_one_of_them(world, dock):
    milk = await world.item("MILK", tracking="LOT", weight_g=100)
    bins = [await world.bin(f"R{n}", "RESERVE", mixing="ONE_LOT") for n in range(3)]
    await dock.arrived((milk, 60))

    await asyncio.gather(
        *(said(world, receive_line, dock.line(milk, 1, lot_number=f"L{n % 4}")) for n in range(24))
    )

    rows = await world.owner.fetch(
        "SELECT to_bin_id, count(DISTINCT lot_id) AS lots, count(*) AS loads FROM task"
        " WHERE location_id = $1 AND kind = 'PUT_AWAY' GROUP BY to_bin_id",
        world.location_id,
    )
    held = {row["to_bin_id"]: (row["lots"], row["loads"]) for row in rows}
    assert {bin_id: held[bin_id] for bin_id in bins} == dict.fromkeys(bins, (1, 6))
    assert held[None] == (1, 6)
