"""The bounds of what may be promised, met exactly and passed by one, and what people are told."""

import json
from types import SimpleNamespace

from backend.kernel.ids import new_id
from backend.kernel.plan import Rank, Write
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import VirtualBin
from backend.stock import reads
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.keys import pool_id
from backend.stock.live import touched_stock
from backend.stock.pools import sql as pool_sql
from backend.stock.reversal import reversal_of
from backend.stock.save_pool import PoolKind, save_pool
from backend.stock.scarce import PLENTY, Seen, still_scarce
from tests.ledger.shelf import many, shelf
from tests.pooling import channel, pool, set_aside, stands

__all__ = ["shelf"]


def soft(shelf, quantity, key=None):
    return Open(Level.SOFT, (key or shelf.key()).pool_id, new_id(), quantity)


async def test_a_pool_promises_all_that_it_has_and_not_one_more(shelf):
    await shelf.posts(opens=[soft(shelf, 6)])

    await shelf.fails(opens=[soft(shelf, 5)])
    await shelf.posts(opens=[soft(shelf, 4)])

    assert await shelf.pool() == (10, 10, 0, 0)


async def test_safety_stock_is_promised_to_nobody_but_may_be_lost(shelf):
    await set_aside(shelf.world, shelf.tea, 3)

    await shelf.fails(opens=[soft(shelf, 8)])
    await shelf.posts(opens=[soft(shelf, 7)])
    await shelf.posts(moves=[Move(shelf.key(), shelf.outside(), 3)])

    assert await shelf.pool() == (7, 7, 0, 0)


async def test_goods_that_come_and_are_promised_in_one_plan_count_at_once(shelf):
    supplier = shelf.outside(VirtualBin.SUPPLIER)

    await shelf.fails(moves=[Move(supplier, shelf.key(), 2)], opens=[soft(shelf, 13)])
    await shelf.posts(moves=[Move(supplier, shelf.key(), 2)], opens=[soft(shelf, 12)])

    assert await shelf.pool() == (12, 12, 0, 0)


async def test_a_loss_beyond_what_is_free_is_told_once_with_its_size_and_heals(shelf):
    held = await shelf.reserves(Level.SOFT, 8)
    exact = await shelf.posts(moves=[Move(shelf.key(), shelf.outside(), 2)])
    beyond = await shelf.posts(moves=[Move(shelf.key(), shelf.outside(), 3)])
    more = await shelf.posts(moves=[Move(shelf.key(), shelf.outside(), 1)])
    assert await shelf.pool() == (4, 8, 4, 0)
    await shelf.fails(opens=[soft(shelf, 1)])

    back = await shelf.posts(moves=[Move(shelf.outside(VirtualBin.FOUND), shelf.key(), 3)])
    assert await shelf.pool() == (7, 8, 1, 0)
    await shelf.posts(ends=[End(held, Outcome.VOIDED)])

    assert await shelf.pool() == (7, 0, 0, 7)
    told = await shelf.world.owner.fetch(
        "SELECT operation_id, position, name, body::text FROM outbox_event"
        " WHERE operation_id = ANY ($1)",
        [exact, beyond, more, back],
    )
    body = {
        "pool_id": str(shelf.key().pool_id), "item_id": str(shelf.tea),
        "location_id": str(shelf.world.location_id),
    }  # fmt: skip
    assert {row["operation_id"]: json.loads(row["body"]) for row in told} == {
        beyond: body | {"quantity": 3}, more: body | {"quantity": 4},
    }  # fmt: skip
    assert {(row["position"], row["name"]) for row in told} == {(1001, "PoolOverpromised")}
    await shelf.world.prove()


async def test_a_promise_changes_nothing_of_what_is_overpromised_elsewhere(shelf):
    cakes = shelf.key(item=await shelf.world.item("CAKE"))
    await shelf.world.stock(shelf.bin, cakes.item_id, 1)

    await shelf.posts(opens=[soft(shelf, 2), soft(shelf, 1, cakes)])

    assert await shelf.pool() == (10, 2, 0, 8)
    await shelf.fails(opens=[soft(shelf, 2), soft(shelf, 1, cakes)])
    assert await shelf.pool() == (10, 2, 0, 8)


async def test_a_channel_gets_all_that_is_free_and_gives_back_all_that_it_did_not_promise(shelf):
    shop = await channel(shelf.world, "SHOP")
    await shelf.posts(opens=[soft(shelf, 2)])
    await set_aside(shelf.world, shelf.tea, 3)

    refusal = await shelf.world.refused(save_pool, pool(shelf.world, shelf.tea, 6, shop))
    await set_aside(shelf.world, shelf.tea, 5, shop)

    assert refusal.facts["available"] == 5
    assert await stands(shelf.world, shelf.tea) == {"": (5, 2), "SHOP": (5, 0)}
    row = await shelf.world.owner.fetchrow(
        "SELECT segment = channel_id::text AS named, kind, version, overpromised FROM stock_pool"
        " WHERE channel_id = (SELECT id FROM channel WHERE code = $1)",
        shop,
    )
    assert tuple(row) == (True, "RESERVED", 1, 0)
    await set_aside(shelf.world, shelf.tea, 0, shop, kind=PoolKind.QUOTA)
    kinds = await shelf.world.owner.fetch(
        "SELECT kind FROM stock_pool WHERE item_id = $1 ORDER BY kind", shelf.tea
    )
    assert [row["kind"] for row in kinds] == ["DEFAULT", "QUOTA"]
    assert await stands(shelf.world, shelf.tea) == {"": (10, 2), "SHOP": (0, 0)}


def sets_aside(shelf, shop, units, *, seen):
    """The bare write, whose guards must hold without the rules of the command."""
    values = ([shelf.key().pool_id, shop], [-units, units], [None, seen], "RESERVED")
    return Write(Rank.POOL, "1", pool_sql.SET_ASIDE, values, rows=2)


async def a_shop(shelf):
    code = await channel(shelf.world, "SHOP")
    await set_aside(shelf.world, shelf.tea, 4, code)
    id_ = await shelf.world.owner.fetchval("SELECT id FROM channel WHERE code = $1", code)
    return pool_id(HOUSE_OWNER_ID, shelf.tea, shelf.world.location_id, str(id_))


async def test_the_guards_of_setting_aside_hold_by_themselves(shelf):
    shop = await a_shop(shelf)
    await set_aside(shelf.world, shelf.tea, 1)
    await shelf.posts(opens=[soft(shelf, 2), Open(Level.SOFT, shop, new_id(), 1)])
    version = "SELECT version FROM stock_pool WHERE id = $1"
    seen = await shelf.world.owner.fetchval(version, shop)

    await shelf.fails(sets_aside(shelf, shop, 4, seen=seen))
    await shelf.fails(sets_aside(shelf, shop, -4, seen=seen))
    await shelf.fails(sets_aside(shelf, shop, 1, seen=seen - 1))
    await shelf.posts(sets_aside(shelf, shop, 3, seen=seen))
    await shelf.posts(sets_aside(shelf, shop, -6, seen=seen + 1))

    assert await stands(shelf.world, shelf.tea) == {"": (9, 2), "SHOP": (1, 1)}
    assert await shelf.world.owner.fetchval(version, shop) == seen + 2


async def test_safety_stock_is_kept_back_of_the_pool_that_was_seen(shelf):
    mine = shelf.key().pool_id
    await shelf.world.stock(shelf.bin, await shelf.world.item("CAKE"), 5)
    [held] = (await shelf.reads(reads.pools, [mine])).values()

    await shelf.fails(Write(Rank.POOL, "1", pool_sql.KEEP_BACK, (mine, 4, held.version + 1)))
    await shelf.posts(Write(Rank.POOL, "1", pool_sql.KEEP_BACK, (mine, 4, held.version)))

    [now] = (await shelf.reads(reads.pools, [mine])).values()
    assert (now.safety, now.available, now.version) == (4, 6, held.version + 1)


async def test_a_channel_s_own_safety_stock_does_not_keep_goods_from_going_back(shelf):
    shop = await a_shop(shelf)
    [held] = (await shelf.reads(reads.pools, [shop])).values()
    await shelf.posts(Write(Rank.POOL, "1", pool_sql.KEEP_BACK, (shop, 2, held.version)))

    await shelf.posts(sets_aside(shelf, shop, -4, seen=held.version + 1))

    assert await stands(shelf.world, shelf.tea) == {"": (10, 0), "SHOP": (0, 0)}


async def test_owner_and_channel_are_found_by_code_or_by_id_or_not_at_all(shelf):
    shop = await channel(shelf.world, "SHOP")
    other = await channel(shelf.world, "FAIR")
    ids = {
        code: await shelf.world.owner.fetchval("SELECT id FROM channel WHERE code = $1", code)
        for code in (shop, other)
    }

    async def parties(*asked):
        return tuple(await shelf.world.owner.fetchrow(pool_sql.PARTIES, *asked))

    assert await parties(HOUSE_OWNER_ID, None, None, shop) == (HOUSE_OWNER_ID, ids[shop])
    assert await parties(HOUSE_OWNER_ID, None, ids[other], None) == (HOUSE_OWNER_ID, ids[other])
    assert await parties(new_id(), "nobody", new_id(), "nothing") == (None, None)


async def test_all_pools_of_items_are_read_in_the_order_of_their_ids(shelf):
    keys = await many(shelf)
    items = [key.item_id for key in keys]
    facts = {"location_id": shelf.world.location_id, "owner_id": HOUSE_OWNER_ID}

    found = await shelf.reads(reads.pools_of_items, items, **facts)

    assert [one.id for one in found] == sorted(key.pool_id for key in keys)
    elsewhere = facts | {"location_id": new_id()}
    assert await shelf.reads(reads.pools_of_items, items, **elsewhere) == []
    of_nobody = facts | {"owner_id": new_id()}
    assert await shelf.reads(reads.pools_of_items, items, **of_nobody) == []


async def test_whoever_waits_is_told_only_when_there_is_more_than_was_seen(shelf):
    new = await shelf.world.item("CAKE")
    other = await shelf.world.item("JAM")
    await shelf.world.stock(shelf.bin, other, 3)
    where = {"owner_id": HOUSE_OWNER_ID, "location_id": shelf.world.location_id}
    named = pool_id(HOUSE_OWNER_ID, new, shelf.world.location_id)

    for seen in (10, 11, PLENTY):
        await shelf.posts(*still_scarce([Seen(shelf.key().pool_id, shelf.tea, seen)], **where))
    await shelf.fails(*still_scarce([Seen(shelf.key().pool_id, shelf.tea, 9)], **where))
    for _ in range(2):
        await shelf.posts(*still_scarce([Seen(named, new, 0)], **where))

    row = await shelf.world.owner.fetchrow("SELECT * FROM stock_pool WHERE id = $1", named)
    assert (row["item_id"], row["supply"], row["segment"]) == (new, 0, "DEFAULT")


async def test_people_are_told_of_the_balances_and_sums_that_an_operation_touched(shelf):
    shop = await a_shop(shelf)
    there = shelf.key(bin_id=await shelf.world.bin("B"))
    await shelf.world.stock(shelf.bin, await shelf.world.item("CAKE"), 5)
    moved = await shelf.posts(moves=[Move(shelf.key(), there, 1)])
    promised = await shelf.posts(opens=[Open(Level.SOFT, shop, new_id(), 1)])
    saved = await shelf.world.owner.fetchval(
        "SELECT id FROM operation WHERE kind = 'SAVE_POOL' AND document_id = $1", shop
    )

    async def touched(*operations):
        return await touched_stock(shelf.world.owner, SimpleNamespace(operations=operations))

    of_all = shelf.key().pool_id
    assert await touched(moved) == {
        "Balance": {shelf.key().id, there.id}, "Stock": {of_all},
    }  # fmt: skip
    assert await touched(promised) == {"Balance": set(), "Stock": {of_all}}
    assert await touched(saved) == {"Balance": set(), "Stock": {of_all}}
    assert await touched(new_id()) == {"Balance": set(), "Stock": set()}


async def test_what_takes_an_operation_back_has_every_column_of_it(shelf):
    lot, line = new_id(), new_id()
    await shelf.world.owner.execute(
        "INSERT INTO lot (id, item_id, number) VALUES ($1, $2, 'L1')", lot, shelf.tea
    )
    dock = shelf.key("DOCK", await shelf.world.bin("D", "DOCK"), lot_id=lot)
    here = shelf.key(lot_id=lot)
    await shelf.posts(moves=[Move(shelf.outside(VirtualBin.SUPPLIER, lot_id=lot), dock, 9)])
    await shelf.posts(moves=[Move(dock, here, 3, line), Move(dock, here, 2)])
    operation = await shelf.posts(moves=[Move(here, dock, 1, line), Move(here, dock, 2)])

    back = await shelf.reads(reversal_of, operation)

    assert back.moves == (Move(dock, here, 1, line), Move(dock, here, 2))
    assert (back.opens, back.ends, back.is_built_upon, back.quantity) == ((), (), False, 3)
    nothing = await shelf.reads(reversal_of, new_id())
    assert (nothing.moves, nothing.opens, nothing.ends) == ((), (), ())


async def test_taking_back_ends_what_was_opened_and_opens_what_was_resolved(shelf):
    cart = shelf.key("CART", await shelf.world.bin("C", "CART"))
    hard = await shelf.reserves(Level.HARD, 3)
    await shelf.reserves(Level.HARD, 3)
    pick = Open(Level.PICK, hard.pool_id, hard.demand_id, 3, cart.id)
    picked = {
        "moves": [Move(shelf.key(), cart, 3)], "opens": [pick],
        "ends": [End(hard, Outcome.POSTED)],
    }  # fmt: skip
    operation = await shelf.posts(**picked)

    back = await shelf.reads(reversal_of, operation)

    [ended] = back.ends
    opened = Open(Level.HARD, hard.pool_id, hard.demand_id, 3, hard.key_id)
    assert back.opens == (opened,)
    assert (ended.reservation.level, ended.outcome) == (Level.PICK, Outcome.VOIDED)
    assert ended.reservation.quantity == 3
    assert not back.is_built_upon
    await shelf.posts(ends=[ended])
    for other in (
        Open(Level.PICK, hard.pool_id, new_id(), 3, cart.id),
        Open(Level.SOFT, hard.pool_id, hard.demand_id, 3),
        Open(Level.HARD, hard.pool_id, hard.demand_id, 3, cart.id),
        Open(Level.PICK, hard.pool_id, hard.demand_id, 2, cart.id),
        Open(Level.PICK, hard.pool_id, hard.demand_id, 3, shelf.key().id),
    ):
        await shelf.posts(opens=[other])
        assert (await shelf.reads(reversal_of, operation)).is_built_upon, other
        opened = await shelf.reads(reads.reservations_of, [other.demand_id])
        await shelf.posts(ends=[End(one, Outcome.VOIDED) for one in opened])
    await shelf.posts(opens=[pick])
    back = await shelf.reads(reversal_of, operation)
    [same] = await shelf.reads(reads.reservations_of, [hard.demand_id])
    assert not back.is_built_upon
    assert [end.reservation for end in back.ends] == [same]
