"""The purchase order as commands see it, and the writes that other inbound work makes on it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.inbound.buying import sql
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound, NotInThisState, VersionChanged
from backend.kernel.work import Reader, Work
from backend.master.refs import DocumentRef


class PurchaseOrderStatus(StrEnum):
    """How far a purchase order is."""

    DRAFT = "DRAFT"
    SENT = "SENT"
    PARTLY_RECEIVED = "PARTLY_RECEIVED"
    RECEIVED = "RECEIVED"
    CLOSED = "CLOSED"


TAKES_GOODS = frozenset(
    {
        PurchaseOrderStatus.SENT,
        PurchaseOrderStatus.PARTLY_RECEIVED,
        PurchaseOrderStatus.RECEIVED,
    }
)
"""Goods may come in for these; for one that is all here, they are more than was ordered."""


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """A purchase order as read."""

    id: UUID
    number: str
    status: str
    supplier_id: UUID
    location_id: UUID
    owner_id: UUID
    expected_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class PurchaseOrderLine:
    """One item of it; quantities in base units, cost in minor units of one base unit."""

    id: UUID
    purchase_order_id: UUID
    sequence: int
    item_id: UUID
    ordered: int
    received: int
    unit_cost_minor: int | None
    currency: str | None
    version: int

    @property
    def open(self) -> int:
        """What is still to come."""
        return max(0, self.ordered - self.received)


async def purchase_order_of(reader: Reader, ref: DocumentRef) -> PurchaseOrder:
    """Return the order that is meant; refuses NOT_FOUND."""
    found = await reader.first(PurchaseOrder, sql.PURCHASE_ORDER, ref.id, ref.text)
    if found is None:
        raise NotFound(kind="purchase order", key=ref.said)
    return found


async def lines_of_purchase_order(reader: Reader, order_id: UUID) -> list[PurchaseOrderLine]:
    """Return its lines in order."""
    return await reader.rows(PurchaseOrderLine, sql.LINES_OF_PURCHASE_ORDER, order_id)


def check_version(order: PurchaseOrder, *, if_version: int | None) -> None:
    """Go on only if the order is as the person saw it; None waives the check."""
    if if_version is not None and if_version != order.version:
        raise VersionChanged(kind="purchase order")


def check_takes_goods(order: PurchaseOrder) -> None:
    """Go on only if goods may come in for it."""
    if order.status not in TAKES_GOODS:
        raise NotInThisState(kind="purchase order", state=order.status.lower())


def expect_purchase_order(work: Work, order: PurchaseOrder) -> Write:
    """Say that goods for the order are at the dock, if it is still as seen."""
    values = (order.id, order.version, work.now)
    return Write(Rank.DOCUMENT, f"purchase order 3 {order.id}", sql.EXPECT_PURCHASE_ORDER, values)


def count_received(work: Work, line_id: UUID, *, version: int, quantity: int) -> Write:
    """Count base units as received on a line that is still as seen."""
    values = (line_id, version, quantity, work.now)
    return Write(Rank.DOCUMENT, f"purchase order 1 {line_id}", sql.COUNT_RECEIVED, values)


def settle_purchase_order(work: Work, order_id: UUID) -> Write:
    """Say how far the order is by its lines; the world moved when it no longer takes goods."""
    values = (order_id, work.now)
    return Write(Rank.DOCUMENT, f"purchase order 2 {order_id}", sql.SETTLE_PURCHASE_ORDER, values)


def uncount_received(work: Work, line_id: UUID, *, quantity: int) -> Write:
    """Take base units off what was received on a line."""
    values = (line_id, quantity, work.now)
    return Write(Rank.DOCUMENT, f"purchase order 1 {line_id}", sql.UNCOUNT_RECEIVED, values)


def back_to_sent(order_id: UUID) -> Write:
    """Say that nothing of an order is here, if that is so; comes after it was settled."""
    order = f"purchase order 3 {order_id}"
    return Write(Rank.DOCUMENT, order, sql.BACK_TO_SENT, (order_id,), rows=None)
