"""Take a number of stock apart: what makes it, operation by operation or promise by promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.stock.explaining import sql

NEWEST_OPERATION = Order((("xid", "bigint"), ("id", "uuid")), Way.DESC)
NEWEST_RESERVATION = Order((("at", "timestamptz"), ("id", "uuid")), Way.DESC)
LABELS = {"SOFT": "Promised", "HARD": "Allocated", "PICK": "Picked"}


class StockNumber(Enum):
    """A number that can be explained."""

    ON_HAND = "ON_HAND"
    HELD = "HELD"
    AVAILABLE = "AVAILABLE"


@dataclass(frozen=True, slots=True)
class Meant:
    """Which stock: an item, where, and whose; None means whichever."""

    item_id: UUID
    locations: Sequence[UUID] | None = None
    bins: Sequence[UUID] | None = None
    owners: Sequence[UUID] | None = None

    @property
    def values(self) -> tuple[object, ...]:
        """Return the columns that the statements bind."""
        narrow = (self.locations, self.bins, self.owners)
        return (self.item_id, *(None if one is None else list(one) for one in narrow))


@dataclass(frozen=True, slots=True)
class Group:
    """What of one kind adds to a number, signed, and how many times."""

    label: str
    quantity: int
    count: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A number and what it consists of: `groups` add up to it, unless promises exceed supply."""

    number: StockNumber
    quantity: int
    added: int
    taken: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class OperationTerm:
    """An operation that changed a number, and what it was after that."""

    xid: int
    id: UUID
    quantity: int
    after: int
    kind: str
    at: datetime

    @property
    def operation_id(self) -> UUID:
        """Which operation it is."""
        return self.id


@dataclass(frozen=True, slots=True)
class ReservationTerm:
    """A reservation that is part of a number, and what it was with that and all before it."""

    id: UUID
    operation_id: UUID
    demand_id: UUID
    level: str
    quantity: int
    after: int
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _OnHand:
    total: int
    label: str | None
    quantity: int | None
    times: int | None
    came: int | None
    went: int | None


@dataclass(frozen=True, slots=True)
class _Reserved:
    supply: int
    safety: int
    available: int | None
    label: str | None
    quantity: int | None
    times: int | None


async def explain(reader: Reader, number: StockNumber, meant: Meant) -> Explained:
    """Return a number with what it consists of, all as of one moment."""
    if number is StockNumber.ON_HAND:
        return _on_hand(await reader.rows(_OnHand, sql.ON_HAND, *meant.values))
    rows = await reader.rows(_Reserved, sql.RESERVED, *meant.values)
    return _held(rows) if number is StockNumber.HELD else _available(rows)


async def operation_terms(reader: Reader, meant: Meant, page: Page) -> Paged[OperationTerm]:
    """Return a page of the operations that make what is on hand, newest first."""
    return await read_page(
        reader, OperationTerm, sql.ON_HAND_TERMS, *meant.values, order=NEWEST_OPERATION, page=page
    )


async def reservation_terms(
    reader: Reader, meant: Meant, explained: Explained, page: Page
) -> Paged[ReservationTerm]:
    """Return a page of the reservations behind a number, newest first."""
    is_held = explained.number is StockNumber.HELD
    sign, basis = (1, 0) if is_held else (-1, explained.added)
    values = (*meant.values, sign, basis)
    return await read_page(
        reader, ReservationTerm, sql.RESERVED_TERMS, *values, order=NEWEST_RESERVATION, page=page
    )


def _on_hand(rows: list[_OnHand]) -> Explained:
    return Explained(
        number=StockNumber.ON_HAND,
        quantity=rows[0].total,
        added=sum(row.came or 0 for row in rows),
        taken=sum(row.went or 0 for row in rows),
        groups=tuple(
            Group(row.label.replace("_", " ").capitalize(), row.quantity or 0, row.times or 0)
            for row in rows
            if row.label
        ),
    )


def _held(rows: list[_Reserved]) -> Explained:
    groups = _levels(rows, sign=1)
    total = sum(group.quantity for group in groups)
    return Explained(StockNumber.HELD, total, total, 0, groups)


def _available(rows: list[_Reserved]) -> Explained:
    supply, safety = rows[0].supply, rows[0].safety
    reserved = _levels(rows, sign=-1)
    taken = -sum(group.quantity for group in reserved)
    kept = (Group("Safety stock", -safety, 1),) if safety else ()
    offset = max(0, supply - safety - taken)
    available = offset if rows[0].available is None else rows[0].available
    apart = (
        (Group("Short in some pools only", available - offset, 1),) if available > offset else ()
    )
    return Explained(
        StockNumber.AVAILABLE,
        available,
        supply - safety,
        taken,
        (Group("May be promised", supply, 1), *kept, *reserved, *apart),
    )


def _levels(rows: list[_Reserved], *, sign: int) -> tuple[Group, ...]:
    return tuple(
        Group(LABELS[row.label], sign * (row.quantity or 0), row.times or 0)
        for row in rows
        if row.label
    )
