"""Two owners have the same item in the same bins: what happens to one, the other never feels."""

from random import Random

import asyncpg
import pytest

from backend.control.moving.change_disposition import change_disposition
from backend.control.moving.move_stock import move_stock
from backend.kernel.refusals import Refusal
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import Ref
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.outbound.release.release_orders import ReleaseOrders, release_orders
from tests.orders import number, order
from tests.owning import damages, moves, shared_bin, stocks
from tests.pooling import set_aside


@pytest.fixture
async def world(database, owner):
    return await shared_bin(database, owner)


CROSSED = """
INSERT INTO stock_reservation (id, level, pool_id, key_id, demand_id, quantity, opened_by)
SELECT gen_random_uuid(), 'HARD', pool.id, key.id, gen_random_uuid(), 1,
       (SELECT id FROM operation LIMIT 1)
  FROM stock_pool pool
  JOIN stock_key key ON key.item_id = pool.item_id AND key.location_id = pool.location_id
 WHERE pool.item_id = $1 AND key.is_promisable AND key.owner_id <> pool.owner_id
 LIMIT 1
"""


async def test_the_database_reserves_no_goods_of_one_for_a_promise_of_another(world, database):
    async with database.session() as session:
        with pytest.raises(asyncpg.CheckViolationError, match="may not be promised from pool"):
            await session.fetch(CROSSED, world.tea)

    await world.prove()


class Business:
    """Two owners with the same item in the same bins, and whatever can happen to it, by a seed."""

    def __init__(self, world, seed):
        self.world, self.dice = world, Random(seed)  # noqa: S311 - dice
        self.owners = [HOUSE_OWNER_ID, world.acme]
        self.orders = {owner_id: [] for owner_id in self.owners}
        self.came = {HOUSE_OWNER_ID: 20, world.acme: 30}

    async def act(self):
        """Let something happen to one owner's goods; the other's stay as they are."""
        owner_id, other = self.dice.sample(self.owners, 2)
        before = await self.of(other)
        act = self.dice.choice(
            (self.buy, self.cancel, self.release, self.move, self.damage, self.come, self.reserve)
        )
        try:
            await act(owner_id)
        except Refusal:
            return
        assert await self.of(other) == before, act

    async def of(self, owner_id):
        """All that an owner has, and all that is reserved of it, key by key."""
        rows = await self.world.owner.fetch(
            "SELECT key_id, on_hand, reserved FROM stock_balance JOIN stock_key ON id = key_id"
            " WHERE owner_id = $1 AND location_id = $2 ORDER BY key_id",
            owner_id, self.world.location_id,
        )  # fmt: skip
        pools = await self.world.owner.fetch(
            "SELECT id, supply, promised, safety FROM stock_pool WHERE owner_id = $1"
            " AND location_id = $2 ORDER BY id",
            owner_id, self.world.location_id,
        )  # fmt: skip
        return [tuple(row) for row in rows], [tuple(row) for row in pools]

    async def buy(self, owner_id):
        units = self.dice.randint(1, 8)
        bought = await order(self.world, (self.world.tea, units), owner=Ref(id=owner_id))
        self.orders[owner_id].append(bought)

    async def cancel(self, owner_id):
        if self.orders[owner_id]:
            gone = self.orders[owner_id].pop()
            await self.world.do(cancel_order, CancelOrder(order=number(gone), reason="no more"))

    async def release(self, owner_id):
        if self.orders[owner_id]:
            asked = ReleaseOrders(orders=(number(self.dice.choice(self.orders[owner_id])),))
            await self.world.do(release_orders, asked)

    async def move(self, owner_id):
        await self.world.do(move_stock, moves(self.world, self.dice.randint(1, 5), owner_id))

    async def damage(self, owner_id):
        await self.world.do(change_disposition, damages(self.world, owner_id))

    async def come(self, owner_id):
        await stocks(self.world, 3, owner_id, self.dice.choice((self.world.shelf, self.world.next)))
        self.came[owner_id] += 3

    async def reserve(self, owner_id):
        await set_aside(self.world, self.world.tea, self.dice.randint(0, 5), owner=Ref(id=owner_id))


async def does_business(world, *, seed, acts):
    business = Business(world, seed)

    for _ in range(acts):
        await business.act()

    for owner_id in business.owners:
        balances, _ = await business.of(owner_id)
        assert sum(on_hand for _, on_hand, _ in balances) == business.came[owner_id]
    await world.prove()


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_happens_to_one_owners_goods_another_never_feels(world, seed):
    await does_business(world, seed=seed, acts=40)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10, 15))
async def test_two_owners_do_business_for_long_and_never_mix(world, seed):
    await does_business(world, seed=seed, acts=600)
