"""Keep a promise: somebody stands by the order, so what it was promised does not run out."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan, Write
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef
from backend.outbound.orders.document import CustomerOrder, guard_orders, order_of, settle_orders
from backend.outbound.orders.expiry.until import stand_by, untils
from backend.outbound.orders.lines import lines_of_orders
from backend.stock.changes import End, Level, Open, Outcome
from backend.stock.freed import stock_freed
from backend.stock.posting import post
from backend.stock.reads import reservations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPromise:
    """Which order is paid, or confirmed in another way."""

    order: DocumentRef


@dataclass(frozen=True, slots=True)
class PromiseKept:
    """How many units are promised for good."""

    order_id: UUID
    kept: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a plan does to keep an order's promises; nothing for one that has no end."""

    units: int
    writes: tuple[Write, ...]
    events: tuple[Event, ...]


@command
async def keep_promise(work: Work, asked: KeepPromise) -> Plan[PromiseKept]:
    """Let an order keep what it was promised.

    What has run out already is promised anew, as far as there is still something. Refuses
    NOT_IN_THIS_STATE for an order that is closed, or whose promises have no end.
    """
    order = await order_of(work.reader, asked.order)
    work.allow(Permission.EDIT_ORDERS, order.location_id)
    if order.is_closed:
        raise NotInThisState(kind="order", state=order.status)
    keeping = await keeping_of(work, order)
    if not keeping.writes:
        raise NotInThisState(kind="order", state="promised for good already")
    return Plan(
        answer=PromiseKept(order.id, keeping.units),
        writes=(guard_orders([order]), settle_orders(work, [order.id]), *keeping.writes),
        kind="PROMISE",
        location_id=order.location_id,
        document_id=order.id,
        events=keeping.events,
    )


async def keeping_of(work: Work, order: CustomerOrder) -> Keeping:
    """Return what keeps an order's promises: each that would run out opens anew without an end."""
    if not await untils(work.reader, [order.id]):
        return Keeping(0, (), ())
    lines = await lines_of_orders(work.reader, [order.id])
    found = await reservations_of(work.reader, [line.id for line in lines])
    soft = [one for one in found if one.level == Level.SOFT]
    waiting = sorted({line.item_id for line in lines if line.waiting})
    return Keeping(
        units=sum(one.quantity for one in soft),
        writes=(
            stand_by([order.id]),
            *post(
                work,
                opens=[Open(Level.SOFT, one.pool_id, one.demand_id, one.quantity) for one in soft],
                ends=[End(one, Outcome.POSTED) for one in soft],
            ),
        ),
        events=tuple(
            stock_freed(item_id, owner_id=order.owner_id, location_id=order.location_id)
            for item_id in waiting
        ),
    )
