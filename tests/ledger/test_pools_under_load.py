"""No channel sells what it does not have, however many buy, lose and set aside at once."""

import asyncio
from itertools import count
from random import Random

import asyncpg
import pytest

from backend.control.moving.change_disposition import ChangeDisposition, change_disposition
from backend.kernel.reactor import drain
from backend.kernel.refusals import Refusal
from backend.master.refs import ItemRef, Ref
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.server.wiring import WIRING
from backend.stock.keys import Disposition
from backend.stock.save_pool import PoolKind, save_pool
from tests.orders import number
from tests.pooling import buys, channel, pool, set_aside
from tests.world import World

CONNECTIONS = 12
QUOTA = 12
UNITS = 60


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def at_once(times, act):
    """Let so many acts happen over a dozen connections."""
    turns = count()

    async def counter():
        while (turn := next(turns)) < times:
            await act(turn)

    await asyncio.gather(*(counter() for _ in range(CONNECTIONS)))


async def sells(world, *, channels, buyers):
    """Give each channel a quota and let many buy of each, more than it has; return what it sold."""
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, QUOTA * channels)
    codes = [await channel(world, f"C{at}") for at in range(channels)]
    for code in codes:
        await set_aside(world, tea, QUOTA, code, kind=PoolKind.QUOTA)
    sold = dict.fromkeys(codes, 0)

    async def buy(turn):
        code = codes[turn % channels]
        bought = await buys(world, code, (tea, 1 + turn % 2))
        sold[code] += bought.promised

    await at_once(buyers, buy)
    return sold


async def test_each_channel_sells_exactly_its_quota_to_twice_as_many_buyers(world):
    sold = await sells(world, channels=4, buyers=96)

    assert set(sold.values()) == {QUOTA}
    await world.prove()


@pytest.mark.prove
async def test_twenty_channels_sell_their_quotas_to_two_thousand_buyers(world):
    sold = await sells(world, channels=20, buyers=2000)

    assert set(sold.values()) == {QUOTA}
    await world.prove()


async def test_reading_a_quota_first_and_saving_after_would_have_oversold_it(owner, urls):
    await owner.execute("CREATE TABLE naive_pool (channel int, available int)")
    await owner.execute("CREATE TABLE naive_channel_sale (channel int)")
    await owner.execute("INSERT INTO naive_pool SELECT n, $1 FROM generate_series(0, 3) n", QUOTA)
    connections = asyncio.Queue()
    for _ in range(CONNECTIONS):
        connections.put_nowait(await asyncpg.connect(urls.owner))

    async def buy(turn):
        connection = await connections.get()
        left = await connection.fetchval(
            "SELECT available FROM naive_pool WHERE channel = $1", turn % 4
        )
        if left > 0:
            await connection.execute(
                "UPDATE naive_pool SET available = $2 WHERE channel = $1", turn % 4, left - 1
            )
            await connection.execute("INSERT INTO naive_channel_sale VALUES ($1)", turn % 4)
        connections.put_nowait(connection)

    await at_once(200, buy)

    while not connections.empty():
        await connections.get_nowait().close()
    assert await owner.fetchval("SELECT count(*) FROM naive_channel_sale") > 4 * QUOTA


class Fair:
    """Three channels, two items, one bin; everybody does everything at once, by a seed."""

    def __init__(self, world, seed):
        self.world, self.dice, self.orders = world, Random(seed), []  # noqa: S311 - dice

    async def open(self):
        world = self.world
        self.bin = await world.bin("A-01")
        self.items = [await world.item("TEA"), await world.item("CAKE")]
        self.codes = [await channel(world, f"F{at}", priority=at) for at in range(3)]
        for item in self.items:
            await world.stock(self.bin, item, UNITS)
            await set_aside(world, item, QUOTA, self.codes[0], kind=PoolKind.QUOTA)
            await set_aside(world, item, QUOTA, self.codes[1])

    async def act(self, turn):
        try:
            await self.dice.choices(
                (self.buy, self.cancel, self.resize, self.lose, self.react), (8, 3, 2, 2, 1)
            )[0](turn)
        except Refusal:
            return

    async def buy(self, turn):
        items = self.items if turn % 2 else reversed(self.items)
        lines = [(item, self.dice.randint(1, 4)) for item in items]
        self.orders.append(await buys(self.world, self.dice.choice(self.codes), *lines))

    async def cancel(self, turn):
        if self.orders:
            order = self.orders.pop(turn % len(self.orders))
            await self.world.do(cancel_order, CancelOrder(order=number(order), reason="no more"))

    async def resize(self, turn):
        kind = PoolKind.QUOTA if turn % 3 == 0 else PoolKind.RESERVED
        code, item = self.codes[turn % 3], self.dice.choice(self.items)
        asked = pool(self.world, item, self.dice.randint(0, 20), code, kind=kind)
        await self.world.do(save_pool, asked)

    async def lose(self, turn):
        good, bad = Disposition.USABLE, Disposition.DAMAGED
        if turn % 2:
            good, bad = bad, good
        asked = ChangeDisposition(
            item=ItemRef(id=self.dice.choice(self.items)),
            bin=Ref(id=self.bin),
            quantity=self.dice.randint(1, 9),
            source=good,
            target=bad,
            reason="the roof leaks",
        )
        await self.world.do(change_disposition, asked)

    async def react(self, _):
        await drain(self.world.database, WIRING)


async def deadlocks(owner):
    """How many deadlocks the database has broken so far."""
    await owner.execute("SELECT pg_stat_force_next_flush()")
    await owner.execute("SELECT pg_stat_clear_snapshot()")
    return await owner.fetchval(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    )


async def holds_a_fair(world, *, seed, turns):
    fair = Fair(world, seed)
    await fair.open()
    before = await deadlocks(world.owner)

    await at_once(turns, fair.act)
    await drain(world.database, WIRING)

    await world.prove()
    assert await deadlocks(world.owner) == before


@pytest.mark.parametrize("seed", range(2))
async def test_a_fair_of_channels_never_oversells_and_never_locks_itself_up(world, seed):
    await holds_a_fair(world, seed=seed, turns=70)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10, 16))
async def test_a_long_fair_of_channels_never_oversells(world, seed):
    await holds_a_fair(world, seed=seed, turns=1000)
