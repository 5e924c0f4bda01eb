"""Retire a barcode: from now on it means nothing, and may be taught anew."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.editing.approve_barcode import SavedBarcode
from backend.master.kinds import BarcodeStatus
from backend.master.permissions import Permission
from backend.master.saving import required


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireBarcode:
    """Which barcode, and why."""

    barcode_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class BarcodeRetired:
    """Which barcode."""

    barcode_id: UUID


@command
async def retire_barcode(work: Work, asked: RetireBarcode) -> Plan[BarcodeRetired]:
    """Stop reading a barcode; refuses NOT_IN_THIS_STATE when it was retired before."""
    if not work.actor.may_somewhere(Permission.EDIT_MASTER_DATA):
        work.allow(Permission.EDIT_MASTER_DATA, None)
    reason = required("reason", asked.reason)
    found = await work.reader.first(SavedBarcode, sql.BARCODE_TO_RETIRE, asked.barcode_id)
    if found is None:
        raise NotFound(kind="barcode", key=str(asked.barcode_id))
    if found.status == BarcodeStatus.RETIRED:
        raise NotInThisState(kind="barcode", state="retired")
    values = (found.id, found.version, work.now)
    return Plan(
        answer=BarcodeRetired(found.id),
        writes=(Write(Rank.DOCUMENT, "barcode", sql.RETIRE_BARCODE, values),),
        kind="RETIRE_BARCODE",
        reason=reason,
        document_id=found.id,
    )
