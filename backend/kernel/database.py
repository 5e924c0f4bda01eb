"""The one pool of connections to PostgreSQL; the ORM and hand-written SQL share it.

Every session runs as the application's role, which cannot change history, whoever logged in.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

import asyncpg
from tortoise.context import TortoiseContext, get_current_context

from backend.kernel.batches import PATIENT, Batches
from backend.kernel.bell import Bell
from backend.kernel.tables import LogEpoch

APP_ROLE = "stockwright_app"
CONNECT_S = 10
PATIENCE = {
    "statement_timeout": "5s",
    "lock_timeout": PATIENT,
    "idle_in_transaction_session_timeout": "10s",
}
"""A writer that stalls holds back the log of everyone; it is stopped before that hurts."""


async def _keep(_: Any) -> None:
    """Leave a released connection as it is: we set nothing on it, and a reset is a round trip.

    An open transaction is rolled back by the driver before it asks us.
    """


POOL = {
    "minsize": 0,
    "reset": _keep,
    "statement_cache_size": 1000,
    "max_inactive_connection_lifetime": 0,
}
"""A connection opens when it is needed and stays; nothing in the background mends the pool."""


class Database:
    """An open database: sessions from its pool, the log's epoch, and the bell of its commits."""

    def __init__(self, orm: TortoiseContext, credentials: dict[str, Any]) -> None:
        """Use `open`, which also connects."""
        self._orm = orm
        self._credentials = credentials
        self._client: Any = orm.db()
        self.bell = Bell()
        self.batches = Batches()
        self.epoch = UUID(int=0)

    @classmethod
    async def open(cls, url: str, *, tables: Sequence[str], pool_max: int = 10) -> Self:
        """Connect to a migrated database; `tables` are the modules that hold the ORM's models."""
        credentials = credentials_of(url)
        modules = sorted({LogEpoch.__module__, *tables})
        client = {"maxsize": pool_max, **POOL, **credentials}
        # The server's requests run in other tasks than the one that opens the database.
        is_first = get_current_context() is None
        with TortoiseContext() as orm:
            await orm.init(
                config={
                    "connections": {
                        "default": {"engine": "tortoise.backends.asyncpg", "credentials": client}
                    },
                    "apps": {"models": {"models": modules, "default_connection": "default"}},
                },
                _enable_global_fallback=is_first,
            )
            opened = cls(orm, credentials)
            try:
                opened.epoch = (await LogEpoch.get()).epoch
            except BaseException:
                await opened.close()
                raise
        return opened

    def session(self) -> AbstractAsyncContextManager[Any]:
        """Lend a connection of the pool; it must come back with no transaction open."""
        wrapper: AbstractAsyncContextManager[Any] = self._client.acquire_connection()
        return wrapper

    @asynccontextmanager
    async def line(self) -> AsyncIterator[Any]:
        """Open a connection outside the pool, for a task that keeps it as long as it lives."""
        connection = await asyncpg.connect(**self._credentials)
        try:
            yield connection
        finally:
            connection.terminate()

    async def close(self) -> None:
        """Give every connection back to PostgreSQL."""
        await self._orm.close_connections()


def credentials_of(url: str) -> dict[str, Any]:
    """Read a `postgres://user:password@host:port/database?host=/socket/folder` address."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    credentials: dict[str, Any] = {
        "host": query.get("host") or parts.hostname or "localhost",
        "port": int(query.get("port") or parts.port or 5432),
        "user": query.get("user") or unquote(parts.username or "") or None,
        "password": query.get("password") or unquote(parts.password or "") or None,
        "database": unquote(parts.path.lstrip("/")) or None,
        "timeout": CONNECT_S,
        "server_settings": {
            "application_name": "stockwright",
            "role": APP_ROLE,
            "timezone": "UTC",
            **PATIENCE,
        },
    }
    if "sslmode" in query:
        credentials["ssl"] = query["sslmode"]
    return credentials
