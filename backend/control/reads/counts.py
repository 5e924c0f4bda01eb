"""Counts with their attempts and lines, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.control.counting.document import Count, CountStatus, CountTrigger
from backend.control.reads import sql
from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.master.refs import DocumentRef

NEWEST = Order((("created_at", "timestamptz"), ("id", "uuid")), Way.DESC)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One person's count."""

    id: UUID
    count_id: UUID
    number: int
    counted_by: UUID
    counted_at: datetime
    operation_id: UUID
    seen_xid: int | None
    seen_id: UUID | None


@dataclass(frozen=True, slots=True)
class LineRow:
    """What somebody counted, and what the book said at their moment."""

    attempt_id: UUID
    item_id: UUID
    counted: int
    book: int
    lot_id: UUID | None = None
    serial_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ItemOfCount:
    """An item that a count is limited to."""

    count_id: UUID
    item_id: UUID


@dataclass(frozen=True, slots=True)
class AdjustmentOfCount:
    """The adjustment that a count led to."""

    count_id: UUID
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsWanted:
    """Which counts; None leaves a condition out."""

    locations: tuple[UUID, ...] | None = None
    statuses: tuple[CountStatus, ...] | None = None
    triggers: tuple[CountTrigger, ...] | None = None
    bins: tuple[UUID, ...] | None = None


async def counts_page(reader: Reader, wanted: CountsWanted, *, page: Page) -> Paged[Count]:
    """Return one page of counts, newest first."""
    return await read_page(
        reader,
        Count,
        sql.COUNTS_LISTED,
        wanted.locations,
        wanted.statuses,
        wanted.triggers,
        wanted.bins,
        order=NEWEST,
        page=page,
    )


async def counts_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[Count]:
    """Return these counts."""
    return await reader.rows(Count, sql.COUNTS_OF_KEYS, list(ids))


async def count_meant(reader: Reader, ref: DocumentRef) -> UUID | None:
    """Return the id of the count that is meant; None when there is none."""
    found: UUID | None = await reader.value(sql.COUNT_OF_NUMBER, ref.id, ref.text)
    return found


async def items_of_counts(reader: Reader, ids: Sequence[UUID]) -> list[ItemOfCount]:
    """Return what these counts are limited to."""
    return await reader.rows(ItemOfCount, sql.ITEMS_OF_COUNTS, list(ids))


async def attempts_of_counts(reader: Reader, ids: Sequence[UUID]) -> list[AttemptRow]:
    """Return who counted, count by count."""
    return await reader.rows(AttemptRow, sql.ATTEMPTS_OF_COUNTS, list(ids))


async def attempts_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[AttemptRow]:
    """Return these attempts."""
    return await reader.rows(AttemptRow, sql.ATTEMPTS_OF_KEYS, list(ids))


async def lines_of_attempts(reader: Reader, ids: Sequence[UUID]) -> list[LineRow]:
    """Return what was counted, attempt by attempt."""
    return await reader.rows(LineRow, sql.LINES_OF_ATTEMPTS, list(ids))


async def adjustments_of_counts(reader: Reader, ids: Sequence[UUID]) -> list[AdjustmentOfCount]:
    """Return the adjustments that these counts led to."""
    return await reader.rows(AdjustmentOfCount, sql.ADJUSTMENTS_OF_COUNTS, list(ids))
