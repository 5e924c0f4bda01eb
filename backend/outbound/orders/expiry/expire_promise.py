"""Expire a promise: an order's time is over, and what it was promised is free for others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.kinds import WhenExpired
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef
from backend.outbound.orders.document import guard_orders, order_of
from backend.outbound.orders.expiry.until import Until, untils
from backend.outbound.orders.lines import Line, LineChange, change_lines, lines_of_orders
from backend.stock.changes import End, Level, Outcome, Reservation
from backend.stock.freed import stock_freed
from backend.stock.posting import post
from backend.stock.reads import reservations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpirePromise:
    """Which order."""

    order_id: UUID


@dataclass(frozen=True, slots=True)
class PromiseExpired:
    """How many units were set free, and how many were called off."""

    order_id: UUID
    freed: int
    canceled: int


@command
async def expire_promise(work: Work, asked: ExpirePromise) -> Plan[PromiseExpired]:
    """Set free what an order was promised for a time that is over.

    What has been allocated or picked stays: by then somebody stands by the order. Refuses
    NOT_IN_THIS_STATE when its time is not over, or nothing is left to set free.
    """
    order = await order_of(work.reader, DocumentRef(id=asked.order_id))
    work.allow(Permission.EDIT_ORDERS, order.location_id)
    until = (await untils(work.reader, [order.id])).get(order.id)
    if until is None or until.promised_until > work.now:
        raise NotInThisState(kind="promise", state="kept, or not over yet")
    lines = [line for line in await lines_of_orders(work.reader, [order.id]) if not line.is_service]
    held = await _soft(work, lines)
    changes = _changes(lines, held, until)
    if not changes:
        raise NotInThisState(kind="promise", state="over, and nothing is left of it")
    freed = sorted({line.item_id for line in lines for one in held if one.demand_id == line.id})
    return Plan(
        answer=PromiseExpired(
            order.id, sum(one.quantity for one in held), sum(one.canceled for one in changes)
        ),
        writes=(
            guard_orders([order]),
            *change_lines(work, changes),
            *post(work, ends=[End(one, Outcome.EXPIRED) for one in held]),
        ),
        kind="PROMISE_EXPIRED",
        location_id=order.location_id,
        document_id=order.id,
        events=tuple(
            stock_freed(item_id, owner_id=order.owner_id, location_id=order.location_id)
            for item_id in freed
        ),
    )


async def _soft(work: Work, lines: Iterable[Line]) -> list[Reservation]:
    found = await reservations_of(work.reader, [line.id for line in lines])
    return [one for one in found if one.level == Level.SOFT]


def _changes(lines: Iterable[Line], held: Sequence[Reservation], until: Until) -> list[LineChange]:
    """Take what was promised off the lines; call it off with what waits, if that is the policy."""
    calls_off = until.when_expired == WhenExpired.CANCEL
    changes = []
    for line in lines:
        freed = sum(one.quantity for one in held if one.demand_id == line.id)
        canceled = freed + line.waiting if calls_off else 0
        if freed or canceled:
            changes.append(LineChange(line_id=line.id, promised=-freed, canceled=canceled))
    return changes
