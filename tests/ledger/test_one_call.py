"""A plan is posted in one call: whole or not at all, once, whatever goes wrong around it."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest

from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.one_call import CALLS_MAX
from backend.kernel.perform import Request, perform
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import Busy, InvalidInput
from backend.kernel.work import Work
from tests.counting import Counted, statements_of
from tests.ledger.test_posting import HISTORY, Shift, Shifted, asks, floor, shift
from tests.world import counts

__all__ = ["floor"]

BUMP = """
INSERT INTO bin_space AS held (bin_id, version) VALUES ($1, 1)
    ON CONFLICT (bin_id) DO UPDATE SET version = held.version + 1
RETURNING bin_id
"""
PLACE = "SELECT xid::text::bigint FROM operation WHERE id = $1"
VERSION = "SELECT version FROM bin_space WHERE bin_id = $1"
GUARD = "UPDATE bin_space SET version = version + 1 WHERE bin_id = $1 AND version = $2 RETURNING 1"


@dataclass(frozen=True, slots=True)
class Bump:
    bin_id: UUID
    times: int
    holds: bool = True


@command
async def bump(work: Work, asked: Bump) -> Plan[Shifted]:
    """Write many times; the last write's guard can be made to fail for ever."""
    writes = [Write(Rank.DOCUMENT, f"{n:05}", BUMP, (asked.bin_id,)) for n in range(asked.times)]
    last = Write(Rank.RECORD, "last", BUMP, (asked.bin_id,), rows=1 if asked.holds else 2)
    return Plan(answer=Shifted(asked.times), writes=(*writes, last), kind="MOVE")


@pytest.mark.parametrize("times", [0, 3, CALLS_MAX - 2, CALLS_MAX - 1, 3 * CALLS_MAX + 1])
async def test_a_plan_of_any_length_takes_effect_whole(floor, owner, times):
    world, here, *_ = floor
    before = await owner.fetchval(VERSION, here) or 0

    done = await world.do(bump, Bump(here, times))

    assert await owner.fetchval(VERSION, here) == before + times + 1
    assert await owner.fetchval(PLACE, done.cursor.operation_id) == done.cursor.xid


@pytest.mark.parametrize("times", [3, 3 * CALLS_MAX + 1])
async def test_a_plan_whose_last_guard_fails_leaves_nothing(floor, owner, times):
    world, here, *_ = floor
    seen = (await counts(owner, *HISTORY), await owner.fetchval(VERSION, here))

    with pytest.raises(Busy):
        await world.do(bump, Bump(here, times, holds=False))

    assert (await counts(owner, *HISTORY), await owner.fetchval(VERSION, here)) == seen


async def test_a_world_that_moved_is_looked_at_again(floor, owner):
    world, here, *_ = floor
    await world.do(bump, Bump(here, 0))
    seen = []

    @command
    async def overtaken(work: Work, asked: Bump) -> Plan[Shifted]:
        seen.append(await work.reader.value(VERSION, asked.bin_id))
        if len(seen) == 1:
            await world.do(bump, Bump(here, 0))  # somebody is faster
        writes = (Write(Rank.DOCUMENT, "", GUARD, (asked.bin_id, seen[-1])),)
        return Plan(answer=Shifted(seen[-1]), writes=writes, kind="MOVE")

    done = await world.do(overtaken, Bump(here, 0))

    assert seen == [seen[0], seen[0] + 1]
    assert done.answer == Shifted(seen[1])
    assert await owner.fetchval(VERSION, here) == seen[1] + 1


async def test_a_second_sender_who_sees_the_effect_of_the_first_gets_its_answer(floor):
    world, here, there, tea = floor
    operation_id = new_id()

    @command
    async def take_all(work: Work, asked: Shift) -> Plan[Shifted]:
        if not is_first:
            return await shift.run(work, asked)
        is_first.pop()
        await world.do(take_all, asked, operation_id=operation_id)
        return await shift.run(work, asked)  # and is refused: nothing is left

    is_first = [True]
    done = await world.do(take_all, asks(floor, 100), operation_id=operation_id)

    assert (done.replayed, done.answer) == (True, Shifted(100))
    assert (await world.on_hand(here, tea), await world.on_hand(there, tea)) == (0, 100)


class Cut(Counted):
    """A database that commits what is posted, and whose first answer is lost on the way."""

    def __init__(self, database):
        super().__init__(database)
        self.cuts = 1

    @asynccontextmanager
    async def session(self):
        async with super().session() as session:
            yield session
            await asyncio.sleep(0)  # the statement is written down a moment later
            if self.cuts and any("SELECT pg_temp." in text for text in self.sent):
                self.cuts -= 1
                raise asyncpg.ConnectionDoesNotExistError


async def test_an_answer_that_is_lost_after_the_commit_is_given_again(floor):
    world, here, there, tea = floor
    request = Request(new_id(), world.worker)

    done = await perform(Cut(world.database), shift, asks(floor, 100), request)

    assert (done.replayed, done.answer) == (True, Shifted(100))
    assert (await world.on_hand(here, tea), await world.on_hand(there, tea)) == (0, 100)
    await world.prove()


async def test_connections_that_are_lost_are_taught_anew(floor, owner):
    world, here, there, tea = floor
    await world.do(shift, asks(floor, 1))

    await owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'stockwright'"
    )
    await asyncio.gather(*(world.do(shift, asks(floor, 1)) for _ in range(20)))

    assert await world.on_hand(there, tea) == 21


async def test_a_connection_is_taught_once(floor):
    world, *_ = floor
    counted = Counted(world.database)
    await perform(counted, shift, asks(floor, 1), Request(new_id(), world.worker))
    counted.sent.clear()

    await perform(counted, shift, asks(floor, 1), Request(new_id(), world.worker))

    assert not [text for text in counted.sent if "CREATE OR REPLACE FUNCTION" in text]


async def test_another_connection_with_the_number_of_a_lost_one_is_noticed(floor):
    world, here, there, tea = floor
    await world.do(shift, asks(floor, 1))
    async with world.database.session() as session:  # the one that was last used comes first
        names = "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = $1"
        temporary = await session.fetchval("SELECT pg_my_temp_schema()")
        for (name,) in await session.fetch(names, temporary):
            await session.execute(f"DROP FUNCTION {name}")

    await world.do(shift, asks(floor, 1))

    assert await world.on_hand(there, tea) == 2


async def test_what_a_connection_is_taught_gives_it_no_right(floor, database):
    @command
    async def rewrite(work: Work, asked: Bump) -> Plan[Shifted]:
        history = "UPDATE operation SET kind = 'MOVE' WHERE id = $1 RETURNING id"
        writes = (Write(Rank.RECORD, "", history, (work.operation_id,)),)
        return Plan(answer=Shifted(1), writes=writes, kind="MOVE")

    world, here, *_ = floor

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await world.do(rewrite, Bump(here, 0))


async def test_a_refusal_costs_no_write(floor):
    world, *_ = floor
    counted = Counted(world.database)

    with pytest.raises(InvalidInput):
        await perform(counted, shift, asks(floor, 101), Request(new_id(), world.worker))

    assert not [text for text in counted.sent if "pg_temp." in text]
    assert len(counted.sent) == 2  # what is there; is it answered already


async def test_a_long_plan_takes_a_call_for_every_forty_statements(floor):
    world, here, *_ = floor
    await statements_of(world, bump, Bump(here, 2 * CALLS_MAX))

    told = await statements_of(world, bump, Bump(here, 2 * CALLS_MAX))

    assert told == {"looks": 2, "posts": 3}  # the looks are BEGIN and COMMIT
