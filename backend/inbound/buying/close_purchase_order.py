"""Close a purchase order: nothing more is expected, whatever has come."""

from dataclasses import dataclass
from uuid import UUID

from backend.inbound.buying import sql
from backend.inbound.buying.document import PurchaseOrderStatus, check_version, purchase_order_of
from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePurchaseOrder:
    """Which one, why, and the version that the person saw."""

    purchase_order: DocumentRef
    reason: str
    if_version: int | None = None


@dataclass(frozen=True, slots=True)
class PurchaseOrderClosed:
    """The order that was closed."""

    purchase_order_id: UUID


@command
async def close_purchase_order(work: Work, asked: ClosePurchaseOrder) -> Plan[PurchaseOrderClosed]:
    """Close an order; refused while a receipt for it is open."""
    order = await purchase_order_of(work.reader, asked.purchase_order)
    work.allow(Permission.BUY, order.location_id)
    check_version(order, if_version=asked.if_version)
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    if order.status == PurchaseOrderStatus.CLOSED:
        raise NotInThisState(kind="purchase order", state="closed")
    receipt = await work.reader.value(sql.OPEN_RECEIPT_OF, order.id)
    if receipt is not None:
        raise NotInThisState(kind="purchase order", state=f"being received as {receipt}")
    values = (order.id, order.version, work.now, asked.reason)
    return Plan(
        answer=PurchaseOrderClosed(order.id),
        writes=(
            Write(Rank.DOCUMENT, f"purchase order 3 {order.id}", sql.CLOSE_PURCHASE_ORDER, values),
        ),
        kind="PURCHASE_ORDER_CLOSE",
        location_id=order.location_id,
        document_id=order.id,
        reason=asked.reason,
    )
