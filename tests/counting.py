"""Count what a command asks of the database: every statement is a wait."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from backend.kernel.command import Command
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from tests.world import World


class Counted:
    """A database that writes down each statement that is sent to it, in order."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.bell = database.bell
        self.epoch = database.epoch
        self.batches = database.batches
        self.sent: list[str] = []

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Any]:
        """Lend a connection of the pool whose statements are counted."""
        async with self._database.session() as session:
            with session.query_logger(lambda record: self.sent.append(record.query)):
                yield session


async def statements_of(
    world: World, what: Command[Any, Any], asked: Any, *, request: Request | None = None
) -> dict[str, int]:
    """Perform a command as the worker; return how many statements looked, and how many posted.

    What a connection must be taught before its first post of a kind is not counted.
    """
    counted = Counted(world.database)
    await perform(counted, what, asked, request or Request(new_id(), world.worker))
    sent = [text for text in counted.sent if "CREATE OR REPLACE FUNCTION" not in text]
    looks = [text for text in sent if "pg_temp." not in text]
    return {"looks": len(looks), "posts": len(sent) - len(looks)}
