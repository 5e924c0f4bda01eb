"""Which operation builds on another: the newest that took its goods, its promises or its place."""

from dataclasses import replace

import pytest

from backend.kernel.ids import new_id
from backend.stock import reads
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.containers import register_container
from backend.stock.keys import Disposition, Place
from backend.stock.reversal import dependent_on, reversal_of
from tests.ledger.shelf import brought, shelf, taken
from tests.ledger.test_pool_bounds import a_shop, soft
from tests.owning import owner_called
from tests.world import World

__all__ = ["shelf"]

CLOCK = (
    "SELECT to_char(recorded_at AT TIME ZONE $2, 'YYYY-MM-DD HH24:MI') FROM operation WHERE id = $1"
)


async def named(shelf, operation):
    """Return the id of what builds upon it, or None."""
    found = await shelf.reads(dependent_on, operation)
    return found and found.id


async def opened_by(shelf, operation):
    row = await shelf.world.owner.fetchrow(
        "SELECT demand_id FROM stock_reservation WHERE opened_by = $1", operation
    )
    return (await shelf.reads(reads.reservations_of, [row["demand_id"]]))[0]


async def ended(shelf, operation):
    """Resolve what an operation reserved; return who did."""
    held = await opened_by(shelf, operation)
    return await shelf.posts(ends=[End(held, Outcome.VOIDED)])


async def test_nothing_builds_on_the_newest_nor_on_what_it_builds_on_itself(shelf):
    await shelf.posts(moves=brought(shelf.key()))
    await shelf.posts(opens=[soft(shelf, 1)])

    at = shelf.key()
    both = [soft(shelf, 1), Open(Level.HARD, at.pool_id, new_id(), 1, at.id)]
    newest = await shelf.posts(moves=[*brought(shelf.key()), *taken(shelf.key())], opens=both)

    assert await named(shelf, newest) is None


async def test_who_resolved_its_promise_builds_on_it_and_on_no_other(shelf):
    first = await shelf.posts(opens=[soft(shelf, 1)])
    second = await shelf.posts(opens=[soft(shelf, 1)])

    resolved = await ended(shelf, first)

    assert await named(shelf, first) == resolved
    assert await named(shelf, second) is None


async def test_who_takes_goods_builds_on_all_who_brought_them(shelf):
    first = await shelf.posts(moves=brought(shelf.key()))
    second = await shelf.posts(moves=brought(shelf.key(), 1))

    took = await shelf.posts(moves=taken(shelf.key()))

    assert await named(shelf, first) == await named(shelf, second) == took


async def test_who_took_or_kept_goods_before_needs_nothing_of_who_takes_more(shelf):
    at = shelf.key()
    took = await shelf.posts(moves=taken(shelf.key()))
    kept = await shelf.posts(opens=[Open(Level.HARD, at.pool_id, new_id(), 1, at.id)])

    await shelf.posts(moves=taken(shelf.key()))

    assert await named(shelf, took) is None
    assert await named(shelf, kept) is None


async def test_who_keeps_goods_where_they_stand_is_named_before_any_promise(shelf):
    at = shelf.key()
    came = await shelf.posts(moves=brought(shelf.key()))

    held = await shelf.posts(opens=[Open(Level.HARD, at.pool_id, new_id(), 1, at.id)])
    promise = await shelf.posts(opens=[soft(shelf, 1)])

    assert await named(shelf, came) == held
    await ended(shelf, held)
    assert await named(shelf, came) == promise


async def test_goods_go_back_only_into_a_box_that_stands_where_it_stood(shelf):
    boxes = [new_id(), new_id()]
    for box in boxes:
        await shelf.posts(
            register_container(
                box, code=f"B-{box}", kind="TOTE", location_id=shelf.world.location_id,
                bin_id=shelf.bin,
            )
        )  # fmt: skip
    boxed = shelf.key(container_id=boxes[0])
    await shelf.posts(moves=[Move(shelf.key(), boxed, 2)])
    out = await shelf.posts(moves=[Move(boxed, shelf.key(), 2)])
    assert not (await shelf.reads(reversal_of, out)).has_moved

    await shelf.world.owner.execute(
        "UPDATE container SET bin_id = $2 WHERE id = $1", boxes[0], await shelf.world.bin("B")
    )

    assert (await shelf.reads(reversal_of, out)).has_moved


async def test_what_came_before_goods_were_taken_or_to_another_place_or_item_is_free(shelf):
    other = shelf.key(bin_id=await shelf.world.bin("B"))
    cake = shelf.key(item=await shelf.world.item("CAKE"))
    await shelf.posts(moves=brought(other))
    before = await shelf.posts(moves=taken(shelf.key()))
    came = await shelf.posts(moves=brought(shelf.key()))

    await shelf.posts(moves=taken(other))
    await shelf.posts(moves=brought(cake))
    await shelf.posts(moves=taken(cake))
    await shelf.posts(moves=brought(shelf.key()))

    assert await named(shelf, came) is None
    assert await named(shelf, before) is None


async def test_a_later_promise_builds_on_all_that_filled_its_pool(shelf):
    first = await shelf.posts(moves=brought(shelf.key()))
    promise = await shelf.posts(opens=[soft(shelf, 1)])
    late = await shelf.posts(moves=brought(shelf.key()))

    assert await named(shelf, first) == promise
    assert await named(shelf, late) is None


async def test_a_promise_to_a_channel_builds_on_it_too(shelf):
    shop = await a_shop(shelf)
    came = await shelf.posts(moves=brought(shelf.key()))

    promise = await shelf.posts(opens=[Open(Level.SOFT, shop, new_id(), 1)])

    assert await named(shelf, came) == promise


async def test_a_promise_that_is_kept_or_void_needs_nothing_more(shelf):
    came = await shelf.posts(moves=brought(shelf.key()))
    promise = await shelf.posts(opens=[soft(shelf, 1)])

    await ended(shelf, promise)

    assert await named(shelf, came) is None


@pytest.mark.parametrize("differs", ["item", "owner", "location", "disposition"])
async def test_a_promise_of_other_goods_builds_on_what_brought_those_alone(shelf, differs):
    world, mine = shelf.world, shelf.key()
    if differs == "item":
        other = shelf.key(item=await world.item("CAKE"))
    elif differs == "owner":
        other = replace(mine, owner_id=await owner_called(world, "ACME"))
    elif differs == "location":
        there = await World.build(world.database, world.owner)
        other = replace(mine, place=Place(await there.bin("A"), there.location_id, "PICK_FACE"))
    else:
        other = replace(mine, disposition=Disposition.DAMAGED)
    came = await shelf.posts(moves=brought(other))

    await shelf.posts(opens=[soft(shelf, 1)])

    assert await named(shelf, came) is None


async def test_what_was_taken_back_builds_on_nothing(shelf):
    came = await shelf.posts(moves=brought(shelf.key()))
    older = await shelf.posts(moves=taken(shelf.key()))
    took = await shelf.posts(moves=taken(shelf.key()))
    assert await named(shelf, came) == took

    await shelf.posts(moves=brought(shelf.key(), 1), reverses=took)
    assert await named(shelf, came) == older
    await shelf.posts(moves=taken(shelf.key(), 1), reverses=older)

    assert await named(shelf, came) is None


async def test_who_took_goods_is_named_before_whoever_was_promised_some_later(shelf):
    came = await shelf.posts(moves=brought(shelf.key()))
    took = await shelf.posts(moves=taken(shelf.key()))
    await shelf.posts(opens=[soft(shelf, 1)])
    assert await named(shelf, came) == took

    held = await shelf.posts(opens=[soft(shelf, 1)], moves=brought(shelf.key()))
    resolved = await ended(shelf, held)
    await shelf.posts(opens=[soft(shelf, 1)])

    assert await named(shelf, held) == resolved


async def test_the_newest_is_told_by_the_clock_of_its_place(shelf):
    world = shelf.world
    await world.owner.execute(
        "UPDATE location SET time_zone = 'Asia/Tokyo' WHERE id = $1", world.location_id
    )
    came = await shelf.posts(moves=brought(shelf.key()))
    nowhere = await shelf.posts(moves=taken(shelf.key()))
    told = await shelf.reads(dependent_on, came)
    assert (told.id, told.kind, told.actor) == (nowhere, "MOVE", None)
    assert told.local == await world.owner.fetchval(CLOCK, nowhere, "UTC")

    here = await shelf.posts(moves=taken(shelf.key()), location_id=world.location_id)

    told = await shelf.reads(dependent_on, came)
    assert told.id == here
    assert told.local == await world.owner.fetchval(CLOCK, here, "Asia/Tokyo")
