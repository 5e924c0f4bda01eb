"""Count the statements that PostgreSQL is sent, by their text; it does so itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from backend.server.cluster import NAME
from backend.server.postgres import Addresses

PRELOADED = {"shared_preload_libraries": "pg_stat_statements"}
COUNTED = """
SELECT query, calls, total_exec_time AS ms
  FROM pg_stat_statements
  JOIN pg_database ON pg_database.oid = dbid
 WHERE datname = $1
 ORDER BY calls DESC, total_exec_time DESC
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """A statement, how often it ran, and for how many milliseconds in all."""

    query: str
    calls: int
    ms: float

    @property
    def title(self) -> str:
        """Its beginning, on one line."""
        return " ".join(self.query.split())[:70]


async def start_counting(addresses: Addresses) -> None:
    """Count from now on."""
    connection = await asyncpg.connect(addresses.superuser)
    await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    await connection.execute("SELECT pg_stat_statements_reset()")
    await connection.close()


async def counted(addresses: Addresses) -> Sequence[Counted]:
    """Return what the warehouse's database was asked since then, the most frequent first."""
    connection = await asyncpg.connect(addresses.superuser)
    rows = await connection.fetch(COUNTED, NAME)
    await connection.close()
    return [Counted(**row) for row in rows]
