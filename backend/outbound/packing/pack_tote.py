"""Pack a tote: all that an order has in it goes into one carton at once.

For orders that were picked alone: each item was scanned at its bin, so nobody scans it again.
"""

from dataclasses import dataclass

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, Ref
from backend.outbound.packing.cartons import fresh_carton, known_carton, open_carton
from backend.outbound.packing.into_carton import ItemPacked, pack
from backend.outbound.packing.pack_item import order_meant
from backend.outbound.packing.tote import lying_in


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTote:
    """A fact from the packing table: the tote was emptied into the carton; None takes a new one."""

    tote: Ref
    into: Ref | None = None
    order: DocumentRef | None = None


@command
async def pack_tote(work: Work, asked: PackTote) -> Plan[ItemPacked]:
    """Move everything that one order has in a tote into a carton."""
    known = await known_carton(work, asked.into)
    order_id = await order_meant(work, asked.order, known[1] if known else None)
    lying = await lying_in(work, asked.tote, order_id=order_id)
    work.allow(Permission.PACK, lying.order.location_id)
    code = asked.into.said if asked.into else None
    into = await (open_carton(work, known) if known else fresh_carton(work, lying.order, code=code))
    everything = sum(one.quantity for one in lying.allocations)
    return await pack(work, lying, lying.allocations, into, quantity=everything)
