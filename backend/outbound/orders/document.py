"""An order as commands see it, and the guards that keep it as it was seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound, Refusal
from backend.kernel.work import Reader, Work
from backend.master.refs import DocumentRef
from backend.outbound.orders import sql


class OrderStatus(StrEnum):
    """How far an order is; the database derives it from its lines and holds."""

    NEW = "NEW"
    ON_HOLD = "ON_HOLD"
    PROMISED = "PROMISED"
    BACKORDERED = "BACKORDERED"
    RELEASED = "RELEASED"
    PICKING = "PICKING"
    PACKING = "PACKING"
    PARTLY_SHIPPED = "PARTLY_SHIPPED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    CANCELED = "CANCELED"


CLOSED = frozenset({OrderStatus.SHIPPED, OrderStatus.DELIVERED, OrderStatus.CANCELED})
"""Nothing more happens to such an order's lines."""


class OrderOnHold(Refusal):
    """The order is on hold."""

    code: ClassVar[str] = "ON_HOLD"
    sentence: ClassVar[str] = "Order {order} is held; release its holds first."


@dataclass(frozen=True, slots=True)
class CustomerOrder:
    """What someone wants from us, without its lines."""

    id: UUID
    number: str
    status: str
    location_id: UUID
    owner_id: UUID
    channel_id: UUID
    customer_id: UUID | None
    carrier_id: UUID | None
    priority: int
    ordered_at: datetime
    needed_on: date | None
    ship_by: datetime | None
    currency: str
    accepts_partial: bool
    min_remaining_days: int
    holds_open: int
    version: int

    @property
    def is_closed(self) -> bool:
        """Everything has left or was called off."""
        return self.status in CLOSED

    @property
    def is_held(self) -> bool:
        """Something stops it: it may neither be released to the floor nor shipped."""
        return self.holds_open > 0


async def order_of(reader: Reader, ref: DocumentRef) -> CustomerOrder:
    """Return the order that is meant; refuses NOT_FOUND."""
    found = await reader.first(CustomerOrder, sql.ORDER, ref.id, ref.text)
    if found is None:
        raise NotFound(kind="order", key=ref.said)
    return found


async def orders_by_id(reader: Reader, order_ids: Iterable[UUID]) -> dict[UUID, CustomerOrder]:
    """Return these orders."""
    found = await reader.rows(CustomerOrder, sql.ORDERS_BY_ID, list(order_ids))
    return {order.id: order for order in found}


async def orders_asked(reader: Reader, refs: Sequence[DocumentRef]) -> tuple[CustomerOrder, ...]:
    """Return the orders that are meant, each once, in the order they are named in.

    Refuses NOT_FOUND for the first that does not exist.
    """
    ids = [ref.id for ref in refs if ref.id]
    numbers = [ref.text for ref in refs if ref.text is not None]
    found = await reader.rows(CustomerOrder, sql.ORDERS_ASKED, ids, numbers)
    named: dict[object, CustomerOrder] = {order.id: order for order in found}
    named |= {order.number: order for order in found}
    meant: dict[UUID, CustomerOrder] = {}
    for index, ref in enumerate(refs):
        order = named.get(ref.id or ref.text)
        if order is None:
            raise NotFound(kind="order", key=ref.said, field=f"orders.{index}")
        meant[order.id] = order
    return tuple(meant.values())


def guard_orders(seen: Iterable[CustomerOrder]) -> Write:
    """Let the plan take effect only if these orders are still as seen; locks them in id order."""
    orders = tuple(seen)
    values = ([order.id for order in orders], [order.version for order in orders])
    return Write(Rank.DOCUMENT, "order", sql.GUARD_ORDERS, values, rows=len(orders))


def settle_orders(work: Work, order_ids: Iterable[UUID]) -> Write:
    """Bring the status of orders in step with their lines and holds; each becomes a version newer.

    `change_lines` does so by itself; this is for plans that change no line.
    """
    ids = list(order_ids)
    return Write(Rank.DOCUMENT, "order settled", sql.SETTLE_ORDERS, (ids, work.now), rows=len(ids))
