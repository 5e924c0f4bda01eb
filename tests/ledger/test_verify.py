"""Verify finds whatever somebody with every right has bent, and names the invariant."""

import asyncpg
import pytest

from backend.stock.verify import digest, findings

BENT = {
    "a balance that its entries do not make": (
        "UPDATE stock_balance SET on_hand = on_hand + 1",
        {"I5", "I17", "I20"},
    ),
    "an entry nobody posted": (
        """INSERT INTO stock_entry (operation_id, from_key, to_key, quantity)
           SELECT operation_id, from_key, to_key, 1 FROM stock_entry LIMIT 1""",
        {"I5"},
    ),
    "goods reserved for nobody": (
        "UPDATE stock_balance SET reserved = 1 WHERE on_hand > 0",
        {"I5", "I17"},
    ),
    "a pool that promises what it lacks": (
        "UPDATE stock_pool SET supply = supply + 10",
        {"I20"},
    ),
    "a pool that forgot its promises": (
        "UPDATE stock_pool SET promised = promised + 1",
        {"I20"},
    ),
    "a version that was skipped": (
        "UPDATE stock_balance SET version = version + 1",
        {"I17"},
    ),
}


@pytest.mark.parametrize("bend", BENT)
async def test_verify_finds(bend, world, owner: asyncpg.Connection, superuser):
    statement, broken = BENT[bend]
    shelf, tea = await world.bin("A"), await world.item()
    await world.stock(shelf, tea, 10)
    await world.prove()
    before = await digest(owner)

    transaction = superuser.transaction()
    await transaction.start()
    await superuser.execute("SET LOCAL session_replication_role = replica")
    await superuser.execute(statement)
    found = {finding.check.name async for finding in findings(superuser) if finding.off}
    bent = await digest(superuser)
    await transaction.rollback()

    assert found == broken
    assert bent != before
    assert await digest(owner) == before
