"""An archive takes entries out of the ledger; every number and every proof stays as it was."""

import asyncpg
import pytest

from backend.kernel import clock
from backend.kernel.refusals import Refusal
from backend.server.archiving.archive import archive, name_of, take_out, write_file
from backend.server.commands.archive import say_or_do
from backend.server.registry import COMMANDS
from backend.server.trouble import Trouble
from backend.stock.proving.prove import Extent
from backend.stock.verify import digest
from backend.tasks.reverse import ReverseOperation
from tests.graph import ask
from tests.ledger.old_house import ENTRIES, LENGTH, THE_MOVE, folder, house, ignore, off
from tests.ledger.test_seals import intruder
from tests.world import counts

__all__ = ["folder", "house", "intruder"]

ARCHIVES = ("stock_archive", "stock_archive_sum", "stock_archive_leaves")
NEWEST = "SELECT entries FROM stock_archive ORDER BY seal DESC LIMIT 1"
CROSSING = """
SELECT count(*) FROM stock_entry WHERE operation_id = (
       SELECT operation_id FROM stock_entry WHERE id % 2000000 = 0 ORDER BY id DESC LIMIT 1)
"""
TOLD = """
query ($item: ItemRef!, $where: StockFilter, $at: DateTime!) {
  explain(number: ON_HAND, item: $item, filter: $where) {
    quantity added taken groups { label quantity count }
    terms(first: 50) { nodes { quantity after sentence at } }
  }
  stock(filter: $where) { nodes { onHand reserved available } }
  then: stock(filter: $where, asOf: {at: $at}) { nodes { onHand reserved available } }
  operations(filter: {items: [$item]}, first: 50) { nodes { kind } }
}
"""


async def test_an_archive_changes_no_number_and_no_proof(house, owner):
    before, entries = await digest(owner), await owner.fetchval(ENTRIES)

    await house.archive()

    taken = await owner.fetchval(NEWEST)
    assert taken > 0
    assert await owner.fetchval(ENTRIES) == entries - taken
    assert await digest(owner) == before
    assert await off(owner) == {}
    assert await off(owner, Extent.SINCE_CHECKPOINT) == {}
    assert "Everything is as it was sealed." in await house.is_proved_by_a_stranger()


async def test_what_crosses_the_border_stays_whole(house, owner):
    await house.archive()

    assert await owner.fetchval(CROSSING) == 2


async def test_one_archive_follows_another(house, owner):
    await house.archive()
    await house.works(3, 2)
    await house.grows_old()
    before = await digest(owner)

    await house.archive()

    assert await digest(owner) == before
    assert await off(owner) == {}
    assert "Everything is as it was sealed." in await house.is_proved_by_a_stranger()
    await house.works(1)
    assert await off(owner) == {}


async def test_what_came_when_nobody_made_a_stretch_goes_as_well(house, owner):
    at = await owner.fetchval("SELECT last_value FROM stock_entry_id_seq")
    await owner.execute("SELECT setval('stock_entry_id_seq', $1)", at + 9 * LENGTH)
    await house.works(1, 2)
    await house.grows_old()
    await house.grows_old()
    rest = await owner.fetchval("SELECT count(*) FROM entries.rest")
    before = await digest(owner)

    await house.archive()

    assert rest >= 2
    assert await owner.fetchval("SELECT count(*) FROM entries.rest") == 0
    assert await digest(owner) == before
    assert await off(owner) == {}


async def test_people_are_told_the_same_as_before(house, database):
    world = house.floor.world
    asked = {
        "item": {"barcode": world.barcode("TEA")},
        "where": {"locations": [{"code": world.code}]},
        "at": clock.now().isoformat(),
    }
    before = await ask(database, world.worker, TOLD, **asked)

    await house.archive()

    assert await ask(database, world.worker, TOLD, **asked) == before


async def test_what_is_archived_is_not_taken_back(house, owner):
    operation = await owner.fetchval(THE_MOVE)
    await house.archive()
    before = await counts(owner, "operation", "stock_entry", "stock_balance_change")

    asked = ReverseOperation(operation, "by mistake")
    refusal = await house.floor.world.refused(COMMANDS["reverse_operation"], asked)

    assert refusal.code == "NOT_UNDOABLE"
    assert "its entries are archived" in str(refusal)
    assert await counts(owner, "operation", "stock_entry", "stock_balance_change") == before


async def test_what_is_not_due_is_refused(house, owner, superuser):
    async def refused(**days) -> str:
        with pytest.raises(Refusal) as told:
            await house.due(**days)
        return told.value.code

    assert await refused(keep_days=90) == "NOTHING_TO_ARCHIVE"
    async with superuser.transaction():
        await superuser.execute("SET LOCAL session_replication_role = replica")
        found = superuser.transaction()
        await found.start()
        await superuser.execute("DELETE FROM stock_proof")
        house.owner = superuser
        assert await refused() == "NOT_PROVED"
        await found.rollback()
        found = superuser.transaction()
        await found.start()
        await superuser.execute("DELETE FROM stock_seal WHERE number > 1")
        assert await refused() == "NOT_SEALED"
        await found.rollback()
    house.owner = owner
    await house.archive()
    assert await refused() == "NOTHING_TO_ARCHIVE"


async def test_what_was_changed_since_it_was_sealed_is_not_archived(house, intruder, owner):
    operation = await intruder.fetchval(THE_MOVE)
    found = await house.due()
    await intruder.execute("UPDATE stock_entry SET quantity = 6 WHERE operation_id = $1", operation)

    with pytest.raises(Refusal, match=str(operation)) as told:
        await write_file(intruder, found, house.folder / name_of(found), tell=ignore)

    assert told.value.code == "ARCHIVE_UNLIKE"
    assert not (house.folder / name_of(found)).exists()


async def test_who_is_stopped_between_file_and_database_runs_it_again(house, owner, urls):
    found = await house.due()
    target = house.folder / name_of(found)
    target.with_name(f"{target.name}.part").write_text("half a li")
    read = await write_file(owner, found, target, tell=ignore)
    written, entries = target.read_bytes(), await owner.fetchval(ENTRIES)
    killed = await asyncpg.connect(urls.owner)
    transaction = killed.transaction()
    await transaction.start()
    await take_out(killed, found, read)
    killed.terminate()

    assert await house.due() == found
    assert await owner.fetchval(ENTRIES) == entries
    assert await house.archive() == target
    assert target.read_bytes() == written
    assert await off(owner) == {}


async def test_a_file_of_the_same_name_is_not_written_over(house, owner):
    found = await house.due()
    other = house.folder / name_of(found)
    other.write_text("of another house")

    with pytest.raises(Trouble, match="is there and is another"):
        await archive(owner, found, house.folder, tell=ignore)

    assert other.read_text() == "of another house"
    assert await house.due() == found
    other.unlink()
    await house.archive()


async def test_it_gives_way_to_who_reads_the_ledger(house, owner, database):
    found, entries = await house.due(), await owner.fetchval(ENTRIES)
    await owner.execute("ALTER FUNCTION drop_archived SET lock_timeout = '5ms'")

    async with database.line() as reader, reader.transaction():
        await reader.execute("SELECT FROM stock_entry LIMIT 1")
        with pytest.raises(Trouble, match="in use each time"):
            await archive(owner, found, house.folder, tell=ignore)

    await owner.execute("ALTER FUNCTION drop_archived SET lock_timeout = '2s'")
    assert await owner.fetchval(ENTRIES) == entries
    await house.archive()


async def test_an_entry_that_came_into_the_stretch_since_stops_it(house, owner, urls):
    found = await house.due()
    read = await write_file(owner, found, house.folder / name_of(found), tell=ignore)
    async with owner.transaction():
        slipped = owner.transaction()
        await slipped.start()
        await owner.execute(
            "INSERT INTO stock_entry SELECT id - 1000, operation_id, from_key, to_key, quantity"
            "  FROM stock_entry WHERE operation_id = $1",
            found.through.ids[0],
        )
        with pytest.raises(Trouble, match="Nothing was archived"):
            await take_out(owner, found, read)
        await slipped.rollback()

    assert await house.due() == found
    await house.archive()


async def test_only_the_owner_archives_and_one_at_a_time(house, database, urls):
    async with database.line() as session:
        with pytest.raises(Trouble, match="Only the owner of the schema archives"):
            await say_or_do(session, house.folder, 0, confirm=True)
    other, third = await asyncpg.connect(urls.owner), await asyncpg.connect(urls.owner)
    await house.owner.execute("SELECT pg_advisory_unlock_all()")
    assert await say_or_do(other, house.folder, 0, confirm=False) == 0
    with pytest.raises(Trouble, match="Somebody archives already"):
        await say_or_do(third, house.folder, 0, confirm=True)
    await other.close()
    await third.close()


async def test_the_command_says_before_it_does(house, owner, capsys):
    entries = await owner.fetchval(ENTRIES)

    assert await say_or_do(owner, house.folder, 0, confirm=False) == 0
    assert await owner.fetchval(ENTRIES) == entries
    assert await say_or_do(owner, house.folder, 0, confirm=True) == 0
    assert await owner.fetchval(ENTRIES) < entries
    assert await say_or_do(owner, house.folder, 0, confirm=True) == 1
    said = capsys.readouterr().err
    assert "Nothing was changed. Add --confirm to do it." in said
    assert "NOTHING_TO_ARCHIVE: No full stretch of entries is older than 0 days" in said
