"""What people look at of pools and reservations, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.stock.pools import listed

BY_SKU = Order((("sku", "text"), ("id", "uuid")))
NEWEST = Order((("opened_at", "timestamptz"), ("id", "uuid")), Way.DESC)


class ReservationStatus(StrEnum):
    """Whether a reservation stands, or how it resolved."""

    PENDING = "PENDING"
    POSTED = "POSTED"
    VOIDED = "VOIDED"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A pool, in base units."""

    id: UUID
    owner_id: UUID
    item_id: UUID
    location_id: UUID
    channel_id: UUID | None
    kind: str
    supply: int
    promised: int
    overpromised: int
    safety: int
    available: int
    version: int
    sku: str


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """A reservation, open or resolved."""

    id: UUID
    level: str
    state: str
    pool_id: UUID
    key_id: UUID | None
    demand_id: UUID
    quantity: int
    expires_at: datetime | None
    item_id: UUID
    location_id: UUID
    owner_id: UUID
    opened_at: datetime
    reason: str | None
    placed_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolsAsked:
    """Which pools; None narrows nothing."""

    locations: Sequence[UUID] | None = None
    items: Sequence[UUID] | None = None
    channels: Sequence[UUID] | None = None
    kinds: Sequence[str] | None = None
    owners: Sequence[UUID] | None = None
    ids: Sequence[UUID] | None = None

    @property
    def values(self) -> tuple[object, ...]:
        """What the statement binds."""
        narrow = (self.locations, self.items, self.channels, self.kinds, self.owners, self.ids)
        return tuple(None if one is None else list(one) for one in narrow)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationsAsked:
    """Which reservations; None narrows nothing. A demand is an order line."""

    locations: Sequence[UUID] | None = None
    items: Sequence[UUID] | None = None
    levels: Sequence[str] | None = None
    states: Sequence[str] | None = None
    demands: Sequence[UUID] | None = None
    owners: Sequence[UUID] | None = None
    ids: Sequence[UUID] | None = None

    @property
    def values(self) -> tuple[object, ...]:
        """What the statement binds."""
        narrow = (
            self.locations, self.items, self.levels, self.states, self.demands, self.owners,
            self.ids,
        )  # fmt: skip
        return tuple(None if one is None else list(one) for one in narrow)


async def pool_page(reader: Reader, asked: PoolsAsked, *, page: Page) -> Paged[PoolRow]:
    """Return a page of pools, by SKU."""
    return await read_page(
        reader, PoolRow, listed.POOLS_LISTED, *asked.values, order=BY_SKU, page=page
    )


async def reservation_page(
    reader: Reader, asked: ReservationsAsked, *, page: Page
) -> Paged[ReservationRow]:
    """Return a page of reservations, newest first."""
    values = asked.values
    return await read_page(
        reader, ReservationRow, listed.RESERVATIONS_LISTED, *values, order=NEWEST, page=page
    )


async def pools_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[PoolRow]:
    """Return these pools."""
    return await reader.rows(PoolRow, listed.POOLS_LISTED, *PoolsAsked(ids=ids).values)


async def reservations_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[ReservationRow]:
    """Return these reservations."""
    values = ReservationsAsked(ids=ids).values
    return await reader.rows(ReservationRow, listed.RESERVATIONS_LISTED, *values)


async def reservations_of_demand(reader: Reader, demand_id: UUID) -> list[ReservationRow]:
    """Return all that was ever reserved for a demand."""
    values = ReservationsAsked(demands=[demand_id]).values
    return await reader.rows(ReservationRow, listed.RESERVATIONS_LISTED, *values)
