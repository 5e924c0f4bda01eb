"""What is free to allocate, in which order, and how much of it is fresh enough to promise."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from backend.kernel.ids import new_id
from backend.master.items import HOUSE_OWNER_ID
from backend.stock.changes import Level, Open
from backend.stock.free import free_stock, fresh_units
from backend.stock.keys import Disposition, Place
from tests.ledger.shelf import brought, shelf
from tests.owning import owner_called
from tests.world import World

__all__ = ["shelf"]

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()


async def free(shelf, *items, at=NOW, **where):
    """Return what is free of tea, or of other items, at the shelf's location, key by key."""
    where = {"location_id": shelf.world.location_id, "owner_id": HOUSE_OWNER_ID} | where
    found = await shelf.reads(free_stock, items or [shelf.tea], at=at, **where)
    return [balance for item in items or [shelf.tea] for balance in found.get(item, [])]


async def fresh(shelf, item, days=0, *, at=NOW):
    """Return how many units of an item have so many days left."""
    told = await shelf.reads(
        fresh_units, [item],
        location_id=shelf.world.location_id, owner_id=HOUSE_OWNER_ID, at=at, days=days,
    )  # fmt: skip
    return told[item]


async def lot(shelf, item, expires_on=None, *, came=0):
    """Take in a lot that arrived so many days after the first."""
    return await shelf.world.owner.fetchval(
        "INSERT INTO lot (id, item_id, number, expires_on, received_at)"
        " VALUES (gen_random_uuid(), $1, gen_random_uuid()::text, $2, $3) RETURNING id",
        item, expires_on, NOW + timedelta(days=came),
    )  # fmt: skip


async def kept(shelf, key, units):
    held = Open(Level.HARD, key.pool_id, new_id(), units, key.id)
    await shelf.posts(opens=[held])


async def elsewhere(shelf, kind, **columns):
    """Return the key of tea in a bin of another kind, or in another state."""
    bin_id = await shelf.world.bin(f"X-{kind}-{len(columns)}", kind, **columns)
    return shelf.key(kind, bin_id)


async def test_one_unit_that_nobody_keeps_is_free_and_none_is_not(shelf):
    await kept(shelf, shelf.key(), 9)
    [tea] = await free(shelf)
    assert (tea.key_id, tea.on_hand, tea.reserved, tea.free) == (shelf.key().id, 10, 9, 1)

    await kept(shelf, shelf.key(), 1)

    assert await free(shelf) == []


@pytest.mark.parametrize("kind", ["PICK_FACE", "RESERVE"])
@pytest.mark.parametrize("block", ["NONE", "INBOUND"])
async def test_bins_from_which_goods_may_be_taken_give_theirs(shelf, kind, block):
    key = await elsewhere(shelf, kind, block=block)
    await shelf.posts(moves=brought(key))

    assert [one.key_id for one in await free(shelf)][-1] == key.id


@pytest.mark.parametrize(
    ("kind", "block"),
    [("CART", "NONE"), ("PACK", "NONE"), ("DOCK", "NONE"), ("RESERVE", "OUTBOUND"),
     ("PICK_FACE", "BOTH")],
)  # fmt: skip
async def test_goods_that_lie_elsewhere_or_are_blocked_are_not_free(shelf, kind, block):
    key = await elsewhere(shelf, kind, block=block)
    await shelf.posts(moves=brought(key))

    assert [one.key_id for one in await free(shelf)] == [shelf.key().id]


async def test_others_goods_damaged_ones_and_those_of_another_place_are_not_free(shelf):
    world, mine = shelf.world, shelf.key()
    there = await World.build(world.database, world.owner)
    acme, cake = await owner_called(world, "ACME"), await world.item("CAKE")
    others = [
        replace(mine, owner_id=acme),
        replace(mine, disposition=Disposition.DAMAGED),
        replace(mine, place=Place(await there.bin("A"), there.location_id, "PICK_FACE")),
        shelf.key(item=cake),
    ]
    for key in others:
        await shelf.posts(moves=brought(key))

    assert [one.key_id for one in await free(shelf)] == [mine.id]
    assert [one.key_id for one in await free(shelf, owner_id=acme)] == [others[0].id]
    assert [one.key_id for one in await free(shelf, location_id=there.location_id)] == [
        others[2].id
    ]
    assert {one.key_id for one in await free(shelf, shelf.tea, cake)} == {mine.id, others[3].id}
    assert await fresh(shelf, shelf.tea) == 10


async def test_what_runs_out_first_goes_first_then_what_came_first_then_pick_faces_on_the_way(
    shelf,
):
    milk = await shelf.world.item("MILK", tracking="LOT")
    face, later = await shelf.world.bin("F"), await shelf.world.bin("G")
    reserve = await shelf.world.bin("B", "RESERVE", pick_sequence=0)
    soon = await lot(shelf, milk, TODAY + timedelta(days=1), came=9)
    late = await lot(shelf, milk, TODAY + timedelta(days=2))
    first, second = await lot(shelf, milk), await lot(shelf, milk, came=1)
    keys = [
        shelf.key(bin_id=later, item=milk, lot_id=soon),
        shelf.key(bin_id=face, item=milk, lot_id=late),
        shelf.key(bin_id=face, item=milk, lot_id=first),
        shelf.key(bin_id=later, item=milk, lot_id=first),
        shelf.key("RESERVE", reserve, item=milk, lot_id=first),
        shelf.key(bin_id=face, item=milk, lot_id=second),
    ]
    for key in reversed(keys):
        await shelf.posts(moves=brought(key))

    assert [one.key_id for one in await free(shelf, milk)] == [key.id for key in keys]


async def test_days_are_those_of_the_place(shelf):
    world = shelf.world
    milk = await world.item("MILK", tracking="LOT", needs_expiry=True)
    key = shelf.key(item=milk, lot_id=await lot(shelf, milk, date(2026, 11, 22)))
    await shelf.posts(moves=brought(key))
    [here] = await free(shelf, milk)
    assert here.days_left == 1
    assert [here.is_good_for(days) for days in (0, 1, 2)] == [True, True, False]

    await world.owner.execute(
        "UPDATE location SET time_zone = 'Pacific/Auckland' WHERE id = $1", world.location_id
    )

    assert [one.days_left for one in await free(shelf, milk)] == [0]
    assert [await fresh(shelf, milk, days) for days in (0, 1)] == [3, 0]


async def test_goods_without_the_date_that_they_need_are_past_it_and_others_are_good_for_ever(
    shelf,
):
    milk = await shelf.world.item("MILK", tracking="LOT")
    soap = await shelf.world.item("SOAP", tracking="LOT")
    for item in (milk, soap):
        await shelf.posts(moves=brought(shelf.key(item=item, lot_id=await lot(shelf, item))))
    await shelf.world.owner.execute("UPDATE item SET needs_expiry = true WHERE id = $1", milk)

    [undated], [durable] = await free(shelf, milk), await free(shelf, soap)

    assert (undated.days_left, undated.is_good_for(0)) == (-1, False)
    assert (durable.days_left, durable.is_good_for(999)) == (None, True)
    assert [await fresh(shelf, item, 0) for item in (milk, soap, shelf.tea)] == [0, 3, 10]


async def test_fresh_units_are_those_that_nobody_keeps_wherever_they_may_be_promised(shelf):
    milk = await shelf.world.item("MILK", tracking="LOT", needs_expiry=True)
    old = shelf.key(item=milk, lot_id=await lot(shelf, milk, TODAY + timedelta(days=1)))
    good = replace(old, lot_id=await lot(shelf, milk, TODAY + timedelta(days=2)))
    cart = await elsewhere(shelf, "CART")
    dock = await elsewhere(shelf, "DOCK")
    for key in (old, good):
        await shelf.posts(moves=brought(key))
    for key in (cart, dock):
        await shelf.posts(moves=brought(key))
    await kept(shelf, good, 1)

    assert [await fresh(shelf, milk, days) for days in (1, 2, 3)] == [5, 2, 0]
    assert await fresh(shelf, shelf.tea) == 13
    assert await fresh(shelf, await shelf.world.item("NONE")) == 0
