"""Adjustments and write-offs with their lines, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.control.adjusting.document import AdjustmentReason, AdjustmentStatus
from backend.control.reads import sql
from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.master.refs import DocumentRef

NEWEST = Order((("created_at", "timestamptz"), ("id", "uuid")), Way.DESC)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentRow:
    """An adjustment with all that is known of it."""

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
    created_at: datetime
    created_by: UUID
    approved_by: UUID | None
    posted_by: UUID | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AdjustmentLineRow:
    """One change of stock."""

    adjustment_id: UUID
    item_id: UUID
    bin_id: UUID
    disposition: str | None
    difference: int
    lot_id: UUID | None = None
    serial_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentsWanted:
    """Which adjustments; None leaves a condition out."""

    locations: tuple[UUID, ...] | None = None
    statuses: tuple[AdjustmentStatus, ...] | None = None
    reasons: tuple[AdjustmentReason, ...] | None = None
    is_write_off: bool | None = None


async def adjustments_page(
    reader: Reader, wanted: AdjustmentsWanted, *, page: Page
) -> Paged[AdjustmentRow]:
    """Return one page of adjustments, newest first."""
    return await read_page(
        reader,
        AdjustmentRow,
        sql.ADJUSTMENTS_LISTED,
        wanted.locations,
        wanted.statuses,
        wanted.reasons,
        wanted.is_write_off,
        order=NEWEST,
        page=page,
    )


async def adjustments_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[AdjustmentRow]:
    """Return these adjustments."""
    return await reader.rows(AdjustmentRow, sql.ADJUSTMENTS_OF_KEYS, list(ids))


async def adjustment_meant(reader: Reader, ref: DocumentRef) -> UUID | None:
    """Return the id of the adjustment that is meant; None when there is none."""
    found: UUID | None = await reader.value(sql.ADJUSTMENT_OF_NUMBER, ref.id, ref.text)
    return found


async def lines_of_adjustments(reader: Reader, ids: Sequence[UUID]) -> list[AdjustmentLineRow]:
    """Return what these adjustments change, in order."""
    return await reader.rows(AdjustmentLineRow, sql.LINES_OF_ADJUSTMENTS, list(ids))
