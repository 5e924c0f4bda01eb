"""Prove the ledger, whole or since the last checkpoint, step by step, so that one sees it go on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from backend.stock.proving import sql
from backend.stock.proving.chain import links
from backend.stock.proving.checkpoint import NOWHERE, Checkpoint, checkpoint_before
from backend.stock.sealing.seal import newest_seal, seals_after
from backend.stock.verify import CHECKS, OF_NOW, Check, Finding, found

FAR = (2**62, UUID(int=(1 << 128) - 1))


class Extent(StrEnum):
    """How far back a proof goes."""

    FULL = "FULL"
    SINCE_CHECKPOINT = "SINCE_CHECKPOINT"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a proof is: what it does now, how much of it, and what it found when it is done."""

    says: str
    done: int
    total: int
    finding: Finding | None = None


CHAIN = Check("I2", "each sealed operation is what it was", "")
SINCE = (
    Check("I5", "on hand and reserved = the checkpoint and what came since", sql.BALANCES_SINCE),
    Check("I8", "reservations touched since resolved at most once", sql.RESOLVED_SINCE),
)


async def start_of(session: Any, extent: Extent) -> Checkpoint:
    """Return where a proof begins."""
    return NOWHERE if extent is Extent.FULL else await checkpoint_before(session, FAR)


async def steps(session: Any, extent: Extent) -> AsyncIterator[Step]:
    """Run every check of a proof; the session must hold one repeatable snapshot."""
    start = await start_of(session, extent)
    if start is NOWHERE:
        for number, check in enumerate(CHECKS):
            yield Step(check.says, number, len(CHECKS))
            yield Step(check.says, number + 1, len(CHECKS), await found(session, check))
    else:
        for number, check in enumerate((*OF_NOW, *SINCE)):
            values = _since(check, start)
            yield Step(check.says, number, len(OF_NOW) + len(SINCE))
            done = await found(session, check, *values)
            yield Step(check.says, number + 1, len(OF_NOW) + len(SINCE), done)
    async for step in _chain(session, start):
        yield step


def _since(check: Check, start: Checkpoint) -> tuple[object, ...]:
    if check not in SINCE:
        return ()
    where = (str(start.xid), start.id)
    return (*where, start.seal) if check is SINCE[0] else where


async def _chain(session: Any, start: Checkpoint) -> AsyncIterator[Step]:
    newest = await newest_seal(session)
    trusted = (await seals_after(session, start.seal - 1, limit=1))[0] if start.seal else None
    total = newest.number - start.seal if newest else 0
    done, looked_at, wrong = 0, 0, list[str]()
    async for link in links(session, after=trusted):
        done, looked_at = done + 1, looked_at + link.operations
        wrong += link.wrong
        yield Step(CHAIN.says, done, total)
    finding = Finding(CHAIN, looked_at, len(wrong), min(wrong, default=None))
    yield Step(CHAIN.says, total, total, finding)
