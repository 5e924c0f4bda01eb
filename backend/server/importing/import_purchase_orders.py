"""Import purchase orders: a whole file becomes orders that the suppliers have, or none does."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.inbound.buying.create_purchase_order import (
    CreatePurchaseOrder,
    LineToOrder,
    create_purchase_order,
)
from backend.inbound.buying.send_purchase_order import SendPurchaseOrder, send_purchase_order
from backend.kernel.command import command
from backend.kernel.database import Database
from backend.kernel.ids import derived_id
from backend.kernel.perform import Request, perform
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.server.importing.documents import PurchaseRow, documents


@dataclass(frozen=True, slots=True)
class ImportPurchaseOrders:
    """Every order of a file."""

    orders: tuple[CreatePurchaseOrder, ...]


@dataclass(frozen=True, slots=True)
class PurchaseOrdersImported:
    """The orders that were made."""

    purchase_order_ids: tuple[UUID, ...]


@command
async def import_purchase_orders(
    work: Work, asked: ImportPurchaseOrders
) -> Plan[PurchaseOrdersImported]:
    """Make every order as `create_purchase_order` would, all of them in one operation."""
    work.allow(Permission.IMPORT, None)
    plans = []
    for order in asked.orders:
        part = replace(work, operation_id=derived_id(work.operation_id, f"order {order.number}"))
        plans.append(await create_purchase_order.run(part, order))
    return Plan(
        answer=PurchaseOrdersImported(tuple(plan.answer.purchase_order_id for plan in plans)),
        writes=tuple(write for plan in plans for write in plan.writes),
        kind="IMPORT_PURCHASE_ORDERS",
    )


async def take_purchases(
    database: Database, rows: Sequence[PurchaseRow], request: Request
) -> AsyncIterator[int]:
    """Make the orders at once, then send them one by one; yields how many rows are through.

    Goods come only on an order that was sent. Stopped in between, the same file finishes it.
    """
    grouped = documents(rows)
    asked = ImportPurchaseOrders(tuple(_order(lines) for lines in grouped))
    made = await perform(database, import_purchase_orders, asked, request)
    for lines, order_id in zip(grouped, made.answer.purchase_order_ids, strict=True):
        sending = SendPurchaseOrder(purchase_order=DocumentRef(id=order_id))
        operation_id = derived_id(request.operation_id, f"send {order_id}")
        sent = replace(request, operation_id=operation_id)
        await perform(database, send_purchase_order, sending, sent)
        yield len(lines)


def _order(lines: Sequence[PurchaseRow]) -> CreatePurchaseOrder:
    first = lines[0]
    return CreatePurchaseOrder(
        supplier=Ref(code=first.supplier),
        location=Ref(code=first.location),
        number=first.number,
        expected_on=first.expected_on,
        lines=tuple(
            LineToOrder(
                item=ItemRef(sku=row.sku),
                quantity=row.quantity,
                unit_cost_minor=row.unit_cost_minor,
                currency=row.currency if row.unit_cost_minor is not None else None,
            )
            for row in lines
        ),
    )
