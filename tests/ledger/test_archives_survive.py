"""Archiving is killed at any moment and run again; a backup of what is left is restored."""

import random
import subprocess
import sys
from uuid import uuid4

import asyncpg
import pytest

from backend.server.backup import read_backup, write_backup
from backend.server.settings import Settings
from backend.stock.verify import digest
from tests.conftest import execute, renamed
from tests.ledger.old_house import ENTRIES, folder, house, off
from tests.ledger.test_seals import check

__all__ = ["folder", "house"]

pytestmark = pytest.mark.prove
KILLS = 25
ARCHIVES = "SELECT count(*) FROM stock_archive"
ARCHIVE = """
import asyncio, sys
from pathlib import Path
from backend.server.commands.archive import say_or_do
from backend.server.storage import line

async def main():
    async with line(sys.argv[1]) as session:
        print("ready", flush=True)
        sys.exit(await say_or_do(session, Path(sys.argv[2]), 0, confirm=True))

asyncio.run(main())
"""


def archives_for(seconds: float | None, url: str, folder) -> int:
    """Archive in a process of its own, which is killed after so long; return how it ended."""
    command = [sys.executable, "-c", ARCHIVE, url, folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


async def test_it_is_killed_at_any_moment_and_has_archived_all_or_nothing(house, owner, urls, seed):
    draw = random.Random(seed)  # noqa: S311 - moments, not secrets
    before = await digest(owner)
    taken = 0
    for _ in range(KILLS):
        entries, archives = await owner.fetchval(ENTRIES), await owner.fetchval(ARCHIVES)
        archives_for(draw.uniform(0, 0.2), urls.owner, house.folder)
        # Who was killed may still be committing: a lock waits for them.
        async with owner.transaction():
            await owner.execute("LOCK TABLE stock_archive IN ACCESS EXCLUSIVE MODE")
            more = await owner.fetchval(ARCHIVES) - archives
        less = entries - await owner.fetchval(ENTRIES)
        assert (more, less > 0) in {(0, False), (1, True)}
        assert await digest(owner) == before
        assert await off(owner) == {}
        if more:
            taken += 1
            await house.works(1, 2, 3)
            await house.grows_old()
            before = await digest(owner)

    assert archives_for(None, urls.owner, house.folder) == 0
    print(f"killed {KILLS} times, done in time {taken} times")  # noqa: T201 - pytest -s shows it
    await house.is_proved_by_a_stranger()


async def test_what_is_left_is_backed_up_and_restored(house, owner, urls, server):
    await house.archive()
    name, settings = f"restored_{uuid4().hex[:8]}", Settings()
    role = urls.owner.split("//")[1].split("@")[0].split(":")[0]
    await execute(server.superuser, f"CREATE DATABASE {name} OWNER {role} TEMPLATE template0")
    url, written = renamed(urls.owner, name), house.folder / "monday.backup"

    write_backup(settings, urls.owner, target=written)
    await read_backup(settings, url, source=written, say=lambda _: None)

    restored = await asyncpg.connect(url)
    assert await digest(restored) == await digest(owner)
    assert await off(restored) == {}
    async with restored.transaction(isolation="repeatable_read", readonly=True):
        assert check(await house.writes(restored), *house.archives)[0] == 0
    await restored.close()
    await execute(server.superuser, f"DROP DATABASE {name} WITH (FORCE)")
