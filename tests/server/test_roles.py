"""What the application may do to each table of the real schema."""

import pytest

LEDGER = {"operation", "stock_entry", "stock_balance_change", "stock_reservation_log"}
HISTORY = """
SELECT c.relname AS name,
       has_table_privilege('stockwright_app', c.oid, 'INSERT') AS adds,
       has_table_privilege('stockwright_app', c.oid, 'UPDATE')
       OR has_table_privilege('stockwright_app', c.oid, 'DELETE')
       OR has_table_privilege('stockwright_app', c.oid, 'TRUNCATE') AS changes
  FROM pg_class c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND obj_description(c.oid, 'pg_class') LIKE 'history:%'
"""
OWNED = """
SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
 WHERE r.rolname = 'stockwright_app'
"""
UNGUARDED = """
SELECT c.relname FROM pg_class c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND obj_description(c.oid, 'pg_class') LIKE 'history:%'
   AND NOT EXISTS (SELECT FROM pg_trigger t
                    WHERE t.tgrelid = c.oid AND t.tgfoid = 'forbid_change'::regproc)
"""


async def test_history_can_be_added_to_and_never_changed(owner):
    tables = {row["name"]: row for row in await owner.fetch(HISTORY)}

    assert {"operation", "stock_entry", "migration"} <= set(tables)
    assert [name for name, row in tables.items() if row["changes"]] == []
    assert {name for name, row in tables.items() if not row["adds"]} == {
        "migration", "stock_archive", "stock_archive_leaves", "stock_archive_sum",
    }  # fmt: skip


async def test_the_ledger_is_closed_to_its_owner_too(owner):
    tables = {row["relname"] for row in await owner.fetch(UNGUARDED)}

    assert tables & LEDGER == set(), "give it the forbid_change triggers"


async def test_the_application_owns_nothing_and_is_no_superuser(database, owner):
    assert await owner.fetchval(OWNED) == 0
    async with database.session() as session:
        assert not await session.fetchval("SELECT current_setting('is_superuser')::boolean")


@pytest.mark.parametrize("table", ["operation", "stock_entry"])
async def test_nobody_rewrites_the_ledger_from_a_session_of_the_application(database, table):
    async with database.session() as session:
        for attack in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(Exception, match="permission denied"):
                await session.execute(attack)
