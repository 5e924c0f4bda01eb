"""What picked goods a container holds, order by order, for whoever packs or ships it."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader
from backend.master.refs import Ref
from backend.outbound.orders.lines import lines_by_id
from backend.outbound.shipping.document import carton
from backend.stock.allocations import allocations_in
from backend.stock.containers import Container, container_meant


@dataclass(frozen=True, slots=True)
class GoodsInside:
    """So many base units of an item that an order has there."""

    order_id: UUID
    item_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class Contents:
    """A tote or carton, with the shipment that a carton is of, and what lies in it for orders."""

    container: Container
    shipment_id: UUID | None
    goods: tuple[GoodsInside, ...]


async def contents_of(reader: Reader, ref: Ref) -> Contents | None:
    """Return what lies in a container; None when nobody registered it."""
    found = await container_meant(reader, ref)
    if found is None:
        return None
    allocations = await allocations_in(reader, [found.id])
    lines = await lines_by_id(reader, {one.demand_id for one in allocations})
    held: Counter[tuple[UUID, UUID]] = Counter()
    for one in allocations:
        held[lines[one.demand_id].order_id, one.item_id] += one.quantity
    known = await carton(reader, found.id)
    goods = tuple(GoodsInside(*key, quantity) for key, quantity in sorted(held.items()))
    return Contents(found, known.shipment_id if known else None, goods)
