"""No lot is allocated beyond what is left of it, and no single thing goes to two buyers."""

import asyncio
from itertools import count

import pytest

from backend.inbound.receiving.receive_line import receive_line
from backend.kernel.refusals import Refusal
from backend.outbound.picking.confirm_pick import confirm_pick
from tests.flows.dock import Dock
from tests.flows.shelf_life import a_lot, a_serial, serials_in, stand
from tests.flows.test_serials import Picking
from tests.orders import order, release
from tests.world import World

UNITS = 12
BUYERS = 30
CONNECTIONS = 10


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def at_once(many, do):
    """Let so many do it over ten connections; what is refused is left out."""
    numbers, done, refused = count(), [], set()

    async def counter():
        while (number := next(numbers)) < many:
            try:
                done.append((number, await do(number)))
            except Refusal as refusal:
                refused.add(refusal.code)

    await asyncio.gather(*(counter() for _ in range(CONNECTIONS)))
    assert refused <= {"NOT_ENOUGH_AVAILABLE", "EXPIRED", "NOT_IN_PICK_BINS", "SERIAL_ELSEWHERE"}
    return done


async def test_fresh_and_old_lots_are_allocated_to_nobody_twice(world):
    milk = await world.item(tracking="LOT", needs_expiry=True)
    here = await world.bin("A")
    lots = {days: await a_lot(world, milk, f"L{days}", days=days) for days in (-1, 10, 60)}
    for lot_id in lots.values():
        await stand(world, here, milk, UNITS, lot_id=lot_id)

    async def buy(number):
        created = await order(world, (milk, 1), min_remaining_days=30 if number % 2 else 0)
        await release(world, created)

    await at_once(BUYERS, buy)

    rows = await world.owner.fetch(
        "SELECT lot_id, sum(on_hand)::int AS held, sum(reserved)::int AS reserved"
        "  FROM stock_balance JOIN stock_key key ON key.id = key_id"
        " WHERE bin_id = $1 GROUP BY 1",
        here,
    )
    reserved = {row["lot_id"]: row["reserved"] for row in rows}
    assert reserved[lots[-1]] == 0, "nothing past its date"
    assert reserved[lots[10]] <= UNITS
    assert reserved[lots[60]] <= UNITS
    wrong = await world.owner.fetchval(
        "SELECT count(*) FROM stock_reservation JOIN stock_key key ON key.id = key_id"
        "  JOIN order_line line ON line.id = demand_id"
        "  JOIN customer_order placed ON placed.id = line.order_id"
        " WHERE state = 'PENDING' AND placed.min_remaining_days > 0 AND key.lot_id <> $1"
        "   AND placed.location_id = $2",
        lots[60],
        world.location_id,
    )
    assert wrong == 0, "whoever wants thirty days gets sixty"
    await world.prove()


async def test_one_serial_scanned_at_two_docks_comes_in_once(world):
    dock = await Dock.at(world)
    phone = await world.item(tracking="SERIAL")
    receipts = []
    for _ in range(4):
        await dock.arrived((phone, 5))
        receipts.append(dock.receipt)

    async def scan(number):
        dock.receipt = receipts[number % 4]
        return await world.do(receive_line, dock.line(phone, serials=(f"S{number // 4}",)))

    done = await at_once(20, scan)

    assert len(done) == 5
    assert await serials_in(world, dock.dock_id) == [f"S{number}" for number in range(5)]
    await world.prove()


async def test_pickers_who_grab_for_the_same_thing_never_both_have_it(world):
    phone = await world.item("PHONE", tracking="SERIAL")
    here = await world.bin("A")
    await world.bin("CART", "CART")
    for number in range(6):
        serial_id = await a_serial(world, phone, f"S{number}")
        await stand(world, here, phone, 1, serial_id=serial_id)
    picking = Picking(world, phone, here)
    orders = [await order(world, (phone, 1)) for _ in range(6)]
    for created in orders:
        await release(world, created)

    scans = [
        await picking.of(created, f"S{number // 2}", tote=f"T-{number}0")
        for number, created in enumerate(orders)
    ]

    async def grab(number):
        return await world.do(confirm_pick, scans[number])

    done = await at_once(6, grab)

    assert len(done) == 3
    picked = [await picking.allocated(orders[number]) for number, _ in done]
    assert sorted(picked) == [["S0"], ["S1"], ["S2"]]
    await world.prove()
