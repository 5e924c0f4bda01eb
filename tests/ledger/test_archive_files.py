"""Whoever touches an archive, or what the ledger keeps of it, is found; the application cannot."""

import asyncpg
import pytest

from tests.ledger.old_house import THE_MOVE, folder, house, off
from tests.ledger.test_seals import check, intruder

__all__ = ["folder", "house", "intruder"]

SLIPPED_IN = """
INSERT INTO stock_entry (operation_id, from_key, to_key, quantity)
SELECT $1, from_key, to_key, 7 FROM stock_entry ORDER BY id DESC LIMIT 1
"""
BENT = {
    "a sum": (
        "UPDATE stock_archive_sum SET quantity = quantity + 1",
        {"I5"},
    ),
    "who did it": (
        "UPDATE operation SET actor_id = gen_random_uuid() WHERE id = $1",
        {"I2"},
    ),
    "what is left of the leaves": (
        "UPDATE stock_archive_leaves SET leaves = overlay(leaves PLACING '\\x00' FROM 7)",
        {"I2"},
    ),
    "a change of a balance": (
        "UPDATE stock_balance_change SET on_hand = on_hand + 1 WHERE operation_id = $1",
        {"I2", "I17"},
    ),
    "an entry that is in a file": (
        SLIPPED_IN,
        {"I2", "I5"},
    ),
    "that there is an archive": (
        "DELETE FROM stock_archive_sum",
        {"I5"},
    ),
}
ATTACKS = (
    "INSERT INTO stock_archive SELECT number, 1, 1, root, tree, now() FROM stock_seal LIMIT 1",
    "INSERT INTO stock_archive_sum SELECT key_id, 1, 5 FROM stock_balance LIMIT 1",
    "INSERT INTO stock_archive_leaves SELECT number, leaves FROM stock_seal",
    "UPDATE stock_archive_sum SET quantity = 0",
    "DELETE FROM stock_archive",
    "TRUNCATE stock_archive CASCADE",
    "SELECT drop_archived(1, '{}', 0)",
    "ALTER TABLE stock_entry DETACH PARTITION entries.rest",
)


@pytest.mark.parametrize("bend", BENT)
async def test_what_is_bent_behind_an_archive_is_found(house, intruder, owner, bend):
    operation = await owner.fetchval(THE_MOVE)
    await house.archive()
    statement, broken = BENT[bend]

    await intruder.execute(statement, *([operation] if "$1" in statement else []))

    found = await off(intruder)
    assert set(found) >= broken
    assert "I2" not in broken or "operation " in found["I2"]
    assert await off(owner) == {}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_the_application_archives_nothing(database, attack):
    async with database.session() as session:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await session.execute(attack)


async def test_what_the_application_adds_to_archived_history_is_found(house, database, owner):
    operation = await owner.fetchval(THE_MOVE)
    await house.archive()

    async with database.line() as session:
        transaction = session.transaction()
        await transaction.start()
        await session.execute(SLIPPED_IN, operation)
        found = await off(session)
        await transaction.rollback()

    assert found["I2"] == f"operation {operation} was changed"
    assert "I5" in found


async def test_a_file_that_was_changed_is_named_and_so_is_what_it_changes(house, owner):
    operation = await owner.fetchval(THE_MOVE)
    path = await house.archive()
    kept = path.read_text()
    lines = kept.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if f'"id": "{operation}"' in line)
    lines[at] = lines[at].replace(", 7, ", ", 8, ")
    path.write_text("".join(lines))

    async with owner.transaction(isolation="repeatable_read", readonly=True):
        code, said = check(await house.writes(owner), *house.archives)
    path.write_text(kept)

    assert code == 1
    assert f"{path} is not the archive up to seal" in said
    assert f"Operation {operation} (MOVE" in said
    assert "was changed after seal" in said


async def test_a_file_that_is_missing_cut_off_or_exchanged_is_named(house, owner, tmp_path):
    first = await house.archive()
    await house.works(1, 2)
    await house.grows_old()
    second = await house.archive()
    async with owner.transaction(isolation="repeatable_read", readonly=True):
        written = await house.writes(owner)
    others = [path for path in house.archives if path not in (first, second)]
    cut, stray = tmp_path / "cut.ndjson", tmp_path / "stray.ndjson"
    cut.write_text("".join(second.read_text().splitlines(keepends=True)[:-1]))
    stray.write_text('{"stockwright": "archive", "form": 1, "seal": 999999}\n')
    swapped = tmp_path / "swapped.ndjson"
    head, rest = first.read_text().split("\n", 1)[0], second.read_text().split("\n", 1)[1]
    swapped.write_text(f"{head}\n{rest}")

    lacking = check(written, *others, first, stray)
    unlike = check(written, *others, swapped, cut)

    assert (lacking[0], unlike[0]) == (1, 1)
    assert "it is missing" in lacking[1]
    assert f"{stray} is no archive of this ledger." in lacking[1]
    assert f"{cut} is not the archive" in unlike[1]
    assert f"{swapped} is not the archive" in unlike[1]
    assert check(written, *reversed(house.archives))[0] == 0
