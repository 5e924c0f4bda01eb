"""Tell that stock can be promised anew, which wakes whoever waits for it."""

from collections.abc import Iterable
from uuid import UUID

from backend.kernel.plan import Event
from backend.stock.keys import Key


def stock_freed(item_id: UUID, *, owner_id: UUID, location_id: UUID) -> Event:
    """Tell that something of an item may be promised anew, which wakes `retry_backorders`."""
    facts = {"item_id": item_id, "owner_id": owner_id, "location_id": location_id}
    return Event("StockFreed", facts)


def freed_at(keys: Iterable[Key]) -> tuple[Event, ...]:
    """Return what tells that promisable stock came to these keys; once for each pool."""
    freed = {key.pool_id: key for key in keys if key.is_promisable}
    return tuple(
        stock_freed(key.item_id, owner_id=key.owner_id, location_id=key.place.location_id)
        for key in freed.values()
    )
