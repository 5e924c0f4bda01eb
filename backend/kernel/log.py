"""The live log: every operation that committed, exactly once, in the order of its cursor (I17).

It is read up to the commit horizon: an operation is shown once every transaction that began before
it has ended, so nothing can appear later in front of what was shown.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.kernel import sql
from backend.kernel.cursor import Cursor
from backend.kernel.database import Database

BATCH_MAX = 500
PATIENCE_S = 1.0
"""How long the tail sleeps without a bell; a lost ring costs this much, never an operation."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A gap-free piece of the log: after `start`, up to and including `end`."""

    start: Cursor
    end: Cursor
    operations: tuple[UUID, ...]


Hear = Callable[[Stretch], Awaitable[None]]


async def head(session: Any, epoch: UUID) -> Cursor:
    """Return the position up to which the log is complete now."""
    return Cursor.up_to(epoch, (await session.fetch(sql.HORIZON))[0]["xid"])


async def read_on(
    session: Any, after: Cursor, *, until: Cursor | None = None, limit: int = BATCH_MAX
) -> Stretch:
    """Return what the log holds after a cursor, up to its head or to another known position.

    It holds at most `limit` operations; then it ends with the last of them.
    """
    end = await head(session, after.epoch) if until is None else until
    rows = await session.fetch(
        sql.LOG, str(after.xid), after.operation_id, str(end.xid), end.operation_id, limit
    )
    operations = tuple(row["id"] for row in rows)
    if len(rows) == limit:
        return Stretch(after, Cursor(after.epoch, rows[-1]["xid"], operations[-1]), operations)
    return Stretch(after, max(after, end), operations)


class Tail:
    """Follows the log of this database and passes each stretch to one listener."""

    def __init__(self, database: Database, hear: Hear) -> None:
        """Follow `database`; `hear` gets each stretch in turn."""
        self._database = database
        self._hear = hear

    async def follow(self, start: Cursor) -> None:
        """Go on until canceled, from `start`."""
        position, heard = start, 0
        while True:
            async with self._database.session() as session:
                stretch = await read_on(session, position)
            if stretch.operations:
                position = stretch.end
                await self._hear(stretch)
            if len(stretch.operations) < BATCH_MAX:
                heard = await self._wait(heard)

    async def _wait(self, heard: int) -> int:
        """Wait for a bell, then a breath: operations that commit together are read together."""
        rings = await self._database.bell.wait(heard, seconds=PATIENCE_S)
        await asyncio.sleep(0.01)
        return rings
