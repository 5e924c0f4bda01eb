"""What lies picked in a tote, order by order."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Work
from backend.master.refs import Ref
from backend.outbound.orders.document import CustomerOrder, orders_by_id
from backend.outbound.orders.lines import lines_by_id
from backend.stock.allocations import Allocation, allocations_in
from backend.stock.containers import (
    Container,
    ContainerStatus,
    container_meant,
    place_container,
)
from backend.stock.reads import balances_in_container
from backend.tasks.scans import WrongContainer


@dataclass(frozen=True, slots=True)
class Lying:
    """What one order has in a tote."""

    tote: Container
    order: CustomerOrder
    allocations: tuple[Allocation, ...]


async def lying_in(work: Work, tote_ref: Ref, *, order_id: UUID | None) -> Lying:
    """Return what lies in a tote for an order; for its only order when none is named.

    Refuses WRONG_CONTAINER for a tote that holds nothing of the order, and INVALID_INPUT where it
    holds goods of several orders and none was named.
    """
    tote = await container_meant(work.reader, tote_ref)
    if tote is None:
        raise NotFound(kind="tote", key=tote_ref.said)
    if tote.kind != "TOTE":
        raise WrongContainer(scanned=tote.code, wanted="a tote")
    allocations = await allocations_in(work.reader, [tote.id])
    lines = await lines_by_id(work.reader, {one.demand_id for one in allocations})
    orders = {line.order_id for line in lines.values()}
    wanted = order_id or (min(orders) if len(orders) == 1 else None)
    if wanted is None and orders:
        raise InvalidInput(field="order", problem="must be named: the tote holds several orders")
    mine = tuple(one for one in allocations if lines[one.demand_id].order_id == wanted)
    if wanted is None or not mine:
        raise WrongContainer(scanned=tote.code, wanted="a tote that holds goods of the order")
    return Lying(tote, (await orders_by_id(work.reader, [wanted]))[wanted], mine)


async def emptied(work: Work, tote: Container, *, taken: int) -> tuple[Write, ...]:
    """Open a full tote again once the last of it is taken out."""
    if tote.status != ContainerStatus.CLOSED or tote.kind != "TOTE":
        return ()
    lying = sum(held.on_hand for held in await balances_in_container(work.reader, tote.id))
    if lying > taken:
        return ()
    return (place_container(tote, bin_id=tote.bin_id, status=ContainerStatus.OPEN),)
