"""Open a receipt: goods are at the dock, for a purchase order or unannounced."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.buying.document import (
    PurchaseOrder,
    PurchaseOrderLine,
    check_takes_goods,
    expect_purchase_order,
    lines_of_purchase_order,
    purchase_order_of,
)
from backend.inbound.buying.partners import owner_of, supplier_of
from backend.inbound.receiving import sql
from backend.inbound.receiving.document import ReceiptSource, dock_of
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.numbers import next_number
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import DocumentRef, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReceipt:
    """For which order, or from whom and where; without a dock it takes the location's first."""

    purchase_order: DocumentRef | None = None
    location: Ref | None = None
    supplier: Ref | None = None
    owner: Ref | None = None
    dock: Ref | None = None


@dataclass(frozen=True, slots=True)
class ReceiptOpened:
    """The receipt and its number."""

    receipt_id: UUID
    number: str


@command
async def open_receipt(work: Work, asked: OpenReceipt) -> Plan[ReceiptOpened]:
    """Open a receipt that expects what is still open of its order; without one it is blind."""
    if asked.purchase_order is not None:
        order = await purchase_order_of(work.reader, asked.purchase_order)
        work.allow(Permission.RECEIVE, order.location_id)
        check_takes_goods(order)
        lines = await lines_of_purchase_order(work.reader, order.id)
        return await _open_for_order(work, order, lines, dock=asked.dock)
    return await _open_blind(work, asked)


async def _open_for_order(
    work: Work, order: PurchaseOrder, lines: Sequence[PurchaseOrderLine], *, dock: Ref | None
) -> Plan[ReceiptOpened]:
    receipt_id = derived_id(work.operation_id, "receipt")
    values = (
        receipt_id,
        work.now,
        [derived_id(work.operation_id, f"line {line.sequence}") for line in lines],
        [line.sequence for line in lines],
        [line.id for line in lines],
        [line.item_id for line in lines],
        [line.open for line in lines],
        [line.unit_cost_minor for line in lines],
        [line.currency for line in lines],
    )
    expected = Write(
        Rank.DOCUMENT, f"receipt line {receipt_id}", sql.EXPECT_LINES, values, rows=len(lines)
    )
    header = (
        ReceiptSource.SUPPLIER.value, order.location_id, order.owner_id, order.supplier_id, order.id
    )  # fmt: skip
    return await _plan(
        work, header, dock=dock, further=(expect_purchase_order(work, order), expected)
    )


async def _open_blind(work: Work, asked: OpenReceipt) -> Plan[ReceiptOpened]:
    if asked.location is None:
        raise InvalidInput(field="location", problem="is missing")
    location = await location_of(work.reader, asked.location)
    work.allow(Permission.RECEIVE, location.id)
    owner_id = await owner_of(work.reader, asked.owner)
    supplier = await supplier_of(work.reader, asked.supplier) if asked.supplier else None
    header = (ReceiptSource.UNANNOUNCED.value, location.id, owner_id, supplier, None)
    return await _plan(work, header, dock=asked.dock, further=())


async def _plan(
    work: Work,
    header: tuple[str, UUID, UUID, UUID | None, UUID | None],
    *,
    dock: Ref | None,
    further: tuple[Write, ...],
) -> Plan[ReceiptOpened]:
    """Write the header: source, location, owner, supplier, order; and what else belongs to it."""
    receipt_id = derived_id(work.operation_id, "receipt")
    found = await dock_of(work.reader, dock, location_id=header[1])
    number = await next_number(work.reader, "RC")
    values = (
        receipt_id, number, *header, found.id, work.occurred_at, work.now, work.actor.id
    )  # fmt: skip
    opened = Write(Rank.DOCUMENT, f"receipt {receipt_id}", sql.OPEN_RECEIPT, values)
    return Plan(
        answer=ReceiptOpened(receipt_id, number),
        writes=(opened, *further),
        kind="RECEIPT_OPEN",
        location_id=header[1],
        document_id=receipt_id,
    )
