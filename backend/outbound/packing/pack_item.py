"""Pack an item: what was scanned goes from the tote into a carton of its order."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.items import item_of
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.orders.document import order_of
from backend.outbound.packing.cartons import fresh_carton, known_carton, open_carton
from backend.outbound.packing.into_carton import ItemPacked, pack
from backend.outbound.packing.tote import lying_in
from backend.outbound.picking.rules import check_item, check_quantity
from backend.outbound.shipping.document import Carton, shipment_of
from backend.stock.told_apart import check_told, told_of
from backend.tasks.scans import WrongItem


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem:
    """A fact from the packing table: `quantity` base units went from the tote into a carton.

    `into` is the carton; None takes a new one. `order` needs to be named only where a tote holds
    goods of several and the carton does not tell; `serials` where only some of its things went in.
    """

    tote: Ref
    item: ItemRef
    quantity: int
    into: Ref | None = None
    pack: Ref | None = None
    order: DocumentRef | None = None
    serials: tuple[str, ...] = ()


@command
async def pack_item(work: Work, asked: PackItem) -> Plan[ItemPacked]:
    """Move picked goods into a carton, where they wait for their shipment to leave.

    Refuses WRONG_ITEM for what the order has not got in the tote, QUANTITY_TOO_LARGE for more of it
    than lies there, SERIAL_REQUIRED and SERIAL_ELSEWHERE for other things than were named.
    """
    known = await known_carton(work, asked.into)
    order_id = await order_meant(work, asked.order, known[1] if known else None)
    lying = await lying_in(work, asked.tote, order_id=order_id)
    work.allow(Permission.PACK, lying.order.location_id)
    item = await item_of(work.reader, asked.item)
    pack_ = await item_of(work.reader, ItemRef(barcode=asked.pack.said)) if asked.pack else None
    check_item(item, pack=pack_, item_id=item.id)
    mine = [one for one in lying.allocations if one.item_id == item.id]
    if not mine:
        raise WrongItem(scanned=item.sku)
    told = await told_of(work.reader, item, lot=None, serials=asked.serials)
    if told.serials:
        check_told(item, told, mine, quantity=asked.quantity)
        mine = [one for one in mine if one.serial_id in told.serial_ids]
    check_quantity(asked.quantity, remaining=sum(one.quantity for one in mine), pack=pack_)
    code = asked.into.said if asked.into else None
    into = await (open_carton(work, known) if known else fresh_carton(work, lying.order, code=code))
    return await pack(work, lying, mine, into, quantity=asked.quantity)


async def order_meant(work: Work, order: DocumentRef | None, known: Carton | None) -> UUID | None:
    """Return the order that was named, or that the carton is for; None where neither tells."""
    if order is not None:
        return (await order_of(work.reader, order)).id
    if known is not None:
        return (await shipment_of(work.reader, DocumentRef(id=known.shipment_id))).order_id
    return None
