"""Get a command through a moment in which the database is away: it fell, and is up again soon.

Doing it again is safe, whatever became of the first time: an operation id takes effect once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar, TypeVar

import asyncpg

from backend.kernel.refusals import Refusal

Answer = TypeVar("Answer")

PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)

LOST = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)


class DatabaseAway(Refusal):
    """The database does not answer at the moment; nothing is lost, and nothing was done twice."""

    code: ClassVar[str] = "DATABASE_AWAY"
    sentence: ClassVar[str] = "The warehouse's records are out of reach; send it again in a moment."
    retryable: ClassVar[bool] = True


def is_outage(error: BaseException | None) -> bool:
    """Tell whether a connection was lost, or could not be had.

    asyncpg files wrong arguments under the same names; those are ValueErrors besides.
    """
    return isinstance(error, LOST) and not isinstance(error, ValueError)


async def through_outages(attempt: Callable[[], Awaitable[Answer]]) -> Answer:
    """Attempt it again while connections are lost, for about three seconds.

    Raises DatabaseAway after that.
    """
    for pause in PAUSES_S:
        try:
            return await attempt()
        except LOST as error:
            if not is_outage(error):
                raise
            await asyncio.sleep(pause)
    raise DatabaseAway
