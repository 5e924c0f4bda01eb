"""A backup holds everything, and a restored warehouse goes on where it was taken."""

from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.server.backup import read_backup, write_backup
from backend.server.settings import Settings
from backend.server.storage import bring_up_to_date
from backend.server.trouble import Trouble
from backend.stock.proving.prove import Extent, steps
from backend.stock.sealing.seal import seal_next
from backend.stock.verify import digest
from tests.conftest import execute, renamed

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
OPERATION = """
INSERT INTO operation (id, kind, command, actor_id, occurred_at, recorded_at, digest, outcome,
                       answer, xid)
VALUES (gen_random_uuid(), 'MOVE', 'move', gen_random_uuid(), now(), now(), '\\x00', 'APPLIED',
        '{}', coalesce($1::text::xid8, pg_current_xact_id()))
"""
AHEAD = 5_000
NO_EPOCH = UUID(int=0)


@pytest.fixture
async def two_databases(server):
    names = [f"backup_{uuid4().hex[:8]}" for _ in range(2)]
    owner = server.owner.split("//")[1].split("@")[0].split(":")[0]
    for name in names:
        await execute(server.superuser, f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0")
    yield [renamed(server.owner, name) for name in names]
    for name in names:
        await execute(server.superuser, f"DROP DATABASE {name} WITH (FORCE)")


async def content(connection: asyncpg.Connection) -> dict[str, list[str]]:
    found = {}
    for row in await connection.fetch(TABLES):
        rows = await connection.fetch(f'SELECT t::text AS line FROM "{row["tablename"]}" t')
        found[row["tablename"]] = sorted(each["line"] for each in rows)
    return found


async def operations_proved(connection: asyncpg.Connection) -> int:
    """Prove the whole ledger; return how many operations its chain holds."""
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        told = [step.finding async for step in steps(connection, Extent.FULL) if step.finding]
    assert [finding for finding in told if finding.off] == []
    return told[-1].looked_at


async def test_a_restored_warehouse_is_the_same_and_its_log_goes_on(two_databases, tmp_path):
    before, after = two_databases
    settings = Settings()
    await bring_up_to_date(before, say=lambda _: None)
    source = await asyncpg.connect(before)
    await source.execute(OPERATION, None)
    await source.execute(OPERATION, None)
    assert await seal_next(source, NO_EPOCH) == 2
    newest = await source.fetchval("SELECT pg_current_xact_id()::text::bigint") + AHEAD
    await source.execute("ALTER TABLE operation DISABLE TRIGGER USER")
    await source.execute(OPERATION, str(newest))
    await source.execute("ALTER TABLE operation ENABLE TRIGGER USER")
    written = tmp_path / "monday.backup"

    write_backup(settings, before, target=written)
    await read_backup(settings, after, source=written, say=lambda _: None)

    restored = await asyncpg.connect(after)
    old, new = await content(source), await content(restored)
    assert old.pop("log_epoch") != new.pop("log_epoch")
    assert new == old
    assert await operations_proved(restored) == 2
    assert await digest(restored) == await digest(source)
    await restored.execute(OPERATION, None)
    assert await restored.fetchval("SELECT max(xid)::text::bigint FROM operation") > newest
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await restored.execute("UPDATE operation SET kind = 'X'")
    await restored.execute("SET ROLE stockwright_app")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
        await restored.execute("UPDATE operation SET kind = 'X'")
    await source.close()
    await restored.close()


async def test_a_restore_into_a_database_in_use_is_refused(two_databases, tmp_path):
    used, _ = two_databases
    await bring_up_to_date(used, say=lambda _: None)
    written = tmp_path / "monday.backup"
    write_backup(Settings(), used, target=written)

    with pytest.raises(Trouble, match="not empty"):
        await read_backup(Settings(), used, source=written, say=lambda _: None)


async def test_a_backup_that_cannot_be_written_leaves_nothing(two_databases, tmp_path):
    database, _ = two_databases

    with pytest.raises(Trouble, match=r"cannot be written|failed"):
        write_backup(Settings(), database, target=tmp_path / "missing" / "monday.backup")

    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_is_no_backup_changes_nothing(two_databases, tmp_path):
    _, empty = two_databases
    (tmp_path / "letter.txt").write_text("Dear Sir")

    with pytest.raises(Trouble, match="was not restored"):
        await read_backup(Settings(), empty, source=tmp_path / "letter.txt", say=lambda _: None)

    connection = await asyncpg.connect(empty)
    assert await content(connection) == {}
    await connection.close()


async def test_a_backup_that_breaks_off_changes_nothing(two_databases, tmp_path):
    before, after = two_databases
    await bring_up_to_date(before, say=lambda _: None)
    whole = tmp_path / "monday.backup"
    write_backup(Settings(), before, target=whole)
    torn = tmp_path / "torn.backup"
    torn.write_bytes(whole.read_bytes()[: whole.stat().st_size * 9 // 10])

    with pytest.raises(Trouble, match="was not restored"):
        await read_backup(Settings(), after, source=torn, say=lambda _: None)

    connection = await asyncpg.connect(after)
    assert await content(connection) == {}
    await connection.close()
