"""Make the stretches of history ahead that the next entries will need."""

import asyncio

import asyncpg

from backend.kernel.database import Database
from backend.stock.archiving import sql

MAKES_EVERY_S = 3600


async def make_stretches(database: Database) -> int:
    """Make what is missing and return how much that was; none when work is in the way."""
    async with database.session() as session:
        try:
            return int((await session.fetch(sql.MAKE_STRETCHES))[0]["made"])
        except asyncpg.LockNotAvailableError:
            return 0  # two lie ahead: there are hours of time


async def keep_stretches_ahead(database: Database) -> None:
    """Make what is missing, every hour, for ever."""
    while True:
        await make_stretches(database)
        await asyncio.sleep(MAKES_EVERY_S)
