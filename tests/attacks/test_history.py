"""Every table that calls itself history is closed: by rights to the application, else by triggers.

A new one needs nothing here. Its migration ends with `SELECT protect_history()`.
"""

import asyncpg
import pytest

HISTORY = """
SELECT c.relname AS name,
       has_table_privilege('stockwright_app', c.oid, 'INSERT') AS adds,
       has_table_privilege('stockwright_app', c.oid, 'UPDATE')
       OR has_any_column_privilege('stockwright_app', c.oid, 'UPDATE')
       OR has_table_privilege('stockwright_app', c.oid, 'DELETE')
       OR has_table_privilege('stockwright_app', c.oid, 'TRUNCATE')
       OR has_table_privilege('stockwright_app', c.oid, 'TRIGGER') AS changes
  FROM pg_class c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
   AND obj_description(c.oid, 'pg_class') LIKE 'history:%'
 ORDER BY c.relname
"""
# 1 row, 2 before, 8 delete, 16 update, 32 truncate: the bits of pg_trigger.tgtype.
GUARDS = """
SELECT bit_or(tgtype & 63) FILTER (WHERE tgtype & 1 = 1) AS for_each_row,
       bit_or(tgtype & 63) FILTER (WHERE tgtype & 32 = 32) AS truncates
  FROM pg_trigger
 WHERE tgrelid = to_regclass($1) AND tgfoid = 'forbid_change'::regproc
   AND tgenabled IN ('O', 'A') AND tgqual IS NULL
"""
KNOWN = {
    "adjustment_line", "case_note", "count_attempt", "count_line", "count_seen", "discrepancy",
    "migration", "operation", "receipt_scan", "shipment_line", "stock_archive",
    "stock_archive_leaves", "stock_archive_sum", "stock_balance_change", "stock_checkpoint",
    "stock_checkpoint_balance", "stock_checkpoint_pool", "stock_entry", "stock_proof",
    "stock_reservation_log", "stock_seal", "weighing",
}  # fmt: skip
BY_THE_OWNER = {"migration", "stock_archive", "stock_archive_leaves", "stock_archive_sum"}


async def test_history_is_added_to_and_never_changed(database, owner):
    tables = await owner.fetch(HISTORY)

    assert {row["name"] for row in tables} >= KNOWN
    assert [row["name"] for row in tables if row["changes"]] == []
    assert {row["name"] for row in tables if not row["adds"]} == BY_THE_OWNER
    for row in tables:
        guards = await owner.fetchrow(GUARDS, row["name"])
        assert guards["for_each_row"] == 1 + 2 + 8 + 16, f"{row['name']}: SELECT protect_history()"
        assert guards["truncates"] == 2 + 32, f"{row['name']}: SELECT protect_history()"
        async with database.session() as session:
            for attack in (f"DELETE FROM {row['name']}", f"TRUNCATE {row['name']} CASCADE"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
                    await session.execute(attack)
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="is history"):
            await owner.execute(f"TRUNCATE {row['name']} CASCADE")


async def test_a_new_table_of_history_is_closed_by_one_call(owner):
    transaction = owner.transaction()
    await transaction.start()
    await owner.execute("CREATE TABLE told (n integer)")
    await owner.execute("COMMENT ON TABLE told IS 'history: what was told'")
    open_ = await owner.fetchrow(GUARDS, "told")
    await owner.execute("SELECT protect_history()")
    closed = await owner.fetchrow(GUARDS, "told")
    await transaction.rollback()

    assert tuple(open_) == (None, None)
    assert tuple(closed) == (1 + 2 + 8 + 16, 2 + 32)
