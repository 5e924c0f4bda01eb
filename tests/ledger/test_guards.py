"""What each statement guards by itself: one more, one less, of another, and nothing twice."""

from types import SimpleNamespace

import asyncpg

from backend.kernel.ids import new_id
from backend.stock import reads
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.containers import register_container
from backend.stock.keys import pool_id
from backend.stock.live import touched_stock
from backend.stock.reversal import reversal_of
from tests.ledger.shelf import shelf
from tests.ledger.test_pool_bounds import a_shop, sets_aside, soft
from tests.owning import owner_called

__all__ = ["shelf"]

VERSION = "SELECT version FROM stock_pool WHERE id = $1"
POOL_ELSEWHERE = """
INSERT INTO stock_pool (id, owner_id, item_id, location_id)
SELECT gen_random_uuid(), owner_id, item_id, $2 FROM stock_pool WHERE id = $1
"""
POOL_OF_ANOTHER = """
INSERT INTO stock_pool (id, owner_id, item_id, location_id)
SELECT gen_random_uuid(), $2, item_id, location_id FROM stock_pool WHERE id = $1
"""


async def test_a_pool_counts_its_versions_up_by_one(shelf):
    mine = shelf.key().pool_id
    before = await shelf.world.owner.fetchval(VERSION, mine)

    await shelf.posts(opens=[soft(shelf, 1)])

    assert await shelf.world.owner.fetchval(VERSION, mine) == before + 1


async def test_a_promise_of_one_leaves_what_is_overpromised_as_it_was(shelf):
    await shelf.world.owner.execute(
        "UPDATE stock_pool SET overpromised = 5 WHERE id = $1", shelf.key().pool_id
    )

    await shelf.posts(opens=[soft(shelf, 1)])

    assert await shelf.pool() == (10, 1, 5, 9)


async def test_no_more_leaves_a_pool_than_was_in_it(shelf):
    await shelf.world.owner.execute(
        "UPDATE stock_pool SET supply = 3 WHERE id = $1", shelf.key().pool_id
    )

    await shelf.fails(moves=[Move(shelf.key(), shelf.outside(), 4)])

    assert await shelf.balance() == (10, 0, 1)


async def test_no_more_is_given_back_to_a_pool_than_it_promised(shelf):
    held = await shelf.reserves(Level.SOFT, 2)
    await shelf.world.owner.execute(
        "UPDATE stock_pool SET promised = 1 WHERE id = $1", shelf.key().pool_id
    )

    await shelf.fails(ends=[End(held, Outcome.VOIDED)])

    assert await shelf.pool() == (10, 1, 0, 9)


async def test_what_is_set_aside_overpromises_nothing_and_waits_for_no_other_pool(shelf, urls):
    shop = await a_shop(shelf)
    await shelf.posts(opens=[soft(shelf, 2)])
    cake = shelf.key(item=await shelf.world.item("CAKE"))
    await shelf.world.stock(shelf.bin, cake.item_id, 5)
    seen = await shelf.world.owner.fetchval(VERSION, shop)
    other = await asyncpg.connect(urls.owner)
    busy = other.transaction()
    await busy.start()
    await other.execute("SELECT FROM stock_pool WHERE id = $1 FOR UPDATE", cake.pool_id)

    await shelf.posts(sets_aside(shelf, shop, 1, seen=seen))

    await busy.rollback()
    await other.close()
    assert await shelf.pool() == (5, 2, 0, 3)


async def test_a_channel_that_is_overpromised_may_still_change_its_ways(shelf):
    shop = await a_shop(shelf)
    await shelf.posts(opens=[Open(Level.SOFT, shop, new_id(), 3)])
    await shelf.world.owner.execute(
        "UPDATE stock_pool SET supply = 1, overpromised = 2 WHERE id = $1", shop
    )
    seen = await shelf.world.owner.fetchval(VERSION, shop)

    await shelf.posts(sets_aside(shelf, shop, 0, seen=seen))

    [held] = (await shelf.reads(reads.pools, [shop])).values()
    assert (held.supply, held.promised, held.overpromised) == (1, 3, 2)


async def test_a_single_unit_in_a_box_is_seen(shelf):
    box = new_id()
    await shelf.posts(
        register_container(
            box, code=f"B-{box}", kind="TOTE", location_id=shelf.world.location_id,
            bin_id=shelf.bin,
        )
    )  # fmt: skip
    await shelf.posts(moves=[Move(shelf.key(), shelf.key(container_id=box), 1)])

    boxed = await shelf.reads(reads.balances_in_container, box)

    assert [one.on_hand for one in boxed] == [1]


async def test_only_the_sum_of_the_same_owner_and_place_is_told(shelf):
    shop = await a_shop(shelf)
    mine = shelf.key().pool_id
    elsewhere = new_id()
    await shelf.world.owner.execute(
        "INSERT INTO location (id, code, name, kind, legal_entity_id)"
        " SELECT $1, $2, $2, kind, legal_entity_id FROM location LIMIT 1",
        elsewhere, f"L-{elsewhere}",
    )  # fmt: skip
    await shelf.world.owner.execute(POOL_ELSEWHERE, mine, elsewhere)
    await shelf.world.owner.execute(POOL_OF_ANOTHER, mine, await owner_called(shelf.world, "ACME"))
    moved = await shelf.posts(moves=[Move(shelf.key(), shelf.outside(), 1)])
    promised = await shelf.posts(opens=[Open(Level.SOFT, shop, new_id(), 1)])

    for operation in (moved, promised):
        told = await touched_stock(shelf.world.owner, SimpleNamespace(operations=[operation]))
        assert told["Stock"] == {mine}


async def test_two_reservations_alike_are_taken_back_both(shelf):
    at = shelf.key()
    alike = Open(Level.HARD, at.pool_id, new_id(), 2, at.id)
    operation = await shelf.posts(opens=[alike, alike])

    back = await shelf.reads(reversal_of, operation)

    assert len({end.reservation.id for end in back.ends}) == 2
    await shelf.posts(opens=back.opens, ends=back.ends)
    assert await shelf.balance() == (10, 0, 3)


async def test_one_that_stands_in_is_taken_back_once_and_must_be_of_the_same_pool(shelf):
    shop = await a_shop(shelf)
    at = shelf.key()
    alike = Open(Level.HARD, at.pool_id, new_id(), 2, at.id)
    operation = await shelf.posts(opens=[alike])
    [held] = await shelf.reads(reads.reservations_of, [alike.demand_id])
    other = Open(Level.HARD, shop, alike.demand_id, 2, at.id)
    await shelf.posts(ends=[End(held, Outcome.VOIDED)], opens=[other])

    assert (await shelf.reads(reversal_of, operation)).is_built_upon
    await shelf.posts(opens=[alike])
    await shelf.posts(opens=[alike])

    back = await shelf.reads(reversal_of, operation)
    assert not back.is_built_upon
    assert len(back.ends) == 1
    assert back.ends[0].reservation.pool_id == pool_id(
        at.owner_id, at.item_id, at.place.location_id, "DEFAULT"
    )
