"""The case that a surprising pick opens: what was told, what the book had."""

from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.outbound.picking.scanned import Scanned
from backend.outbound.picking.stop import Stop
from backend.tasks.case import CaseKind, NewCase, Severity, open_case


def conflict_id(work: Work) -> UUID:
    """Return the id of the case that this operation opens if it must."""
    return derived_id(work.operation_id, "case")


def conflict_case(work: Work, stop: Stop, scanned: Scanned, *, quantity: int, why: str) -> Write:
    """Open the case of a pick that disagrees with the book; `why` ends its sentence."""
    return open_case(
        work,
        NewCase(
            id=conflict_id(work),
            kind=CaseKind.OFFLINE_CONFLICT,
            severity=Severity.WARNING,
            title=f"A pick of {quantity} {scanned.item.sku} from {scanned.bin.code} {why}",
            location_id=stop.task.location_id,
            bin_id=stop.bin_id,
            item_id=stop.item_id,
            subject_kind="Task",
            subject_id=stop.task.id,
            facts={
                "picked": quantity,
                "allocated": stop.allocated,
                "task_status": stop.task.status,
                "tote": scanned.tote.code,
                "order": stop.task.document_number or "",
                "picked_by": work.actor.name,
                "picked_at": work.occurred_at.isoformat(),
            },
        ),
    )
