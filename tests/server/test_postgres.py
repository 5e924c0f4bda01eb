"""The embedded database: it starts, joins, falls, recovers, and never outlives us."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest

from backend.server.postgres import Postgres
from backend.server.trouble import Trouble

HOLDER = """
import sys, time
from pathlib import Path
from backend.server.postgres import Postgres
print(Postgres(Path(sys.argv[1])).start().owner, flush=True)
time.sleep(600)
"""


@pytest.fixture
def folder(short_folder: Path, request) -> Path:
    return short_folder / f"{abs(hash(request.node.name)) % 100_000}"


async def ask(url: str, question: str):
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def ask_patiently(url: str, question: str):
    for _ in range(500):
        try:
            return await ask(url, question)
        except (OSError, asyncpg.PostgresError):
            await asyncio.sleep(0.02)
    return await ask(url, question)


def held(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLDER, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def stopped_within(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if " Z " in Path(f"/proc/{pid}/stat").read_text():
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.01)
    return False


async def test_it_keeps_what_was_written_and_starts_again_at_once(folder):
    with Postgres(folder) as addresses:
        await ask(addresses.owner, "CREATE TABLE kept AS SELECT 7 AS n")
        assert await ask(addresses.owner, "SHOW server_encoding") == "UTF8"

    begun = time.monotonic()
    with Postgres(folder) as addresses:
        assert await ask(addresses.owner, "SELECT n FROM kept") == 7

    assert time.monotonic() - begun < 3


async def test_neither_the_owner_nor_the_application_is_a_superuser(folder):
    super_users = "SELECT count(*) FROM pg_roles WHERE rolsuper AND rolname LIKE 'stockwright%'"
    with Postgres(folder) as addresses:
        assert await ask(addresses.app, "SELECT current_user::text") == "stockwright_app"
        assert await ask(addresses.owner, "SELECT current_user::text") == "stockwright"
        assert await ask(addresses.superuser, super_users) == 0


async def test_a_second_process_is_a_guest_and_leaves_the_server_running(folder):
    with Postgres(folder) as addresses:
        with Postgres(folder) as guest:
            assert guest == addresses

        assert await ask(addresses.app, "SELECT 1") == 1


async def test_a_killed_database_comes_back_with_every_committed_row(folder):
    host = Postgres(folder)
    with host as addresses:
        await ask(addresses.owner, "CREATE TABLE kept AS SELECT generate_series(1, 50000) AS n")
        assert host.child is not None

        os.kill(host.child.pid, signal.SIGKILL)

        assert await ask_patiently(addresses.owner, "SELECT count(*) FROM kept") == 50_000


async def test_a_database_that_is_killed_while_it_recovers_comes_back_all_the_same(folder):
    host = Postgres(folder)
    with host as addresses:
        await ask(addresses.owner, "CREATE TABLE kept AS SELECT generate_series(1, 50000) AS n")

        for _ in range(8):
            assert host.child is not None
            with suppress(ProcessLookupError):
                os.kill(host.child.pid, signal.SIGKILL)
            await asyncio.sleep(0.15)

        assert await ask_patiently(addresses.owner, "SELECT count(*) FROM kept") == 50_000


async def test_a_killed_owner_takes_the_database_along_and_the_next_one_finds_all(folder):
    with held(folder) as holder:
        assert holder.stdout is not None
        url = holder.stdout.readline().strip()
        await ask(url, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        pid = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
        holder.kill()

        with Postgres(folder) as addresses:
            assert stopped_within(pid, 5)
            assert await ask(addresses.owner, "SELECT count(*) FROM kept") == 1000


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Trouble, match=r"cannot be written.*STOCKWRIGHT_DATA"):
        Postgres(tmp_path / "file" / "data").start()
