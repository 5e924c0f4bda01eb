"""Proofs go on from the last checkpoint and find what was bent since; whole ones look before it."""

import asyncio
from datetime import datetime

import asyncpg
import pytest
import pytest_asyncio

from backend.kernel import clock
from backend.server.proving.key import signing_key
from backend.server.proving.nightly import last_night, prove_tonight
from backend.server.proving.proof import prove_and_keep
from backend.stock.proving.checkpoint import NOWHERE, checkpoint_before, make_checkpoint
from backend.stock.proving.prove import FAR, Extent, steps
from backend.stock.sealing import seal
from tests.flows.control import Floor, allocate, moved
from tests.world import World

FOLDED = """
SELECT DISTINCT ON (key_id) key_id, on_hand, reserved FROM stock_checkpoint_balance
 ORDER BY key_id, seal DESC
"""
STANDS = "SELECT key_id, on_hand, reserved FROM stock_balance WHERE version > 0 ORDER BY key_id"
BENT = {
    "a balance": "UPDATE stock_balance SET on_hand = on_hand + 1",
    "what is reserved": "UPDATE stock_balance SET reserved = reserved + 1 WHERE on_hand > reserved",
    "an entry since": "UPDATE stock_entry SET quantity = quantity + 1"
    " WHERE id = (SELECT max(id) FROM stock_entry)",
    "a change since": "DELETE FROM stock_balance_change WHERE operation_id ="
    " (SELECT id FROM operation ORDER BY xid DESC, id DESC LIMIT 1)",
    "a resolution": "DELETE FROM stock_reservation_log",
}


@pytest_asyncio.fixture
async def floor(database, owner) -> Floor:
    world = await World.build(database, owner)
    here, there, tea = await world.bin("A"), await world.bin("B"), await world.item()
    await world.stock(here, tea, 100)
    made = Floor(world, here, there, tea)
    await allocate(world, here, tea, 5)
    await moved(made, 10)
    return made


async def prove(database, extent, tmp_path):
    verdict, _ = await prove_and_keep(database, extent, data=tmp_path, tell=lambda _: None)
    return verdict


async def off(session, extent) -> set[str]:
    return {
        step.finding.check.name
        async for step in steps(session, extent)
        if step.finding and step.finding.off
    }


async def test_a_checkpoint_is_what_stands(floor, database, owner, tmp_path):
    for quantity in (1, 2):
        verdict = await prove(database, Extent.FULL, tmp_path)
        assert verdict.is_sound
        assert await owner.fetch(FOLDED) == await owner.fetch(STANDS)
        await moved(floor, quantity)


async def test_what_has_not_changed_is_not_kept_again(floor, database, owner, tmp_path):
    await prove(database, Extent.FULL, tmp_path)
    before = await owner.fetchval("SELECT count(*) FROM stock_checkpoint_balance")
    await moved(floor, 1)
    await prove(database, Extent.SINCE_CHECKPOINT, tmp_path)

    assert await owner.fetchval("SELECT count(*) FROM stock_checkpoint_balance") == before + 2


async def test_a_proof_since_a_checkpoint_looks_at_what_came_since(floor, database, tmp_path):
    await prove(database, Extent.FULL, tmp_path)
    await moved(floor, 3)
    await moved(floor, 4)

    verdict = await prove(database, Extent.SINCE_CHECKPOINT, tmp_path)

    assert verdict.is_sound
    assert verdict.looked_at("each sealed operation is what it was") == 2


@pytest.mark.parametrize("bend", BENT)
async def test_what_was_bent_since_is_found(floor, database, superuser, tmp_path, bend):
    await prove(database, Extent.FULL, tmp_path)
    await allocate(floor.world, floor.here, floor.tea, 2)
    await moved(floor, 3)
    await seal.seal_all(database)

    transaction = superuser.transaction()
    await transaction.start()
    await superuser.execute("SET LOCAL session_replication_role = replica")
    await superuser.execute(BENT[bend])
    found = await off(superuser, Extent.SINCE_CHECKPOINT)
    await transaction.rollback()

    assert found >= {"I2" if bend == "a resolution" else "I5"}
    async with database.line() as session:
        assert await off(session, Extent.SINCE_CHECKPOINT) == set()


async def test_what_was_bent_before_is_found_by_a_whole_proof(
    floor, database, superuser: asyncpg.Connection, tmp_path
):
    operation = (await moved(floor, 7)).cursor.operation_id
    await prove(database, Extent.FULL, tmp_path)

    transaction = superuser.transaction()
    await transaction.start()
    await superuser.execute("SET LOCAL session_replication_role = replica")
    await superuser.execute("UPDATE operation SET reason = 'mine' WHERE id = $1", operation)
    told = [step.finding async for step in steps(superuser, Extent.FULL) if step.finding]
    await transaction.rollback()

    (chain,) = [finding for finding in told if finding.off]
    assert (chain.check.name, chain.off) == ("I2", 1)
    assert chain.example == f"operation {operation} was changed"


async def test_an_unsound_proof_leaves_no_checkpoint(floor, database, superuser, owner, tmp_path):
    await prove(database, Extent.FULL, tmp_path)
    before = await owner.fetchval("SELECT count(*) FROM stock_checkpoint")
    key = await superuser.fetchval("SELECT min(key_id::text)::uuid FROM stock_balance")
    await moved(floor, 1)

    await superuser.execute("SET session_replication_role = replica")
    await superuser.execute("UPDATE stock_balance SET on_hand = on_hand + 1 WHERE key_id = $1", key)
    verdict = await prove(database, Extent.SINCE_CHECKPOINT, tmp_path)
    await superuser.execute("UPDATE stock_balance SET on_hand = on_hand - 1 WHERE key_id = $1", key)
    await superuser.execute("RESET session_replication_role")

    assert not verdict.is_sound
    assert await owner.fetchval("SELECT count(*) FROM stock_checkpoint") == before
    assert not await owner.fetchval("SELECT is_sound FROM stock_proof ORDER BY number DESC LIMIT 1")
    await floor.world.prove()


async def test_two_that_prove_at_once_make_one_checkpoint(floor, database):
    await moved(floor, 1)
    await seal.seal_all(database)
    async with database.line() as session:
        newest = await seal.newest_seal(session)

        assert await make_checkpoint(session, newest, at=clock.now())
        assert not await make_checkpoint(session, newest, at=clock.now())
        assert (await checkpoint_before(session, FAR)).seal == newest.number
        assert await checkpoint_before(session, (0, NOWHERE.id)) == NOWHERE


def test_the_key_is_made_once_and_closed_to_others(tmp_path):
    first, again = signing_key(tmp_path), signing_key(tmp_path)

    assert first.private_bytes_raw() == again.private_bytes_raw()
    assert (tmp_path / "proof" / "key.pem").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in sorted((tmp_path / "proof").iterdir())] == [
        "key.pem",
        "public-key.txt",
    ]


async def test_one_of_the_workers_proves_each_night(
    floor, database, superuser, monkeypatch, tmp_path
):
    monkeypatch.setenv("STOCKWRIGHT_DATA", str(tmp_path))
    await superuser.execute("SET session_replication_role = replica; DELETE FROM stock_proof")
    await superuser.execute("RESET session_replication_role")

    did = await asyncio.gather(*(prove_tonight(database, now=clock.now()) for _ in range(3)))

    assert sum(did) == 1
    assert await superuser.fetchval("SELECT count(*) FROM stock_proof WHERE is_sound") == 1


@pytest.mark.parametrize(
    ("now", "night"),
    [("2026-11-21T01:59:59", "2026-11-20T02:00"), ("2026-11-21T02:00:00", "2026-11-21T02:00")],
)
def test_the_night_begins_at_two(now, night):
    told = last_night(datetime.fromisoformat(f"{now}+00:00"))

    assert told == datetime.fromisoformat(f"{night}+00:00")
