"""Purchase orders, as people look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from backend.inbound.reads import sql
from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderRow:
    """What we order from a supplier."""

    id: UUID
    number: str
    status: str
    supplier_id: UUID
    location_id: UUID
    owner_id: UUID
    expected_on: date | None
    created_at: datetime
    created_by: UUID | None
    sent_at: datetime | None
    closed_at: datetime | None
    close_reason: str | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderListed(PurchaseOrderRow):
    """An order with what lists sort by: those without a day come last."""

    expected_order: date


@dataclass(frozen=True, slots=True)
class PurchaseOrderLineRow:
    """One item of an order; quantities in base units, cost in minor units of one."""

    id: UUID
    purchase_order_id: UUID
    sequence: int
    item_id: UUID
    ordered: int
    received: int
    unit_cost_minor: int | None
    currency: str | None
    expected_on: date | None
    location_id: UUID


@dataclass(frozen=True, slots=True)
class Total:
    """What an order costs, where every line has a cost in one currency."""

    purchase_order_id: UUID
    minor: int
    currency: str


class ReceivingOrderField(Enum):
    """What lists of inbound can be ordered by."""

    NUMBER = "NUMBER"
    EXPECTED = "EXPECTED"
    UPDATED_AT = "UPDATED_AT"


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrdersWanted:
    """Which orders; None leaves a condition out."""

    locations: Sequence[UUID] | None = None
    statuses: Sequence[str] | None = None
    suppliers: Sequence[UUID] | None = None
    items: Sequence[UUID] | None = None
    expected_from: date | None = None
    expected_to: date | None = None
    is_late: bool | None = None


_KEYS = {
    ReceivingOrderField.NUMBER: ("number", "text"),
    ReceivingOrderField.EXPECTED: ("expected_order", "date"),
    ReceivingOrderField.UPDATED_AT: ("updated_at", "timestamptz"),
}
_BY_SEQUENCE = Order((("sequence", "bigint"), ("id", "uuid")))


async def purchase_orders_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[PurchaseOrderRow]:
    """Return these orders."""
    return await reader.rows(PurchaseOrderRow, sql.PURCHASE_ORDERS_OF_KEYS, list(ids))


async def page_of_purchase_orders(
    reader: Reader,
    wanted: PurchaseOrdersWanted,
    *,
    by: ReceivingOrderField,
    way: Way,
    page: Page,
) -> Paged[PurchaseOrderListed]:
    """Return a page of orders in this order."""
    return await read_page(
        reader,
        PurchaseOrderListed,
        sql.PURCHASE_ORDERS,
        wanted.locations,
        wanted.statuses,
        wanted.suppliers,
        wanted.items,
        wanted.expected_from,
        wanted.expected_to,
        wanted.is_late,
        order=Order((_KEYS[by], ("id", "uuid")), way),
        page=page,
    )


async def totals_of_purchase_orders(reader: Reader, ids: Sequence[UUID]) -> list[Total]:
    """Return what these orders cost; those without a cost on every line are missing."""
    return await reader.rows(Total, sql.TOTALS_OF_PURCHASE_ORDERS, list(ids))


async def purchase_order_lines_of_keys(
    reader: Reader, ids: Sequence[UUID]
) -> list[PurchaseOrderLineRow]:
    """Return these lines."""
    return await reader.rows(PurchaseOrderLineRow, sql.PURCHASE_ORDER_LINES_OF_KEYS, list(ids))


async def page_of_purchase_order_lines(
    reader: Reader, order_id: UUID, *, page: Page
) -> Paged[PurchaseOrderLineRow]:
    """Return a page of an order's lines."""
    return await read_page(
        reader,
        PurchaseOrderLineRow,
        sql.PURCHASE_ORDER_LINES,
        order_id,
        order=_BY_SEQUENCE,
        page=page,
    )
