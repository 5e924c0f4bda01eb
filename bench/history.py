"""A long history: goods went to and fro between pairs of keys, as the ledger would have it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from backend.kernel.command import command
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.one_call import Call
from backend.kernel.perform import Request, perform
from backend.kernel.plan import Plan
from backend.kernel.work import Actor, Work
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.verify import findings
from bench.postings import HeldError, Keep

PAIRS = 500
CHUNK = 50_000

# Usable goods at rest that are free, with a neighboring bin of the same kind for each.
PAIRS_OF_KEYS = """
SELECT key.owner_id, key.item_id, key.location_id, bin.kind, bin.id AS here,
       lead(bin.id, 1) OVER (ORDER BY key.id) AS there
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id AND on_hand - reserved >= 10
  JOIN bin ON bin.id = key.bin_id AND bin.kind = 'PICK_FACE'
 WHERE disposition = 'USABLE' AND key.lot_id IS NULL AND key.serial_id IS NULL
   AND key.container_id IS NULL
 ORDER BY key.id
 LIMIT $1
"""

# An operation, an entry and two changes for each way; there and back, so balances stay.
GROW = """
WITH way AS MATERIALIZED (
    SELECT uuidv7() AS id, pair.here, pair.there, turn, here.version AS version_here,
           there.version AS version_there
      FROM generate_series(1, 2 * $2::integer) AS turn
     CROSS JOIN unnest($3::uuid[], $4::uuid[]) AS pair (here, there)
      JOIN stock_balance here ON here.key_id = pair.here
      JOIN stock_balance there ON there.key_id = pair.there
), made AS (
    INSERT INTO operation (id, kind, command, actor_id, occurred_at, recorded_at, digest, outcome,
                           answer)
    SELECT id, 'MOVE', 'carry', $1, now(), now(), sha256(id::text::bytea), 'APPLIED', '1'
      FROM way
), entered AS (
    INSERT INTO stock_entry (operation_id, from_key, to_key, quantity)
    SELECT id, CASE turn % 2 WHEN 1 THEN here ELSE there END,
           CASE turn % 2 WHEN 1 THEN there ELSE here END, 1
      FROM way
), changed AS (
    INSERT INTO stock_balance_change (key_id, version, operation_id, on_hand, reserved)
    SELECT here, version_here + turn, id, CASE turn % 2 WHEN 1 THEN -1 ELSE 1 END, 0 FROM way
     UNION ALL
    SELECT there, version_there + turn, id, CASE turn % 2 WHEN 1 THEN 1 ELSE -1 END, 0 FROM way
)
UPDATE stock_balance SET version = version + 2 * $2 WHERE key_id = ANY ($3) OR key_id = ANY ($4)
"""


async def moves_to_and_fro(database: Database) -> tuple[list[Move], list[Move]]:
    """Return moves of one unit each between pairs of keys, and the same back."""
    async with database.session() as session:
        rows = await session.fetch(PAIRS_OF_KEYS, PAIRS + 1)
    away, back, used = list[Move](), list[Move](), set[UUID]()
    for row in rows:
        if row["there"] in {None, row["here"]}:
            continue
        here, there = (
            Key(
                row["owner_id"], row["item_id"], Disposition.USABLE,
                Place(row[side], row["location_id"], row["kind"]),
            )
            for side in ("here", "there")
        )  # fmt: skip
        if used.isdisjoint({here.id, there.id}):
            used |= {here.id, there.id}
            away.append(Move(here, there, 1))
            back.append(Move(there, here, 1))
    return away, back


async def plans_of(database: Database, moves: Sequence[Move]) -> list[Sequence[Call]]:
    """Return the plan of each move."""
    keep = Keep()
    ours, database.batches = database.batches, keep
    for move in moves:

        @command
        async def carry(work: Work, asked: int, move: Move = move) -> Plan[int]:
            return Plan(answer=asked, writes=post(work, moves=[move]), kind="MOVE")

        try:
            await perform(
                database, carry, 1, Request(new_id(), Actor(new_id(), "b", frozenset(), {}))
            )
        except HeldError:
            continue
    database.batches = ours
    return keep.kept


async def grow(superuser: str, away: Sequence[Move], *, entries: int) -> None:
    """Let history grow to so many entries.

    Triggers and foreign keys are off meanwhile, and the ledger's own proof says afterwards whether
    what was written is a ledger.
    """
    connection = await asyncpg.connect(superuser)
    await connection.execute("SET session_replication_role = replica")
    here, there = [move.source.id for move in away], [move.target.id for move in away]
    held = await connection.fetchval("SELECT count(*) FROM stock_entry")
    somebody = new_id()
    while held < entries:
        times = max(1, min(CHUNK, entries - held) // (2 * len(away)))
        await connection.execute("SELECT make_stretches()")
        await connection.execute(GROW, somebody, times, here, there, timeout=600)
        held += times * 2 * len(away)
    await connection.execute("VACUUM ANALYZE", timeout=900)
    await connection.execute("CHECKPOINT", timeout=600)
    await _prove(connection)
    await connection.close()


async def _prove(connection: Any) -> None:
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        async for found in findings(connection):
            assert not found.off, found
