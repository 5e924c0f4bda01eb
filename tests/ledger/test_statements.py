"""Each statement is a wait for the database: how many there are is part of what a command costs.

Besides the statements that are counted here, what writes also begins and commits.
"""

from backend.kernel.ids import new_id
from backend.kernel.perform import Request
from backend.outbound.picking.confirm_pick import confirm_pick
from tests.counting import statements_of
from tests.flows.outbound_floor import a_pick
from tests.ledger.test_posting import asks, floor, shift

__all__ = ["floor"]


async def test_a_move_looks_twice_and_writes_five_times(floor):
    world, *_ = floor

    told = await statements_of(world, shift, asks(floor))

    # Is it answered already; what is there | operation, room, keys, balances, entries.
    assert told == {"reads": 2, "writes": 5}


async def test_a_move_that_is_sent_again_costs_one_look(floor):
    world, *_ = floor
    request = Request(new_id(), world.worker)
    await statements_of(world, shift, asks(floor), request=request)

    told = await statements_of(world, shift, asks(floor), request=request)

    assert told == {"reads": 1, "writes": 0}


async def test_a_pick_looks_eight_times_and_writes_nine_times(world):
    pick = await a_pick(world, 5, stock=12)
    await pick.picks(1)

    told = await statements_of(world, confirm_pick, pick.of(1))

    # Is it answered already; task, bin, item, tote, cart, reservation, next stop | operation,
    # order line, task, keys, balances, two of reservations, entries, event.
    assert told == {"reads": 8, "writes": 9}
