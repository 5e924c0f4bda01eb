"""History stands in stretches: nobody who posts, reads or proves needs to know."""

import asyncpg
import pytest

from backend.kernel.migrations import migrate, migrations_in
from backend.server.resources import MIGRATIONS
from backend.stock.archiving.stretches import make_stretches
from backend.stock.changes import Move
from backend.stock.verify import findings
from tests.conftest import renamed
from tests.ledger.shelf import shelf
from tests.server.test_migrations import connection, empty

__all__ = ["connection", "empty", "shelf"]

LENGTH = 2_000_000
STRETCHES = """
SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
 WHERE i.inhparent = 'stock_entry'::regclass
 ORDER BY c.relname
"""
NEWEST_TWO = """
SELECT relname AS name FROM stock_entry JOIN pg_class ON pg_class.oid = stock_entry.tableoid
 ORDER BY id DESC LIMIT 2
"""
WHERE_NEWEST = "SELECT tableoid::regclass::text FROM stock_entry ORDER BY id DESC LIMIT 1"
FILL = """
SET session_replication_role = replica;
WITH made AS (
    INSERT INTO operation (id, kind, command, actor_id, occurred_at, recorded_at, digest, outcome,
                           answer)
    SELECT gen_random_uuid(), 'MOVE', 'move', gen_random_uuid(), now(), now(), '', 'APPLIED', '1'
      FROM generate_series(1, 7)
 RETURNING id
)
INSERT INTO stock_entry (operation_id, from_key, to_key, quantity)
SELECT id, gen_random_uuid(), gen_random_uuid(), 3 FROM made;
"""
ALL = "SELECT id, operation_id, from_key, to_key, quantity, line_id FROM stock_entry ORDER BY id"
THIS = 27


async def post_one(shelf):
    await shelf.posts(moves=[Move(shelf.key(), shelf.outside(), 1)])


async def is_sound(owner) -> bool:
    return not [one async for one in findings(owner) if one.off]


async def test_two_stretches_lie_ahead_of_a_fresh_house(owner):
    names = [row["relname"] for row in await owner.fetch(STRETCHES)]

    assert names == ["rest", "stretch_1", "stretch_2", "stretch_3"]


async def test_a_posting_that_crosses_into_the_next_stretch_is_one_posting(shelf, owner):
    await owner.execute("SELECT setval('stock_entry_id_seq', $1)", LENGTH - 1)

    await shelf.posts(
        moves=[Move(shelf.key(), shelf.outside(), 1), Move(shelf.key(), shelf.outside(), 2)]
    )

    assert [row["name"] for row in await owner.fetch(NEWEST_TWO)] == ["stretch_2", "stretch_1"]
    assert await shelf.balance() == (7, 0, 2)
    assert await is_sound(owner)


async def test_the_application_makes_stretches_ahead_and_reaches_none(shelf, database, owner):
    await owner.execute("SELECT setval('stock_entry_id_seq', $1)", 2 * LENGTH + 5)

    made = await make_stretches(database)

    assert made == 2
    assert await make_stretches(database) == 0
    async with database.session() as session:
        for attack in (
            "INSERT INTO entries.stretch_5 SELECT * FROM stock_entry",
            "SELECT * FROM entries.stretch_1",
            "TRUNCATE entries.stretch_1",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
                await session.execute(attack)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="is history"):
        await owner.execute("TRUNCATE entries.stretch_5")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="is history"):
        await owner.execute("DELETE FROM entries.stretch_1")


async def test_work_goes_on_where_nobody_made_the_next_stretch(shelf, database, owner):
    await owner.execute("SELECT setval('stock_entry_id_seq', $1)", 90 * LENGTH)

    await post_one(shelf)

    assert await owner.fetchval(WHERE_NEWEST) == "entries.rest"
    await make_stretches(database)
    await owner.execute("SELECT setval('stock_entry_id_seq', $1)", 91 * LENGTH)
    await post_one(shelf)
    assert await owner.fetchval(WHERE_NEWEST) == "entries.stretch_92"
    assert await is_sound(owner)


async def test_what_was_written_before_there_were_stretches_is_the_first(empty, connection):
    server, name = empty
    migrations = migrations_in(MIGRATIONS)
    await migrate(connection, [one for one in migrations if one.number < THIS])
    superuser = await asyncpg.connect(renamed(server.superuser, name))
    await superuser.execute(FILL)
    before = await connection.fetch(ALL)

    await migrate(connection, migrations)

    assert len(before) == 7
    assert await connection.fetch(ALL) == before
    assert await connection.fetchval("SELECT count(*) FROM entries.stretch_1") == 7
    await superuser.execute(FILL)
    assert [row["id"] for row in await connection.fetch(ALL)] == list(range(1, 15))
    await superuser.close()
