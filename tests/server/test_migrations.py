"""Migrations: each applied once, by one process at a time; history cannot be changed after."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest

from backend.kernel.database import Database
from backend.kernel.migrations import Migration, MigrationError, migrate, migrations_in, pending
from tests.conftest import execute, renamed

FIRST = Migration(
    1,
    "first",
    """
    CREATE TABLE log_epoch (epoch uuid NOT NULL);
    INSERT INTO log_epoch VALUES (gen_random_uuid());
    CREATE TABLE told (id integer PRIMARY KEY, n integer);
    COMMENT ON TABLE told IS 'history: what was told';
    CREATE TABLE thing (id integer PRIMARY KEY, n integer);
    """,
)
SECOND = Migration(2, "second", "CREATE TABLE later (id integer)")
BROKEN = Migration(2, "broken", "CREATE TABLE half (id integer); SELECT 1 / 0")


@pytest.fixture
async def empty(server):
    name = f"empty_{uuid4().hex[:8]}"
    owner = server.owner.split("//")[1].split("@")[0].split(":")[0]
    await execute(server.superuser, f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0")
    yield server, name
    await execute(server.superuser, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def connection(empty):
    server, name = empty
    connection = await asyncpg.connect(renamed(server.owner, name))
    yield connection
    await connection.close()


async def test_each_file_is_applied_once_and_the_rest_is_pending(connection):
    assert await pending(connection, [FIRST, SECOND]) == (FIRST, SECOND)
    assert await migrate(connection, [FIRST]) == (FIRST,)
    assert await pending(connection, [FIRST, SECOND]) == (SECOND,)

    assert await migrate(connection, [FIRST, SECOND]) == (SECOND,)

    assert await migrate(connection, [FIRST, SECOND]) == ()


async def test_a_file_that_fails_leaves_nothing_behind(connection):
    with pytest.raises(asyncpg.DivisionByZeroError):
        await migrate(connection, [FIRST, BROKEN])

    assert await connection.fetchval("SELECT to_regclass('half')") is None
    assert await pending(connection, [FIRST, BROKEN]) == (BROKEN,)


async def test_a_file_that_changed_after_it_was_applied_is_refused(connection):
    await migrate(connection, [FIRST])

    with pytest.raises(MigrationError, match=r"0001_first\.sql was changed"):
        await migrate(connection, [Migration(1, "first", "SELECT 1")])


async def test_a_database_from_a_newer_version_is_refused(connection):
    await migrate(connection, [FIRST, SECOND])

    with pytest.raises(MigrationError, match="this version lacks it"):
        await migrate(connection, [FIRST])


async def test_two_processes_at_once_apply_each_file_once(empty):
    server, name = empty
    first, second = [await asyncpg.connect(renamed(server.owner, name)) for _ in range(2)]

    done = await asyncio.gather(migrate(first, [FIRST, SECOND]), migrate(second, [FIRST, SECOND]))

    assert sorted(done, key=len) == [(), (FIRST, SECOND)]
    await first.close()
    await second.close()


async def test_the_application_adds_to_history_and_cannot_change_it(empty, connection):
    server, name = empty
    await migrate(connection, [FIRST])
    opened = await Database.open(renamed(server.app, name), tables=())

    async with opened.session() as session:
        await session.execute("INSERT INTO told VALUES (1, 1)")
        await session.execute("INSERT INTO thing VALUES (1, 1)")
        await session.execute("UPDATE thing SET n = 2")
        for attack in (
            "UPDATE told SET n = 2",
            "DELETE FROM told",
            "TRUNCATE told",
            "DROP TABLE told",
            "ALTER TABLE told DISABLE TRIGGER ALL",
            "INSERT INTO migration VALUES (9, 'x', 'x')",
            "DELETE FROM migration",
            "CREATE TABLE mine (id integer)",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await session.execute(attack)

    await opened.close()


def test_names_that_are_no_migration_are_refused(tmp_path):
    (tmp_path / "0001_a.sql").write_text("SELECT 1")
    (tmp_path / "1_b.sql").write_text("SELECT 1")

    with pytest.raises(MigrationError, match=r"1_b\.sql"):
        migrations_in(tmp_path)


def test_two_files_with_one_number_are_refused(tmp_path):
    (tmp_path / "0001_a.sql").write_text("SELECT 1")
    (tmp_path / "0001_b.sql").write_text("SELECT 1")

    with pytest.raises(MigrationError, match=r"0001_b\.sql"):
        migrations_in(tmp_path)
