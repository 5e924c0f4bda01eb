"""Orders, their lines and holds, as lists and screens ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from backend.kernel.pages import SIZE_MAX, Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.outbound.orders import sql
from backend.outbound.orders.create_order import OrderKind
from backend.outbound.orders.document import OrderStatus
from backend.outbound.orders.hold_order import HoldKind
from backend.outbound.orders.lines import Line

LINE_ORDER = Order((("position", "bigint"), ("id", "uuid")))


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as a screen shows it.

    `ship_to` is JSON; `leaves_at` is for sorting, far away where nobody said when.
    """

    id: UUID
    number: str
    kind: str
    status: str
    location_id: UUID
    owner_id: UUID
    channel_id: UUID
    customer_id: UUID | None
    carrier_id: UUID | None
    service: str | None
    priority: int
    ordered_at: datetime
    needed_on: date | None
    ship_by: datetime | None
    ship_to: str | None
    currency: str
    accepts_partial: bool
    accepts_substitutes: bool
    created_at: datetime
    created_by: UUID | None
    updated_at: datetime
    shipped_at: datetime | None
    canceled_at: datetime | None
    promised_until: datetime | None
    when_expired: str
    version: int
    leaves_at: datetime


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A stop on an order, and when it ended."""

    id: UUID
    order_id: UUID
    kind: str
    reason: str
    placed_at: datetime
    placed_by: UUID | None
    released_at: datetime | None
    released_by: UUID | None


@dataclass(frozen=True, slots=True)
class TotalRow:
    """What an order comes to in its currency's minor units; None while a price is missing."""

    order_id: UUID
    minor: int | None


class OrderOrderField(Enum):
    """What a list of orders can be ordered by."""

    PRIORITY = "PRIORITY"
    SHIP_BY = "SHIP_BY"
    CREATED_AT = "CREATED_AT"
    NUMBER = "NUMBER"


_KEYS = {
    OrderOrderField.PRIORITY: (("priority", "bigint"), ("leaves_at", "timestamptz")),
    OrderOrderField.SHIP_BY: (("leaves_at", "timestamptz"),),
    OrderOrderField.CREATED_AT: (("created_at", "timestamptz"),),
    OrderOrderField.NUMBER: (("number", "text"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersWanted:
    """Which orders; None leaves a condition out."""

    locations: tuple[UUID, ...] | None = None
    kinds: tuple[OrderKind, ...] | None = None
    statuses: tuple[OrderStatus, ...] | None = None
    holds: tuple[HoldKind, ...] | None = None
    channels: tuple[UUID, ...] | None = None
    customers: tuple[UUID, ...] | None = None
    items: tuple[UUID, ...] | None = None
    numbers: tuple[str, ...] | None = None
    ship_from: datetime | None = None
    ship_to: datetime | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    is_backordered: bool | None = None


async def orders_page(
    reader: Reader, wanted: OrdersWanted, *, by: OrderOrderField, way: Way, page: Page
) -> Paged[OrderRow]:
    """Return one page of orders in this order."""
    return await read_page(
        reader,
        OrderRow,
        sql.ORDERS_LISTED,
        wanted.locations,
        wanted.kinds,
        wanted.statuses,
        wanted.holds,
        wanted.channels,
        wanted.customers,
        wanted.items,
        wanted.numbers,
        wanted.ship_from,
        wanted.ship_to,
        wanted.created_from,
        wanted.created_to,
        wanted.is_backordered,
        order=Order((*_KEYS[by], ("id", "uuid")), way),
        page=page,
    )


async def orders_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[OrderRow]:
    """Return these orders."""
    return await reader.rows(OrderRow, sql.ORDERS_OF_KEYS, list(ids))


async def lines_page(reader: Reader, order_id: UUID, *, page: Page) -> Paged[Line]:
    """Return one page of an order's lines, in their sequence."""
    return await read_page(reader, Line, sql.LINES_OF_ORDER, order_id, order=LINE_ORDER, page=page)


async def first_lines(reader: Reader, ids: Sequence[UUID]) -> list[Line]:
    """Return the beginning of these orders: one line more than the longest page has."""
    return await reader.rows(Line, sql.FIRST_LINES_OF_ORDERS, list(ids), SIZE_MAX + 1)


def first_page(lines: Sequence[Line], *, size: int) -> Paged[Line]:
    """Return the first page of an order whose beginning is known."""
    shown = tuple(lines[:size])
    return Paged(
        rows=shown,
        places=tuple(LINE_ORDER.place(line) for line in shown),
        has_next=len(lines) > size,
        has_previous=False,
    )


async def holds_of_orders(reader: Reader, ids: Sequence[UUID]) -> list[HoldRow]:
    """Return the holds of these orders, oldest first."""
    return await reader.rows(HoldRow, sql.HOLDS_OF_ORDERS, list(ids))


async def totals_of_orders(reader: Reader, ids: Sequence[UUID]) -> list[TotalRow]:
    """Return what these orders come to."""
    return await reader.rows(TotalRow, sql.TOTALS_OF_ORDERS, list(ids))


async def holds_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[HoldRow]:
    """Return these holds."""
    return await reader.rows(HoldRow, sql.HOLDS_OF_KEYS, list(ids))
