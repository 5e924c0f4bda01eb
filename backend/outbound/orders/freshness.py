"""Freshness: how much that has enough days left can still be promised to orders that want days.

A promise names no lot, so this is judged as goods and promises stand; what is allocated is judged
lot by lot.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Work
from backend.outbound.orders import sql
from backend.outbound.orders.shares import Fresh, Want
from backend.stock.free import fresh_units


@dataclass(frozen=True, slots=True)
class _Promised:
    item_id: UUID
    units: int


async def fresh_for(
    work: Work, wants: Iterable[Want], *, location_id: UUID, owner_id: UUID
) -> Fresh:
    """Return what is fresh enough for those of these lines that want days; nothing for others."""
    fresh = Fresh()
    by_days: dict[int, set[UUID]] = {}
    for want in wants:
        if want.days:
            by_days.setdefault(want.days, set()).add(want.item_id)
    for days, items in by_days.items():
        asked = sorted(items)
        place = {"location_id": location_id, "owner_id": owner_id}
        free = await fresh_units(work.reader, asked, **place, at=work.now, days=days)
        values = (asked, location_id, owner_id, days)
        for row in await work.reader.rows(_Promised, sql.PROMISED_FRESH, *values):
            free[row.item_id] -= row.units
        fresh.left |= {(item_id, days): units for item_id, units in free.items()}
    return fresh
