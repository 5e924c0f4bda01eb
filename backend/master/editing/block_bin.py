"""Block a bin: nothing goes in, or out, until somebody unblocks it."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.kinds import BinBlock
from backend.master.permissions import Permission
from backend.master.places import bin_of, location_of
from backend.master.refs import Ref
from backend.master.saving import required


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBin:
    """Which bin, which way, and why."""

    location: Ref
    bin: Ref
    block: BinBlock
    reason: str


@dataclass(frozen=True, slots=True)
class BinBlocked:
    """Which bin."""

    bin_id: UUID


@command
async def block_bin(work: Work, asked: BlockBin) -> Plan[BinBlocked]:
    """Stop goods one way or both; what was promised from it waits."""
    place = await location_of(work.reader, asked.location)
    work.allow(Permission.BLOCK_BIN, place.id)
    bin_ = await bin_of(work.reader, asked.bin, location_id=place.id)
    reason = required("reason", asked.reason)
    values = (bin_.id, asked.block, reason, work.now)
    return Plan(
        answer=BinBlocked(bin_.id),
        writes=(Write(Rank.DOCUMENT, "bin", sql.BLOCK_BIN, values),),
        kind="BLOCK_BIN",
        reason=reason,
        location_id=place.id,
        document_id=bin_.id,
    )
