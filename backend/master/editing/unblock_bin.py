"""Unblock a bin."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.permissions import Permission
from backend.master.places import bin_of, location_of
from backend.master.refs import Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class UnblockBin:
    """Which bin."""

    location: Ref
    bin: Ref


@dataclass(frozen=True, slots=True)
class BinUnblocked:
    """Which bin."""

    bin_id: UUID


@command
async def unblock_bin(work: Work, asked: UnblockBin) -> Plan[BinUnblocked]:
    """Let goods in and out again."""
    place = await location_of(work.reader, asked.location)
    work.allow(Permission.BLOCK_BIN, place.id)
    bin_ = await bin_of(work.reader, asked.bin, location_id=place.id)
    values = (bin_.id, work.now)
    return Plan(
        answer=BinUnblocked(bin_.id),
        writes=(Write(Rank.DOCUMENT, "bin", sql.UNBLOCK_BIN, values),),
        kind="UNBLOCK_BIN",
        location_id=place.id,
        document_id=bin_.id,
    )
