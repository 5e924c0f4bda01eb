"""Seal the log behind its head: batch by batch, by whichever worker comes first, once each."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.cursor import Cursor
from backend.kernel.database import Database
from backend.kernel.log import head
from backend.stock.sealing import sql
from backend.stock.sealing.tree import Seal, tree_of

OPERATIONS_MAX = 4096
SEAL_EVERY_S = 30
BEGINNING = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Leaf:
    """An operation and the digest of all that it did."""

    id: UUID
    xid: int
    leaf: bytes


async def leaves_between(
    session: Any, after: tuple[int, UUID], until: tuple[int, UUID], *, limit: int | None
) -> list[Leaf]:
    """Return what the log holds after one position, up to and including another."""
    values = (str(after[0]), after[1], str(until[0]), until[1], limit)
    return [Leaf(**row) for row in await session.fetch(sql.LEAVES, *values)]


async def newest_seal(session: Any) -> Seal | None:
    """Return the end of the chain; None before the first seal."""
    rows = await session.fetch(sql.NEWEST_SEAL)
    return Seal(**rows[0]) if rows else None


async def seals_after(session: Any, number: int, *, limit: int) -> list[Seal]:
    """Return the seals after one, oldest first."""
    return [Seal(**row) for row in await session.fetch(sql.SEALS, number, limit)]


def end_of(seal: Seal | None) -> tuple[int, UUID]:
    """Return the position of the log up to which it is sealed."""
    return (0, BEGINNING) if seal is None else (seal.through_xid, seal.through_id)


async def seal_next(session: Any, epoch: UUID) -> int | None:
    """Seal the next operations; return how many, or None when another worker was first.

    Only what stands before the commit horizon is sealed: nothing can appear in front of it later.
    """
    newest = await newest_seal(session)
    until: Cursor = await head(session, epoch)
    found = await leaves_between(
        session, end_of(newest), (until.xid, until.operation_id), limit=OPERATIONS_MAX
    )
    if not found:
        return 0
    made = next_seal(newest, found, sealed_us=round(clock.now().timestamp() * 1_000_000))
    written = await session.fetch(
        sql.WRITE_SEAL, made.number, made.previous, made.tree, made.root, list(made.ids),
        made.leaves, str(made.through_xid), made.through_id, made.sealed_us,
    )  # fmt: skip
    return len(found) if written else None


def next_seal(newest: Seal | None, found: Sequence[Leaf], *, sealed_us: int) -> Seal:
    """Return the seal of these operations, which follow what the newest seal holds."""
    leaves = [one.leaf for one in found]
    draft = Seal(
        number=newest.number + 1 if newest else 1,
        previous=newest.root if newest else None,
        tree=tree_of(leaves),
        root=b"",
        ids=[one.id for one in found],
        leaves=b"".join(leaves),
        through_xid=found[-1].xid,
        through_id=found[-1].id,
        sealed_us=sealed_us,
    )
    return replace(draft, root=draft.link())


async def seal_all(database: Database) -> int:
    """Seal until nothing is left; return how many operations this process sealed."""
    sealed = 0
    while True:
        async with database.session() as session:
            done = await seal_next(session, database.epoch)
        if done == 0:
            return sealed
        sealed += done or 0


async def keep_sealing(database: Database) -> None:
    """Seal what has come, every half minute."""
    while True:
        await seal_all(database)
        await asyncio.sleep(SEAL_EVERY_S)


async def digest_of_balances(session: Any) -> str:
    """Return a digest of what stands at every key, and its version."""
    return str((await session.fetch(sql.BALANCES_DIGEST))[0]["digest"])
