"""Release orders: promises become allocations, and allocations become walks on the floor."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import InvalidInput, Refusal
from backend.kernel.work import Reader, Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef
from backend.outbound.orders.document import CustomerOrder, guard_orders, orders_asked
from backend.outbound.orders.expiry.until import stand_by, untils
from backend.outbound.orders.lines import Line, lines_of_orders
from backend.outbound.orders.rules import Turn
from backend.outbound.release.allocate import Shelves, Taken, shelves_of
from backend.outbound.release.firm import firm_up
from backend.outbound.release.judge import (
    NothingInBins,
    NotReleased,
    allocate_order,
    why_not,
    why_unallocated,
)
from backend.outbound.release.send import send_out
from backend.outbound.release.walks import PickMethod
from backend.stock.free import free_stock

ORDERS_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseOrders:
    """Which orders of one location, at most 200, and how to pick them; None clusters them."""

    orders: tuple[DocumentRef, ...]
    method: PickMethod | None = None


@dataclass(frozen=True, slots=True)
class Unallocated:
    """Promised units of a line that no bin can give now; they stay promised.

    `why` is the code of a refusal: NOT_IN_PICK_BINS, or EXPIRED for what lacks only days.
    """

    order_id: UUID
    line_id: UUID
    quantity: int
    why: str = NothingInBins.code


@dataclass(frozen=True, slots=True)
class OrdersReleased:
    """Which orders went, on which walks with how many stops; what stayed, and why."""

    order_ids: tuple[UUID, ...]
    walk_ids: tuple[UUID, ...]
    stops: int
    refused: tuple[NotReleased, ...]
    unallocated: tuple[Unallocated, ...]


@dataclass(slots=True)
class _Sorting:
    """What became of each order while they are gone through."""

    going: dict[UUID, list[Taken]]
    staying: list[tuple[CustomerOrder, Refusal]]
    lacking: list[Unallocated]


@command
async def release_orders(work: Work, asked: ReleaseOrders) -> Plan[OrdersReleased]:
    """Choose bins for what the orders were promised and queue pick tasks in pick sequence.

    Orders take their turn, the most urgent first. What waits for stock stays waiting; what lies in
    no pickable bin stays promised, and both are said. When nothing at all can go, the reason of the
    first order is the refusal.
    """
    orders = await _orders(work, asked)
    lines = _by_order(await lines_of_orders(work.reader, [order.id for order in orders]))
    sorting = await _sort(work, orders, lines)
    if not sorting.going:
        raise sorting.staying[0][1]
    released = [order for order in orders if order.id in sorting.going]
    taken = [one for order in released for one in sorting.going[order.id]]
    of_released = [line for order in released for line in lines[order.id]]
    sent = await send_out(work, released, sorting.going, method=asked.method or PickMethod.CLUSTER)
    return Plan(
        answer=OrdersReleased(
            order_ids=tuple(order.id for order in released),
            walk_ids=sent.walk_ids,
            stops=sent.stops,
            refused=tuple(NotReleased.because(*stays) for stays in sorting.staying),
            unallocated=tuple(sorting.lacking),
        ),
        writes=(
            guard_orders(released),
            *await _stand_by(work.reader, released),
            *await firm_up(work, of_released, taken),
            *sent.writes,
        ),
        kind="RELEASE",
        location_id=released[0].location_id,
        document_id=released[0].id if len(released) == 1 else None,
    )


async def _stand_by(reader: Reader, orders: Sequence[CustomerOrder]) -> tuple[Write, ...]:
    """Let what goes to the floor be promised for good."""
    ending = await untils(reader, [order.id for order in orders])
    return (stand_by(ending),) if ending else ()


async def _orders(work: Work, asked: ReleaseOrders) -> list[CustomerOrder]:
    if not 1 <= len(asked.orders) <= ORDERS_MAX:
        raise InvalidInput(field="orders", problem=f"must name 1 to {ORDERS_MAX} orders")
    orders = await orders_asked(work.reader, asked.orders)
    for order in orders:
        work.allow(Permission.RELEASE_ORDERS, order.location_id)
        if order.location_id != orders[0].location_id:
            raise InvalidInput(field="orders", problem="must be of one location")
    return sorted(orders, key=_turn)


def _turn(order: CustomerOrder) -> Turn:
    return Turn.of(
        order.id,
        priority=order.priority,
        needed_on=order.needed_on,
        ordered_at=order.ordered_at,
    )


async def _sort(
    work: Work, orders: Sequence[CustomerOrder], lines: Mapping[UUID, list[Line]]
) -> _Sorting:
    sorting = _Sorting({}, [], [])
    shelves: dict[UUID, Shelves] = {}
    for order in orders:
        refusal = why_not(order, lines[order.id])
        if refusal is None:
            if order.owner_id not in shelves:
                shelves[order.owner_id] = await _shelves(work, order, orders, lines)
            here = shelves[order.owner_id]
            taken = allocate_order(order, lines[order.id], here)
            if not isinstance(taken, Refusal):
                sorting.going[order.id] = taken
                sorting.lacking += _lacking(order, lines[order.id], taken, here)
                continue
            refusal = taken
        sorting.staying.append((order, refusal))
    return sorting


async def _shelves(
    work: Work,
    order: CustomerOrder,
    orders: Sequence[CustomerOrder],
    lines: Mapping[UUID, list[Line]],
) -> Shelves:
    """Read what lies free of every item that orders of this order's owner were promised."""
    of_owner = [other for other in orders if other.owner_id == order.owner_id]
    items = {line.item_id for other in of_owner for line in lines[other.id] if line.promised}
    stock = await free_stock(
        work.reader,
        sorted(items),
        location_id=order.location_id,
        owner_id=order.owner_id,
        at=work.now,
    )
    return shelves_of(stock)


def _by_order(lines: Iterable[Line]) -> dict[UUID, list[Line]]:
    found: dict[UUID, list[Line]] = {}
    for line in lines:
        found.setdefault(line.order_id, []).append(line)
    return found


def _lacking(
    order: CustomerOrder, lines: Iterable[Line], taken: Sequence[Taken], shelves: Shelves
) -> list[Unallocated]:
    """Return what of the order's promises no bin gave, line by line, and why."""
    got: Counter[UUID] = Counter()
    for one in taken:
        got[one.line_id] += one.quantity
    return [
        Unallocated(order.id, line.id, missing, why_unallocated(line, taken, order, shelves))
        for line in lines
        if (missing := line.promised - got[line.id])
    ]
