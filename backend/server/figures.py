"""Look every few seconds at what no request measures: how far the log lags, what still waits."""

import asyncio

from backend.kernel.database import Database
from backend.kernel.metrics import LOG_LAG_SECONDS, OUTBOX_OPEN

LOOK_S = 5.0

# An operation that is committed but not yet shown waits for an older transaction that is open.
LOG_LAG = """
SELECT coalesce(extract(epoch FROM now() - min(recorded_at)), 0)::float8
  FROM operation
 WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())
"""

OPEN_EVENTS = "SELECT count(*) FROM outbox_event WHERE handled_at IS NULL"


async def keep_measuring(database: Database) -> None:
    """Measure until canceled."""
    while True:
        async with database.session() as session:
            LOG_LAG_SECONDS.set(await session.fetchval(LOG_LAG))
            OUTBOX_OPEN.set(await session.fetchval(OPEN_EVENTS))
        await asyncio.sleep(LOOK_S)
