"""Change the tote: the full one takes no more, the rest of the walk goes into another."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader, Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, Ref
from backend.outbound.picking import sql
from backend.outbound.picking.totes import tote_of
from backend.stock.containers import ContainerStatus, container_meant, place_container
from backend.tasks.scans import WrongContainer


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTote:
    """A fact from the floor: `full` takes no more on this walk, `to` goes along instead."""

    walk: DocumentRef
    full: Ref
    to: Ref


@dataclass(frozen=True, slots=True)
class ToteChanged:
    """Which tote goes along now."""

    walk_id: UUID
    tote_id: UUID


@dataclass(frozen=True, slots=True)
class Walk:
    """A round through the aisles."""

    id: UUID
    number: str
    location_id: UUID


async def walk_of(reader: Reader, ref: DocumentRef) -> Walk:
    """Return the walk that is meant; refuses NOT_FOUND."""
    found = await reader.first(Walk, sql.WALK, ref.id, ref.text)
    if found is None:
        raise NotFound(kind="walk", key=ref.said)
    return found


@command
async def change_tote(work: Work, asked: ChangeTote) -> Plan[ToteChanged]:
    """Close the full tote until it is emptied, and send the walk's open picks into the new one."""
    walk = await walk_of(work.reader, asked.walk)
    work.allow(Permission.PICK, walk.location_id)
    full = await container_meant(work.reader, asked.full)
    if full is None:
        raise NotFound(kind="tote", key=asked.full.said)
    if full.kind != "TOTE" or full.location_id != walk.location_id:
        raise WrongContainer(scanned=full.code, wanted="a tote of this walk")
    tote = await tote_of(work, asked.to, location_id=walk.location_id)
    if tote.id == full.id:
        raise WrongContainer(scanned=full.code, wanted="another tote than the full one")
    values = (walk.id, full.id, tote.id, work.now)
    return Plan(
        answer=ToteChanged(walk.id, tote.id),
        kind="CHANGE_TOTE",
        location_id=walk.location_id,
        document_id=walk.id,
        writes=(
            *tote.writes,
            place_container(full, bin_id=full.bin_id, status=ContainerStatus.CLOSED),
            Write(Rank.TASK, f"walk {walk.id}", sql.CHANGE_TOTE, values, rows=None),
        ),
    )
