"""Prove the ledger each night, by one worker: since the last checkpoint, on Sundays whole."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any

from backend.kernel import clock
from backend.kernel.database import Database
from backend.server.logs import logger
from backend.server.proving.proof import prove_and_keep
from backend.server.settings import load_settings
from backend.stock.proving.prove import Extent

NIGHT = time(2, 0, tzinfo=UTC)
SUNDAY = 6
LOOK_S = 60
LOCK = 0x570C_C322
"""The advisory lock that lets one worker prove at a time."""

PROVED_SINCE = "SELECT EXISTS (SELECT FROM stock_proof WHERE checked_at >= $1) AS is_proved"
TAKE = f"SELECT pg_try_advisory_lock({LOCK}) AS is_mine"
log = logger(__name__)


async def keep_proving(database: Database) -> None:
    """Look every minute whether this night's proof is still to be done, and do it."""
    while True:
        await asyncio.sleep(LOOK_S)
        await prove_tonight(database, now=clock.now())


async def prove_tonight(database: Database, *, now: datetime) -> bool:
    """Prove, unless somebody has since two in the morning or is at it; tell whether we did."""
    night = last_night(now)
    async with database.line() as session:
        if await _is_proved(session, night) or not (await session.fetch(TAKE))[0]["is_mine"]:
            return False
        # Who waited for the lock may find it done.
        if await _is_proved(session, night):
            return False
        extent = Extent.FULL if night.weekday() == SUNDAY else Extent.SINCE_CHECKPOINT
        verdict, signed = await prove_and_keep(
            database, extent, data=load_settings().data, tell=lambda _: None
        )
    off = [f"{one.check.name}: {one.example}" for one in verdict.findings if one.off]
    tell = log.info if verdict.is_sound else log.error
    tell(
        "the ledger was proved" if verdict.is_sound else "the ledger is off",
        extent=extent.value, off=off, took_ms=verdict.took_ms, seal=signed.head.seal,
        root=signed.head.root, balances=signed.head.balances, signature=signed.signature,
    )  # fmt: skip
    return True


def last_night(now: datetime) -> datetime:
    """Return the last two in the morning."""
    tonight = datetime.combine(now.astimezone(UTC).date(), NIGHT)
    return tonight if tonight <= now else tonight - timedelta(days=1)


async def _is_proved(session: Any, night: datetime) -> bool:
    return bool((await session.fetch(PROVED_SINCE, night))[0]["is_proved"])
