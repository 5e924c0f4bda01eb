"""An adjustment as commands see it, with the writes that keep it and say how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.control.adjusting import sql
from backend.control.differences import Difference
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader, Work
from backend.stock.keys import Disposition


class AdjustmentStatus(StrEnum):
    """How far an adjustment is."""

    AWAITING_APPROVAL = "AWAITING_APPROVAL"
    POSTED = "POSTED"
    REJECTED = "REJECTED"


class AdjustmentReason(StrEnum):
    """Why stock is adjusted."""

    COUNT = "COUNT"
    FOUND = "FOUND"
    LOST = "LOST"
    STOLEN = "STOLEN"
    DAMAGED = "DAMAGED"
    EXPIRED = "EXPIRED"
    SAMPLE = "SAMPLE"
    SCRAPPED = "SCRAPPED"
    ENTRY_WRONG = "ENTRY_WRONG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A change of stock that no other flow explains, as read or as to be kept."""

    id: UUID
    number: str
    location_id: UUID
    status: str
    reason: str
    note: str | None
    is_write_off: bool
    value_minor: int | None
    currency: str | None
    count_id: UUID | None
    approval_id: UUID | None
    created_by: UUID
    approved_by: UUID | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentLine:
    """One change of stock, as read."""

    id: UUID
    item_id: UUID
    bin_id: UUID
    disposition: str | None
    owner_id: UUID | None
    difference: int
    lot_id: UUID | None
    serial_id: UUID | None

    @property
    def condition(self) -> Disposition | None:
        """Which of what lies there; None for whichever."""
        return Disposition(self.disposition) if self.disposition else None


async def adjustment_of(reader: Reader, adjustment_id: UUID) -> Adjustment:
    """Return an adjustment; refuses NOT_FOUND."""
    found = await reader.first(Adjustment, sql.ADJUSTMENT, adjustment_id)
    if found is None:
        raise NotFound(kind="adjustment", key=str(adjustment_id))
    return found


async def lines_of(reader: Reader, adjustment_id: UUID) -> list[AdjustmentLine]:
    """Return what an adjustment changes."""
    return await reader.rows(AdjustmentLine, sql.LINES, adjustment_id)


def keep_adjustment(
    work: Work, kept: Adjustment, differences: Sequence[Difference]
) -> tuple[Write, ...]:
    """Keep an adjustment with its lines; one that is POSTED is posted by this operation."""
    posted_by = work.operation_id if kept.status == AdjustmentStatus.POSTED else None
    values = (
        kept.id, kept.number, kept.location_id, kept.status, kept.reason, kept.note,
        kept.is_write_off, kept.value_minor, kept.currency, kept.count_id, kept.approval_id,
        work.now, kept.created_by, kept.approved_by, posted_by,
    )  # fmt: skip
    lines = (
        kept.id,
        [difference.line_id for difference in differences],
        [difference.item_id for difference in differences],
        [difference.bin.id for difference in differences],
        [difference.disposition for difference in differences],
        [difference.owner_id for difference in differences],
        [difference.quantity for difference in differences],
        [difference.lot_id for difference in differences],
        [difference.serial_id for difference in differences],
    )
    order = f"count adjustment {kept.id}"
    return (
        Write(Rank.RECORD, order, sql.KEEP_ADJUSTMENT, values),
        Write(Rank.RECORD, f"{order} lines", sql.KEEP_LINES, lines, rows=len(differences)),
    )


def decide_adjustment(
    work: Work, seen: Adjustment, *, status: AdjustmentStatus, approved_by: UUID | None
) -> Write:
    """Say what became of an adjustment that waited, if it is still as seen."""
    posted_by = work.operation_id if status is AdjustmentStatus.POSTED else None
    values = (seen.id, seen.version, status.value, approved_by, posted_by, work.now)
    return Write(Rank.DOCUMENT, f"adjustment {seen.id}", sql.DECIDE_ADJUSTMENT, values)
