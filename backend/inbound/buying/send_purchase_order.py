"""Send a purchase order: from now on the supplier has it, and goods may come."""

from dataclasses import dataclass
from uuid import UUID

from backend.inbound.buying import sql
from backend.inbound.buying.document import PurchaseOrderStatus, check_version, purchase_order_of
from backend.kernel.command import command
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPurchaseOrder:
    """Which one, and the version that the person saw."""

    purchase_order: DocumentRef
    if_version: int | None = None


@dataclass(frozen=True, slots=True)
class PurchaseOrderSent:
    """The order that was sent."""

    purchase_order_id: UUID


@command
async def send_purchase_order(work: Work, asked: SendPurchaseOrder) -> Plan[PurchaseOrderSent]:
    """Send a draft; refuses NOT_IN_THIS_STATE and VERSION_CHANGED."""
    order = await purchase_order_of(work.reader, asked.purchase_order)
    work.allow(Permission.BUY, order.location_id)
    check_version(order, if_version=asked.if_version)
    if order.status != PurchaseOrderStatus.DRAFT:
        raise NotInThisState(kind="purchase order", state=order.status.lower())
    values = (order.id, order.version, work.now)
    sent = {"purchase_order_id": order.id, "location_id": order.location_id}
    return Plan(
        answer=PurchaseOrderSent(order.id),
        writes=(
            Write(Rank.DOCUMENT, f"purchase order 3 {order.id}", sql.SEND_PURCHASE_ORDER, values),
        ),
        kind="PURCHASE_ORDER_SEND",
        location_id=order.location_id,
        document_id=order.id,
        events=(Event("PurchaseOrderSent", sent),),
    )
