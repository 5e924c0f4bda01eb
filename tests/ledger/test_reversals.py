"""When an operation can be taken back: its goods still stand free, and the pool can spare them."""

from dataclasses import replace

import pytest

from backend.kernel.ids import new_id
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.keys import Place
from backend.stock.reversal import reversal_of
from tests.ledger.shelf import brought, shelf, taken
from tests.ledger.test_dependents import opened_by
from tests.ledger.test_pool_bounds import a_shop, soft
from tests.world import World

__all__ = ["shelf"]


async def back(shelf, operation):
    return await shelf.reads(reversal_of, operation)


async def is_free(shelf, operation):
    """Tell whether it can be taken back; if so, do it."""
    found = await back(shelf, operation)
    if found.is_built_upon:
        return False
    await shelf.posts(moves=found.moves, opens=found.opens, ends=found.ends)
    return True


def kept(key, units):
    return Open(Level.HARD, key.pool_id, new_id(), units, key.id)


async def test_what_neither_moved_goods_nor_promised_any_has_nothing_to_take_back(shelf):
    nothing = await back(shelf, await shelf.posts())
    moved = await back(shelf, await shelf.posts(moves=brought(shelf.key(), 4)))
    opened = await shelf.posts(opens=[soft(shelf, 1)])
    promised = await back(shelf, opened)
    held = await opened_by(shelf, opened)
    ended = await back(shelf, await shelf.posts(ends=[End(held, Outcome.VOIDED)]))

    assert nothing.is_empty
    assert [one.is_empty for one in (moved, promised, ended)] == [False, False, False]
    assert (nothing.quantity, moved.quantity, promised.quantity) == (0, 4, 0)


async def test_goods_that_cross_the_walls_of_the_house_are_at_stake(shelf):
    there = shelf.key(bin_id=await shelf.world.bin("B"))
    came = await back(shelf, await shelf.posts(moves=brought(shelf.key(), 4)))
    left = await back(shelf, await shelf.posts(moves=taken(shelf.key(), 2)))
    moved = await back(shelf, await shelf.posts(moves=[Move(shelf.key(), there, 1)]))

    assert (came.at_stake, left.at_stake, moved.at_stake) == (
        ((shelf.tea, 4),), ((shelf.tea, 2),), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("units", "promised", "can"), [(3, 10, True), (3, 11, False), (1, 10, True), (1, 11, False)]
)
async def test_goods_go_back_while_the_pool_can_spare_them(shelf, units, promised, can):
    came = await shelf.posts(moves=brought(shelf.key(), units))
    await shelf.posts(opens=[soft(shelf, promised)])

    assert await is_free(shelf, came) is can


@pytest.mark.parametrize(("taken_since", "can"), [(10, True), (11, False)])
async def test_goods_go_back_while_they_stand_there(shelf, taken_since, can):
    came = await shelf.posts(moves=brought(shelf.key(), 3))
    await shelf.posts(moves=taken(shelf.key(), taken_since))

    assert await is_free(shelf, came) is can


@pytest.mark.parametrize(("units", "can"), [(10, True), (11, False)])
async def test_goods_go_back_while_nobody_keeps_them_there(shelf, units, can):
    there = shelf.key(bin_id=await shelf.world.bin("B"))
    await shelf.posts(moves=brought(there, 10))
    came = await shelf.posts(moves=[Move(shelf.key(), there, 3)])
    await shelf.posts(opens=[kept(there, units)])

    assert await is_free(shelf, came) is can


async def test_goods_that_only_changed_their_place_are_promised_as_before(shelf):
    there = shelf.key(bin_id=await shelf.world.bin("B"))
    moved = await shelf.posts(moves=[Move(shelf.key(), there, 3)])
    await shelf.posts(opens=[soft(shelf, 10)])

    assert await is_free(shelf, moved)


@pytest.mark.parametrize(("promised", "can"), [(4, True), (5, False)])
async def test_goods_come_back_from_another_place_while_that_can_spare_them(shelf, promised, can):
    world = shelf.world
    there = await World.build(world.database, world.owner)
    away = replace(shelf.key(), place=Place(await there.bin("A"), there.location_id, "PICK_FACE"))
    await shelf.posts(moves=brought(away, 4))
    moved = await shelf.posts(moves=[Move(shelf.key(), away, 3)])
    await shelf.posts(opens=[soft(shelf, promised, away), soft(shelf, 7)])

    assert await is_free(shelf, moved) is can


async def test_goods_that_were_lost_come_back_whoever_is_promised_what_is_left(shelf):
    lost = await shelf.posts(moves=taken(shelf.key(), 3))
    await shelf.posts(opens=[soft(shelf, 7)])

    assert await is_free(shelf, lost)
    assert (await shelf.pool())[:2] == (10, 7)


async def test_what_it_kept_of_its_own_goods_ends_with_it(shelf):
    there = shelf.key(bin_id=await shelf.world.bin("B"))
    moved = await shelf.posts(moves=[Move(shelf.key(), there, 3)], opens=[kept(there, 2)])
    came = await shelf.posts(moves=brought(shelf.key(), 3), opens=[soft(shelf, 3)])
    await shelf.posts(opens=[soft(shelf, 8)])

    assert await is_free(shelf, came)
    assert await is_free(shelf, moved)


async def test_what_it_no_longer_keeps_does_not_stand_for_goods_that_have_gone(shelf):
    there = shelf.key(bin_id=await shelf.world.bin("B"))
    await shelf.posts(moves=brought(there, 3))
    opened = await shelf.posts(opens=[kept(there, 3)])
    held = await opened_by(shelf, opened)
    moved = await shelf.posts(moves=[Move(shelf.key(), there, 3)], ends=[End(held, Outcome.VOIDED)])
    await shelf.posts(moves=taken(there, 6))

    assert not await is_free(shelf, moved)


@pytest.mark.parametrize(("since", "can"), [(6, True), (7, False)])
async def test_a_promise_that_it_ended_is_given_again_while_the_pool_can(shelf, since, can):
    opened = await shelf.posts(opens=[soft(shelf, 4)])
    ended = await shelf.posts(ends=[End(await opened_by(shelf, opened), Outcome.VOIDED)])
    await shelf.posts(opens=[soft(shelf, since)])

    assert await is_free(shelf, ended) is can


@pytest.mark.parametrize("differs", ["nothing", "demand", "level", "quantity", "key", "pool"])
async def test_only_a_promise_equal_in_everything_stands_in_for_one_that_was_ended(shelf, differs):
    there = shelf.key(bin_id=await shelf.world.bin("B"))
    await shelf.posts(moves=brought(there, 3))
    mine = Open(Level.HARD, there.pool_id, new_id(), 2, there.id)
    operation = await shelf.posts(opens=[mine])
    assert [end.outcome for end in (await back(shelf, operation)).ends] == [Outcome.VOIDED]
    other = replace(
        mine,
        **{
            "nothing": {},
            "demand": {"demand_id": new_id()},
            "level": {"level": Level.PICK},
            "quantity": {"quantity": 1},
            "key": {"key_id": shelf.key().id},
            "pool": {"pool_id": await a_shop(shelf)},
        }[differs],
    )

    await shelf.posts(ends=[End(await opened_by(shelf, operation), Outcome.VOIDED)], opens=[other])

    assert (await back(shelf, operation)).is_built_upon is (differs != "nothing")
