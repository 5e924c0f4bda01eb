"""Approve a barcode that was taught on the floor: another person looked at it."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.kinds import BarcodeStatus
from backend.master.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveBarcode:
    """Which barcode."""

    barcode_id: UUID


@dataclass(frozen=True, slots=True)
class BarcodeApproved:
    """Which barcode."""

    barcode_id: UUID


@dataclass(frozen=True, slots=True)
class SavedBarcode:
    """A barcode as it stands."""

    id: UUID
    value: str
    status: str
    version: int


@command
async def approve_barcode(work: Work, asked: ApproveBarcode) -> Plan[BarcodeApproved]:
    """Trust a learned barcode; refuses NOT_IN_THIS_STATE when it is not waiting."""
    if not work.actor.may_somewhere(Permission.EDIT_MASTER_DATA):
        work.allow(Permission.EDIT_MASTER_DATA, None)
    found = await work.reader.first(SavedBarcode, sql.BARCODE, asked.barcode_id)
    if found is None:
        raise NotFound(kind="barcode", key=str(asked.barcode_id))
    if found.status != BarcodeStatus.LEARNED:
        raise NotInThisState(kind="barcode", state=found.status.lower())
    values = (found.id, found.version, work.now)
    return Plan(
        answer=BarcodeApproved(found.id),
        writes=(Write(Rank.DOCUMENT, "barcode", sql.APPROVE_BARCODE, values),),
        kind="APPROVE_BARCODE",
        document_id=found.id,
    )
