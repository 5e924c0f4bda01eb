"""What packing posts: goods and their reservations go from a tote into a carton."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.kernel.plan import Event, Plan
from backend.kernel.work import Work
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.packing.cartons import PackInto
from backend.outbound.packing.tote import Lying, emptied
from backend.outbound.picking.takings import carry, stay, take
from backend.stock.allocations import Allocation
from backend.stock.changes import Level, Outcome
from backend.stock.posting import post


@dataclass(frozen=True, slots=True)
class ItemPacked:
    """Where the goods are now: the carton, by its code as well, and the shipment it is of."""

    order_id: UUID
    shipment_id: UUID
    carton_id: UUID
    carton_code: str
    quantity: int


async def pack(
    work: Work, lying: Lying, allocations: Sequence[Allocation], into: PackInto, *, quantity: int
) -> Plan[ItemPacked]:
    """Move `quantity` base units of what lies in the tote into the carton."""
    takings = take(allocations, quantity)
    steps = stay(takings)
    units: dict[UUID, int] = {}
    for taking in takings:
        held = taking.allocation
        target = replace(held.key, place=into.place, container_id=into.carton_id)
        steps += carry(taking, target, level=Level.PICK, ends=Outcome.POSTED)
        units[held.demand_id] = units.get(held.demand_id, 0) + taking.quantity
    changes = [LineChange(line_id=line_id, packed=packed) for line_id, packed in units.items()]
    order = lying.order
    return Plan(
        answer=ItemPacked(order.id, into.shipment_id, into.carton_id, into.code, quantity),
        kind="PACK",
        location_id=order.location_id,
        document_id=into.shipment_id,
        writes=(
            *await emptied(work, lying.tote, taken=quantity),
            *change_lines(work, changes),
            *into.writes,
            *post(work, moves=steps.moves, opens=steps.opens, ends=steps.ends),
        ),
        events=(Event("ItemPacked", _facts(lying, into, quantity)),),
    )


def _facts(lying: Lying, into: PackInto, quantity: int) -> dict[str, object]:
    return {
        "order_id": lying.order.id,
        "location_id": lying.order.location_id,
        "shipment_id": into.shipment_id,
        "carton_id": into.carton_id,
        "quantity": quantity,
    }
