"""Prove the ledger on one snapshot, sign what was found, and keep it."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from backend.kernel import clock
from backend.kernel.database import Database
from backend.server.proving.bundle import HOLD, signed_head
from backend.server.proving.head import Signed
from backend.server.proving.key import key_to_sign_with
from backend.stock.proving.prove import Extent, Step, steps
from backend.stock.proving.record import Verdict, keep
from backend.stock.sealing.seal import seal_all
from backend.stock.verify import Finding

Tell = Callable[[Step], object]


async def prove_and_keep(
    database: Database, extent: Extent, *, data: Path, tell: Tell
) -> tuple[Verdict, Signed]:
    """Seal what is there, run every check on one snapshot, sign the head, keep the verdict."""
    begun = monotonic()
    await seal_all(database)
    found: list[Finding] = []
    async with database.line() as session:
        await session.execute("SET statement_timeout = 0")
        await session.execute("SET idle_in_transaction_session_timeout = 0")
        async with session.transaction(isolation="repeatable_read", readonly=True):
            await session.execute(HOLD)
            async for step in steps(session, extent):
                tell(step)
                if step.finding is not None:
                    found.append(step.finding)
            signed = await signed_head(session, key_to_sign_with(data))
        took_ms = round((monotonic() - begun) * 1000)
        verdict = Verdict(extent, found, signed.head.balances, signed.signature, took_ms)
        await keep(session, verdict, at=clock.now())
    return verdict, signed
