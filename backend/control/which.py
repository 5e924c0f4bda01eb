"""Which goods a difference is of, where the item tells them apart: a number alone does not say.

What turned up of an item with lots, where none of it lay before, is of the unknown lot. Of single
things each would have to be named, so only a bin that holds none of them any more can be told by a
number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from backend.control.spreading import Taking
from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.master.items import Item, items_by_id
from backend.master.lots import (
    TRACKS_LOT,
    TRACKS_SERIAL,
    register_unknown_lot,
    unknown_lot_id,
)
from backend.stock.keys import Key
from backend.stock.reads import Balance
from backend.stock.serials import SerialRequired


async def items_of(work: Work, item_ids: Iterable[UUID]) -> Mapping[UUID, Item]:
    """Return the items of differences."""
    return await items_by_id(work.reader, sorted(set(item_ids)))


def check_things(
    item: Item, *, quantity: int, takings: Iterable[Taking], lying: Iterable[Balance]
) -> None:
    """Go on unless single things would be lost or found unnamed: SERIAL_REQUIRED."""
    if item.tracking not in TRACKS_SERIAL:
        return
    are_all = sum(one.quantity for one in takings) == sum(held.on_hand for held in lying)
    if quantity > 0 or not are_all:
        raise SerialRequired(item=item.sku, quantity=abs(quantity), said=0)


def found_key(item: Item, key: Key) -> Key:
    """Return where found goods are added: to the unknown lot where theirs is not known."""
    if item.tracking in TRACKS_LOT and key.lot_id is None:
        return replace(key, lot_id=unknown_lot_id(item.id))
    return key


def unknown_lots(keys: Iterable[Key]) -> tuple[Write, ...]:
    """Make the unknown lots known that these keys name."""
    items = {key.item_id for key in keys if key.lot_id == unknown_lot_id(key.item_id)}
    return tuple(register_unknown_lot(item_id) for item_id in sorted(items))
