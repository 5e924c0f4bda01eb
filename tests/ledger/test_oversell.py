"""Nothing is sold twice, however many buyers come at once; reading first would have done so."""

import asyncio
from itertools import count

import asyncpg
import pytest

from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from tests.orders import number, order, react
from tests.world import World

UNITS = 100
BUYERS = 400
CONNECTIONS = 20


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def at_once(buy):
    """Let 400 buyers buy over 20 connections."""
    buyers = count()

    async def counter():
        while next(buyers) < BUYERS:
            await buy()

    await asyncio.gather(*(counter() for _ in range(CONNECTIONS)))


async def test_four_hundred_orders_for_a_hundred_units_sell_a_hundred(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, UNITS)
    sold = []

    async def buy():
        sold.append(await order(world, (tea, 1)))

    await at_once(buy)

    assert len(sold) == BUYERS
    assert sum(created.promised for created in sold) == UNITS
    assert await world.available(tea) == 0
    assert await waiting(world, tea) == BUYERS - UNITS
    await world.prove()


async def test_orders_of_many_sizes_leave_nothing_on_the_shelf_that_somebody_waits_for(world):
    tea, cake = await world.item("TEA"), await world.item("CAKE")
    shelf = await world.bin("A-01")
    await world.stock(shelf, tea, UNITS)
    await world.stock(shelf, cake, UNITS)
    sizes = count()

    async def buy():
        size = next(sizes) % 3 + 1
        lines = ((tea, size), (cake, 1)) if size % 2 else ((cake, 1), (tea, size))
        await order(world, *lines)

    await at_once(buy)

    for item in (tea, cake):
        assert await world.available(item) == 0
        assert await promised(world, item) == UNITS
    await world.prove()


async def test_cancellations_among_the_buyers_strand_nobody(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, UNITS)
    buyers = count()

    async def buy():
        created = await order(world, (tea, 1))
        if next(buyers) % 3 == 0:
            await world.do(cancel_order, CancelOrder(order=number(created), reason="not any more"))

    await at_once(buy)
    await react(world)

    assert await promised(world, tea) == UNITS
    assert await world.available(tea) == 0
    assert await waiting(world, tea) > 0
    await world.prove()


async def test_reading_first_and_saving_after_would_have_sold_more_than_there_was(owner, urls):
    await owner.execute("CREATE TABLE naive_stock (available bigint); CREATE TABLE naive_sale ()")
    await owner.execute("INSERT INTO naive_stock VALUES (100)")
    connections = asyncio.Queue()
    for _ in range(CONNECTIONS):
        connections.put_nowait(await asyncpg.connect(urls.owner))

    async def buy():
        connection = await connections.get()
        available = await connection.fetchval("SELECT available FROM naive_stock")
        if available > 0:
            await connection.execute("UPDATE naive_stock SET available = $1", available - 1)
            await connection.execute("INSERT INTO naive_sale DEFAULT VALUES")
        connections.put_nowait(connection)

    await at_once(buy)

    while not connections.empty():
        await connections.get_nowait().close()
    assert await owner.fetchval("SELECT count(*) FROM naive_sale") > UNITS


async def waiting(world, item_id):
    return await total(world, item_id, "waiting")


async def promised(world, item_id):
    return await total(world, item_id, "promised")


async def total(world, item_id, column):
    return await world.owner.fetchval(
        f"SELECT sum({column})::bigint FROM order_line WHERE item_id = $1", item_id
    )
