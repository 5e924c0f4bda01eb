"""Checkpoints: what stood and was promised at the end of a seal, folded from the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.stock.proving import sql
from backend.stock.sealing.seal import BEGINNING
from backend.stock.sealing.tree import Seal

Position = tuple[int, UUID]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A position of the log at which all balances are known, and how many operations led there."""

    seal: int
    operations: int
    xid: int
    id: UUID

    @property
    def position(self) -> Position:
        """Where in the log it is."""
        return (self.xid, self.id)


NOWHERE = Checkpoint(0, 0, 0, BEGINNING)
"""Before the first operation, where nothing stands."""


async def checkpoint_before(session: Any, position: Position) -> Checkpoint:
    """Return the newest checkpoint up to a position of the log."""
    rows = await session.fetch(sql.CHECKPOINT, str(position[0]), position[1])
    return Checkpoint(**rows[0]) if rows else NOWHERE


async def make_checkpoint(session: Any, seal: Seal, *, at: datetime) -> bool:
    """Fold what has changed up to a seal, and keep it; False when it is kept already.

    It is read first and written in a short transaction after that: an open writer would hold back
    the log of everyone. Two makers fold the same history, and one of them writes.
    """
    end = (seal.through_xid, seal.through_id)
    before = await checkpoint_before(session, end)
    span = (str(before.xid), before.id, str(end[0]), end[1], before.seal)
    keys = await session.fetch(sql.KEYS_AT, *span)
    pools = await session.fetch(sql.POOLS_AT, *span)
    operations = (await session.fetch(sql.OPERATIONS_UP_TO, seal.number))[0]["operations"]
    async with session.transaction():
        if not await session.fetch(sql.WRITE_CHECKPOINT, seal.number, operations, at):
            return False
        columns = zip(*(row.values() for row in keys), strict=True)
        if keys:
            await session.fetch(sql.WRITE_KEYS, seal.number, *map(list, columns))
        columns = zip(*(row.values() for row in pools), strict=True)
        if pools:
            await session.fetch(sql.WRITE_POOLS, seal.number, *map(list, columns))
    return True
