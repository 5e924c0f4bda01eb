"""Release an order hold: the order goes on, and what it waits for is tried again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.outbound.orders import sql
from backend.outbound.orders.document import guard_orders, orders_by_id, settle_orders
from backend.outbound.orders.expiry.keep_promise import Keeping, keeping_of
from backend.outbound.orders.hold_order import HoldKind, check_reason
from backend.outbound.orders.lines import lines_of_orders
from backend.stock.freed import stock_freed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrderHold:
    """Which hold, and why it need not wait any more."""

    hold_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class OrderHoldReleased:
    """The order, and how many holds it still has."""

    order_id: UUID
    hold_id: UUID
    holds_open: int


@dataclass(frozen=True, slots=True)
class _Hold:
    id: UUID
    order_id: UUID
    kind: str
    released_at: datetime | None


@command
async def release_order_hold(work: Work, asked: ReleaseOrderHold) -> Plan[OrderHoldReleased]:
    """Release one hold; with the last one, waiting lines take part in promises again.

    An order that is paid keeps what it was promised for a time.
    """
    hold = await work.reader.first(_Hold, sql.HOLD, asked.hold_id)
    if hold is None:
        raise NotFound(kind="order hold", key=str(asked.hold_id))
    order = (await orders_by_id(work.reader, [hold.order_id]))[hold.order_id]
    work.allow(Permission.HOLD_ORDERS, order.location_id)
    check_reason(asked.reason)
    if hold.released_at is not None:
        raise NotInThisState(kind="order hold", state="released already")
    lines = await lines_of_orders(work.reader, [order.id])
    waiting = sorted({line.item_id for line in lines if line.waiting})
    is_paid = hold.kind == HoldKind.PAYMENT
    keeping = await keeping_of(work, order) if is_paid else Keeping(0, (), ())
    values = (hold.id, work.now, work.actor.id, asked.reason)
    return Plan(
        answer=OrderHoldReleased(order.id, hold.id, order.holds_open - 1),
        writes=(
            guard_orders([order]),
            Write(Rank.DOCUMENT, "order hold", sql.RELEASE_HOLD, values),
            settle_orders(work, [order.id]),
            *keeping.writes,
        ),
        kind="HOLD",
        reason=asked.reason,
        location_id=order.location_id,
        document_id=order.id,
        events=tuple(
            stock_freed(item_id, owner_id=order.owner_id, location_id=order.location_id)
            for item_id in waiting
            if order.holds_open == 1
        ),
    )
