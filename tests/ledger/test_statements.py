"""Each statement is a wait for the database: how many there are is part of what a command costs.

A post is one statement whatever it writes, and commits by itself.
"""

from backend.kernel.ids import new_id
from backend.kernel.perform import Request
from backend.outbound.picking.confirm_pick import confirm_pick
from tests.counting import statements_of
from tests.flows.outbound_floor import a_pick
from tests.ledger.test_posting import asks, floor, shift

__all__ = ["floor"]


async def test_a_move_looks_once_and_posts_in_one_call(floor):
    world, *_ = floor

    told = await statements_of(world, shift, asks(floor))

    # What is there | operation, room, keys, balances, entries.
    assert told == {"looks": 1, "posts": 1}


async def test_a_move_that_is_sent_again_costs_one_look_more(floor):
    world, *_ = floor
    request = Request(new_id(), world.worker)
    await statements_of(world, shift, asks(floor), request=request)

    told = await statements_of(world, shift, asks(floor), request=request)

    # What is there, is it answered already | operation, which stands there.
    assert told == {"looks": 2, "posts": 1}


async def test_a_pick_looks_seven_times_and_posts_in_one_call(world):
    pick = await a_pick(world, 5, stock=12)
    await pick.picks(1)

    told = await statements_of(world, confirm_pick, pick.of(1))

    # Task, bin, item, tote, cart, reservation, next stop | operation, order line, task, keys,
    # balances, two of reservations, entries, event.
    assert told == {"looks": 7, "posts": 1}
