"""What holds each invariant is in the database, and refuses whoever speaks for the application."""

import re
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.stock import reads
from backend.stock.changes import End, Outcome
from backend.stock.posting import post
from tests.attacks.attacks import ATTACKS, RIGHTS
from tests.floor import queued
from tests.flows.boxes import Boxes
from tests.flows.control import Floor, Reserve, Reserved, allocate, moved, submits
from tests.world import World

ROOT = Path(__file__).parents[2]
TAKEN_BACK = """
INSERT INTO operation (id, kind, command, actor_id, occurred_at, recorded_at, digest, outcome,
                       answer, reverses)
SELECT gen_random_uuid(), 'REVERSE', 'undo', actor_id, now(), now(), '', 'APPLIED', '{}', id
  FROM operation WHERE location_id = $1 LIMIT 1
"""
TWO_SEALS = """
INSERT INTO stock_seal (number, previous, tree, root, ids, leaves, operations, through_xid,
                        through_id, sealed_at)
SELECT number, nullif(previous, ''), sha256('tree'), sha256(root), ARRAY[id], sha256('leaf'), 1,
       xid, id, now()
  FROM operation, (VALUES (1, ''::bytea, '1'::bytea), (2, sha256('1'), '2'))
                  AS two (number, previous, root)
 WHERE id = (SELECT min(id::text)::uuid FROM operation)
    ON CONFLICT (number) DO NOTHING
"""
NAMES = """
SELECT conname AS name FROM pg_constraint
 UNION ALL SELECT tgname FROM pg_trigger
 UNION ALL SELECT indexrelid::regclass::text FROM pg_index
"""
CONTENT = """
SELECT (SELECT count(*) FROM stock_entry), (SELECT count(*) FROM operation),
       (SELECT count(*) FROM stock_reservation), (SELECT count(*) FROM stock_balance)
"""


@command
async def give_up(work: Work, asked: Reserve) -> Plan[Reserved]:
    """Void every open reservation of a demand."""
    held = await reads.reservations_of(work.reader, [asked.demand_id])
    ends = [End(reservation, Outcome.VOIDED) for reservation in held]
    return Plan(answer=Reserved(asked.demand_id), writes=post(work, ends=ends), kind="RESERVE")


@pytest_asyncio.fixture(scope="module")
async def floor(database, owner) -> Floor:
    """A floor where everything has happened once: goods came, moved, were promised and let go."""
    world = await World.build(database, owner)
    here, there = await world.bin("A"), await world.bin("B")
    tea, coffee = await world.item(), await world.item("COFFEE")
    await world.stock(here, tea, 100)
    await world.stock(here, coffee, 5)
    await world.stock(here, tea, 7, "QUARANTINE")
    made = Floor(world, here, there, tea)
    await moved(made, 10)
    await allocate(world, here, tea, 3)
    dropped = await allocate(world, here, tea, 2)
    asked = Reserve(world.location_id, here, world.kinds[here], tea, 2, dropped)
    await world.do(give_up, asked)
    await submits(made, 92)
    await queued(world, 1)
    boxes = Boxes(world)
    for kind in ("CAGE", "PALLET", "CARTON", "TOTE"):
        await boxes.box(kind, here, kind)
    await boxes.holds("CAGE", (tea, 4))
    await boxes.moves("CARTON", "PALLET")
    await owner.execute(TAKEN_BACK, world.location_id)
    await owner.execute(TWO_SEALS)
    return made


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
async def test_the_database_refuses(floor, attack, database, owner):
    before = await owner.fetchrow(CONTENT)

    values = [floor.world.location_id] if "$1" in attack.sql else []
    async with database.session() as session:
        with pytest.raises(asyncpg.PostgresError) as refused:
            await session.execute(attack.sql, *values)

    if attack.held == RIGHTS:
        assert isinstance(refused.value, asyncpg.InsufficientPrivilegeError)
    else:
        assert refused.value.constraint_name == attack.held
    assert await owner.fetchrow(CONTENT) == before
    await floor.world.prove()


async def test_a_table_of_its_own_with_a_known_name_lifts_no_rule(floor, database):
    async with database.session() as session:
        transaction = session.transaction()
        await transaction.start()
        await session.execute("CREATE TEMP TABLE stock_key AS SELECT * FROM stock_key LIMIT 0")
        await session.execute(
            "INSERT INTO pg_temp.stock_key SELECT id, owner_id, item_id, lot_id, serial_id,"
            " disposition, bin_id, container_id, location_id, true, true FROM public.stock_key"
        )
        with pytest.raises(asyncpg.CheckViolationError, match="may not be promised"):
            await session.execute(
                "INSERT INTO stock_reservation"
                " SELECT gen_random_uuid(), 'HARD', held.pool_id, key.id, demand_id, 1, 'PENDING',"
                "        NULL, held.opened_by"
                "   FROM stock_reservation held, public.stock_key key"
                "  WHERE key.disposition = 'QUARANTINE' LIMIT 1"
            )
        await transaction.rollback()


async def test_what_is_said_to_hold_is_there_and_on_the_page(owner):
    there = {row["name"] for row in await owner.fetch(NAMES)}
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    held = {attack.held for attack in ATTACKS} - {RIGHTS}

    assert held <= there
    told = {name for name in held if not re.search(r"_(check|fkey|pkey|key)[0-9]?$", name)}
    assert sorted(name for name in told if f"`{name}`" not in page) == []
