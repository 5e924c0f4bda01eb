"""Plans that wait for one another leave together, and none suffers from its neighbors."""

import asyncio

import asyncpg
import pytest
from prometheus_client import REGISTRY

from backend.kernel import batches
from backend.kernel.ids import new_id
from backend.kernel.perform import TRIES_MAX
from backend.kernel.refusals import Busy, InvalidInput
from tests.ledger.gated import Gated, until
from tests.ledger.test_lock_order import DEADLOCKS
from tests.ledger.test_one_call import VERSION, Bump, bump
from tests.ledger.test_posting import asks, floor, shift

__all__ = ["floor"]

COUNTED = "stockwright_batch_plans_sum"
PLACES = "SELECT xid::text::bigint FROM operation WHERE id = ANY ($1)"
STEPS = """
SELECT operation.id, change.version
  FROM stock_balance_change change JOIN operation ON operation.id = change.operation_id
 WHERE operation.id = ANY ($1) AND change.on_hand < 0
 ORDER BY operation.xid, operation.id
"""


@pytest.fixture
async def gated(floor):
    """A gate, for connections that have been taught what a shift is."""
    world, *_ = floor
    await asyncio.gather(*(world.do(shift, asks(floor, 1)) for _ in range(20)))
    return Gated(world.database)


async def outcomes(gated, tasks):
    gated.gate.set()
    return await asyncio.gather(*tasks, return_exceptions=True)


def quantities(done):
    return [each.answer.quantity for each in done]


async def test_who_finds_nothing_under_way_waits_for_nobody(floor, gated):
    world, *_ = floor

    tasks = await gated.crowd(world, shift, asks(floor, 1))

    await until(lambda: gated.sent == [1])
    assert quantities(await outcomes(gated, tasks)) == [1]


async def test_those_who_wait_share_a_commit(floor, gated, owner):
    world, here, there, tea = floor
    ids = [new_id() for _ in range(6)]
    counted = REGISTRY.get_sample_value(COUNTED)

    tasks = await gated.crowd(world, shift, *(asks(floor, n) for n in range(1, 7)), ids=ids)
    done = await outcomes(gated, tasks)

    assert gated.sent == [1, 5]
    assert quantities(done) == [1, 2, 3, 4, 5, 6]
    assert len({row["xid"] for row in await owner.fetch(PLACES, ids)}) == 2
    assert await world.on_hand(there, tea) == 20 + 21
    assert REGISTRY.get_sample_value(COUNTED) - counted == 6
    await world.prove()


async def test_the_log_tells_them_in_the_order_in_which_they_took_effect(floor, gated, owner):
    world, *_ = floor
    ids = sorted((new_id() for _ in range(7)), reverse=True)

    await outcomes(gated, await gated.crowd(world, shift, *[asks(floor, 1)] * 7, ids=ids))

    told = await owner.fetch(STEPS, ids)
    assert [row["id"] for row in told] == [ids[0], *sorted(ids[1:])]
    assert [row["version"] for row in told] == sorted(row["version"] for row in told)


async def test_a_batch_has_a_limit(floor, gated, monkeypatch):
    world, *_ = floor
    monkeypatch.setattr(batches, "PLANS_MAX", 3)

    await outcomes(gated, await gated.crowd(world, shift, *[asks(floor, 1)] * 8))

    assert gated.sent == [1, 3, 3, 1]


async def test_plans_of_another_text_neither_wait_nor_are_taken_along(floor, gated):
    world, here, *_ = floor

    moved = await gated.crowd(world, shift, asks(floor, 1))
    others = await gated.crowd(world, bump, Bump(here, 0))

    await until(lambda: gated.sent == [1, 1])
    assert quantities(await outcomes(gated, [*moved, *others])) == [1, 0]


async def test_a_guard_that_fails_touches_no_neighbor(floor, gated):
    world, here, there, tea = floor

    # Eighty are there; each of these saw them, and two of them want fifty.
    tasks = await gated.crowd(world, shift, *(asks(floor, n) for n in (1, 50, 2, 50, 3)))
    done = await outcomes(gated, tasks)

    assert gated.sent[:2] == [1, 4]
    refused = [each for each in done if isinstance(each, InvalidInput)]
    assert len(refused) == 1
    assert quantities(each for each in done if each not in refused) in (
        [1, 50, 2, 3],
        [1, 2, 50, 3],
    )
    assert await world.on_hand(there, tea) == 20 + 56
    await world.prove()


async def test_a_plan_that_never_goes_through_is_busy_alone(floor, gated, owner):
    world, here, *_ = floor
    await world.do(bump, Bump(here, 1))
    before = await owner.fetchval(VERSION, here)
    wanted = [Bump(here, 1), Bump(here, 1), Bump(here, 1, holds=False), Bump(here, 1)]

    done = await outcomes(gated, await gated.crowd(world, bump, *wanted))

    assert [type(each) for each in done if isinstance(each, Exception)] == [Busy]
    assert isinstance(done[2], Busy)
    assert await owner.fetchval(VERSION, here) == before + 3 * 2


async def test_a_mistake_touches_no_neighbor(floor, gated, owner):
    world, here, *_ = floor
    await world.do(bump, Bump(here, 1))
    before = await owner.fetchval(VERSION, here)
    nowhere = Bump(new_id(), 1)

    tasks = await gated.crowd(world, bump, *[Bump(here, 1)] * 3, nowhere, Bump(here, 1))
    done = await outcomes(gated, tasks)

    assert isinstance(done.pop(3), asyncpg.ForeignKeyViolationError)
    assert quantities(done) == [1, 1, 1, 1]
    assert await owner.fetchval(VERSION, here) == before + 4 * 2


async def test_a_plan_that_fails_alone_is_decided_anew_at_once(floor, gated):
    world, here, *_ = floor

    done = await outcomes(gated, await gated.crowd(world, bump, Bump(here, 1, holds=False)))

    assert isinstance(done[0], Busy)
    assert len(gated.sent) == TRIES_MAX


async def test_an_operation_that_is_sent_twice_into_one_batch_counts_once(floor, gated):
    world, here, there, tea = floor
    first, twice = new_id(), new_id()

    tasks = await gated.crowd(world, shift, *[asks(floor, 5)] * 3, ids=[first, twice, twice])
    done = await outcomes(gated, tasks)

    assert gated.sent[:2] == [1, 2]
    assert sorted(each.replayed for each in done) == [False, False, True]
    assert await world.on_hand(there, tea) == 20 + 10


async def test_a_batch_gives_up_where_others_hold_a_lock_and_its_plans_wait_alone(
    floor, gated, owner
):
    world, here, there, tea = floor
    before = await owner.fetchval(DEADLOCKS)
    tasks = await gated.crowd(world, shift, *(asks(floor, n) for n in (1, 2, 3)))

    async with owner.transaction():
        await owner.execute("SELECT FROM stock_balance FOR UPDATE")
        gated.gate.set()
        await until(lambda: len(gated.sent) == 5)  # one, two, and each of them alone
        assert not any(task.done() for task in tasks)
    done = await asyncio.gather(*tasks)

    assert sorted(gated.sent) == [1, 1, 1, 1, 2]
    assert quantities(done) == [1, 2, 3]
    assert await owner.fetchval(DEADLOCKS) == before


@pytest.mark.parametrize("gone", [0, 1, 3, 4])
async def test_who_goes_away_keeps_nobody(floor, gated, owner, gone):
    """The one who posts, who would post next, one who waits in the middle, the last."""
    world, here, there, tea = floor
    ids = [new_id() for _ in range(5)]
    tasks = await gated.crowd(world, shift, *[asks(floor, 1)] * 5, ids=ids)

    tasks[gone].cancel()
    done = await outcomes(gated, tasks)

    assert isinstance(done.pop(gone), asyncio.CancelledError)
    assert quantities(done) == [1, 1, 1, 1]
    effects = await owner.fetch(PLACES, ids)
    assert len(effects) in {4, 5}
    assert await world.on_hand(there, tea) == 20 + len(effects)


async def test_who_goes_away_when_it_is_to_post_passes_the_turn_on(floor, gated):
    world, *_ = floor
    tasks = await gated.crowd(world, shift, *[asks(floor, 1)] * 4)

    gated.batches.goes = [tasks[1].cancel]  # in the breath in which it is told to lead
    done = await outcomes(gated, tasks)

    assert isinstance(done.pop(1), asyncio.CancelledError)
    assert quantities(done) == [1, 1, 1]
    assert gated.sent == [1, 2]


async def test_who_goes_away_when_it_is_answered_passes_nothing_on(floor, gated):
    world, here, there, tea = floor
    tasks = await gated.crowd(world, shift, *[asks(floor, 1)] * 4)

    gated.batches.goes = [lambda: None, tasks[2].cancel]  # when the batch is back
    done = await outcomes(gated, tasks)

    assert isinstance(done.pop(2), asyncio.CancelledError)
    assert quantities(done) == [1, 1, 1]
    assert gated.sent == [1, 3]
    assert await world.on_hand(there, tea) == 24


async def test_a_connection_that_is_lost_loses_no_plan_and_doubles_none(floor, gated, owner):
    world, here, there, tea = floor
    tasks = await gated.crowd(world, shift, *[asks(floor, 1)] * 6)

    await owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'stockwright'"
    )
    done = await outcomes(gated, tasks)

    assert quantities(done) == [1] * 6
    assert await world.on_hand(there, tea) == 26
    await world.prove()
