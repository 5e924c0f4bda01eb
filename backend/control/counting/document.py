"""A count as commands see it, with the writes that begin it, move it on and keep its evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.control.counting import sql
from backend.control.counting.rules import Counted
from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader, Work
from backend.master.places import Bin
from backend.stock.reads import Balance
from backend.stock.seen import LogPosition


class CountTrigger(StrEnum):
    """Why something is counted."""

    VELOCITY = "VELOCITY"
    VALUE = "VALUE"
    VARIANCE = "VARIANCE"
    ZERO_CHECK = "ZERO_CHECK"
    LOW_STOCK = "LOW_STOCK"
    NEVER_COUNTED = "NEVER_COUNTED"
    SHORT_PICK = "SHORT_PICK"
    RECOUNT = "RECOUNT"
    REQUESTED = "REQUESTED"


class CountStatus(StrEnum):
    """How far a count is."""

    QUEUED = "QUEUED"
    RECOUNTING = "RECOUNTING"
    AWAITING_APPROVAL = "AWAITING_APPROVAL"
    POSTED = "POSTED"
    REJECTED = "REJECTED"
    CANCELED = "CANCELED"


CLOSED = frozenset({CountStatus.POSTED, CountStatus.REJECTED, CountStatus.CANCELED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a count is wanted, and how it is to be done."""

    trigger: CountTrigger
    is_blind: bool = True
    reason: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count of a bin, as read."""

    id: UUID
    number: str
    location_id: UUID
    bin_id: UUID
    trigger: str
    status: str
    is_blind: bool
    reason: str | None
    due_at: datetime | None
    approval_id: UUID | None
    created_at: datetime
    created_by: UUID
    closed_at: datetime | None
    version: int
    updated_at: datetime

    @property
    def is_closed(self) -> bool:
        """Nothing more happens to it."""
        return self.status in CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Who counted, and as which of the two."""

    id: UUID
    number: int
    counted_by: UUID


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


async def count_of(reader: Reader, count_id: UUID) -> Count:
    """Return a count; refuses NOT_FOUND."""
    found = await reader.first(Count, sql.COUNT, count_id)
    if found is None:
        raise NotFound(kind="count", key=str(count_id))
    return found


async def open_counts(reader: Reader, bin_ids: Iterable[UUID]) -> dict[UUID, Count]:
    """Return the counts of these bins that are still to end; one a bin at most."""
    rows = await reader.rows(Count, sql.OPEN_COUNTS, list(bin_ids))
    return {row.bin_id: row for row in rows}


async def attempts_of(reader: Reader, count_id: UUID) -> list[Attempt]:
    """Return who counted so far, first to last."""
    return await reader.rows(Attempt, sql.ATTEMPTS, count_id)


async def lines_of_attempt(reader: Reader, attempt_id: UUID) -> tuple[Counted, ...]:
    """Return what one person found."""
    return tuple(await reader.rows(Counted, sql.LINES_OF_ATTEMPT, attempt_id))


async def items_of(reader: Reader, count_id: UUID) -> frozenset[UUID]:
    """Return the items that a count is limited to; none means all that lies there."""
    return frozenset(row.id for row in await reader.rows(_Id, sql.ITEMS_OF_COUNT, count_id))


def new_count(work: Work, bin_: Bin, *, number: str, cause: Cause) -> Count:
    """Return a count of a bin that nobody has begun yet."""
    return Count(
        id=derived_id(work.operation_id, f"count {bin_.id}"),
        number=number,
        location_id=bin_.location_id,
        bin_id=bin_.id,
        trigger=cause.trigger.value,
        status=CountStatus.QUEUED,
        is_blind=cause.is_blind,
        reason=cause.reason,
        due_at=cause.due_at,
        approval_id=None,
        created_at=work.now,
        created_by=work.actor.id,
        closed_at=None,
        version=1,
        updated_at=work.now,
    )


def begin_count(work: Work, count: Count, *, items: Iterable[UUID] = ()) -> tuple[Write, ...]:
    """Bring a count into being, limited to some items if any are named."""
    values = (
        count.id, count.number, count.location_id, count.bin_id, count.trigger, count.status,
        count.is_blind, count.reason, count.due_at, work.now, work.actor.id,
    )  # fmt: skip
    order = f"count {count.id}"
    return (
        Write(Rank.DOCUMENT, order, sql.BEGIN_COUNT, values),
        Write(
            Rank.DOCUMENT, f"{order} items", sql.LIMIT_COUNT, (count.id, sorted(items)), rows=None
        ),
    )


def advance_count(
    work: Work, seen: Count, *, status: CountStatus, approval_id: UUID | None = None
) -> Write:
    """Say how far a count is, if it is still as seen."""
    closed_at = work.now if status in CLOSED else None
    values = (seen.id, seen.version, status.value, approval_id, closed_at, work.now)
    return Write(Rank.DOCUMENT, f"count {seen.id} on", sql.ADVANCE_COUNT, values)


def keep_attempt(
    work: Work,
    count: Count,
    *,
    number: int,
    lines: Sequence[Counted],
    compared_with: Iterable[Balance],
    seen_at: LogPosition | None,
) -> tuple[Write, ...]:
    """Keep what somebody counted, and what it was compared with; it is never changed."""
    attempt_id = derived_id(work.operation_id, "attempt")
    attempt = (
        attempt_id, count.id, number, work.actor.id, work.occurred_at, work.operation_id,
        seen_at.xid if seen_at else None, seen_at.operation_id if seen_at else None,
    )  # fmt: skip
    found = (
        attempt_id,
        [line.item_id for line in lines],
        [line.counted for line in lines],
        [line.book for line in lines],
        [line.lot_id for line in lines],
        [line.serial_id for line in lines],
    )
    held = tuple(compared_with)
    evidence = (
        attempt_id,
        [balance.key_id for balance in held],
        [balance.on_hand for balance in held],
        [balance.version for balance in held],
    )
    return (
        Write(Rank.RECORD, "count 1 attempt", sql.KEEP_ATTEMPT, attempt),
        Write(Rank.RECORD, "count 2 lines", sql.KEEP_LINES, found, rows=len(lines)),
        Write(Rank.RECORD, "count 3 seen", sql.KEEP_SEEN, evidence, rows=len(held)),
    )
