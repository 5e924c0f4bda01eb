"""What proofs found, kept for whoever asks, and the checkpoint from which the next begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.kernel.work import Reader
from backend.stock.proving import sql
from backend.stock.proving.checkpoint import make_checkpoint
from backend.stock.proving.prove import CHAIN, Extent
from backend.stock.sealing.seal import newest_seal
from backend.stock.verify import Finding

BOUNDS = "0 ≤ reserved ≤ on hand for every physical key"


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof that was kept."""

    extent: str
    seal: int | None
    operations: int
    balances: int
    digest: str
    signature: str | None
    is_sound: bool
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one proof came to: its findings, the digest and signature of the head, and how long."""

    extent: Extent
    findings: Sequence[Finding]
    digest: str
    signature: str | None
    took_ms: int

    @property
    def is_sound(self) -> bool:
        """Whether everything holds."""
        return not any(finding.off for finding in self.findings)

    def looked_at(self, says: str) -> int:
        """Return how many rows one check looked at."""
        return sum(one.looked_at for one in self.findings if one.check.says == says)


async def keep(session: Any, verdict: Verdict, *, at: datetime) -> None:
    """Keep a verdict, and when it is sound make a checkpoint at the end of the chain."""
    seal = await newest_seal(session)
    await session.fetch(
        sql.WRITE_PROOF, verdict.extent.value, seal and seal.number,
        verdict.looked_at(CHAIN.says), verdict.looked_at(BOUNDS), bytes.fromhex(verdict.digest),
        verdict.signature and bytes.fromhex(verdict.signature), verdict.is_sound, at,
        verdict.took_ms,
    )  # fmt: skip
    if verdict.is_sound and seal is not None:
        await make_checkpoint(session, seal, at=at)


async def newest_proof(reader: Reader) -> Proved | None:
    """Return what the last proof found; None when there was none yet."""
    return await reader.first(Proved, sql.NEWEST_PROOF)
