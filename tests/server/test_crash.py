"""The database is killed under load: what was acknowledged is there, once, and the rest is not."""

import asyncio
import os
import signal

import asyncpg
import pytest

from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.outages import DatabaseAway
from backend.server.postgres import Postgres
from backend.server.resources import table_modules
from backend.server.storage import bring_up_to_date
from tests.world import OpeningLine, PostOpening, World, post_opening

KILLS = 3
WORKERS = 4


@pytest.fixture
async def host(short_folder):
    """Run a careful server, whose crashes count."""
    postgres = Postgres(short_folder / "crash")
    with postgres as addresses:
        await bring_up_to_date(addresses.owner, say=lambda _: None)
        yield postgres, addresses


async def said_until_answered(world, asked, operation_id):
    """Send it under its one id for as long as the records are out of reach, as devices do."""
    while True:
        try:
            return await world.do(post_opening, asked, operation_id=operation_id)
        except DatabaseAway:
            continue


async def test_nothing_acknowledged_is_lost_or_doubled_when_the_database_is_killed(host):
    postgres, addresses = host
    database = await Database.open(addresses.app, tables=table_modules(), pool_max=WORKERS)
    world = await World.build(database, await asyncpg.connect(addresses.owner))
    bin_id, item_id = await world.bin("A-1"), await world.item()
    line = OpeningLine(bin_id, world.kinds[bin_id], item_id, 1)
    acknowledged: list = []
    over = asyncio.Event()

    async def work() -> None:
        while not over.is_set():
            operation_id = new_id()
            asked = PostOpening(world.location_id, (line,))
            await said_until_answered(world, asked, operation_id)
            acknowledged.append(operation_id)

    workers = [asyncio.create_task(work()) for _ in range(WORKERS)]
    for _ in range(KILLS):
        before = len(acknowledged)
        assert postgres.child is not None
        os.kill(postgres.child.pid, signal.SIGKILL)
        while len(acknowledged) < before + 10 * WORKERS:
            await asyncio.sleep(0.02)
            assert not [task for task in workers if task.done()]
    over.set()
    await asyncio.gather(*workers)

    world.owner = await asyncpg.connect(addresses.owner)
    stored = [row["id"] for row in await world.owner.fetch("SELECT id FROM operation")]
    assert set(acknowledged) <= set(stored)
    assert await world.on_hand(bin_id, item_id) == len(acknowledged)
    await world.prove()
    await world.owner.close()
    await database.close()
