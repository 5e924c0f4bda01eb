"""Seek elsewhere what a bin did not give: other bins first, then a promise, then the wait."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.work import Work
from backend.outbound.orders.document import orders_by_id
from backend.outbound.orders.shares import Share, split, total
from backend.outbound.picking.in_hand import portion_out
from backend.outbound.picking.stop import Stop
from backend.outbound.picking.takings import Steps
from backend.stock.changes import Level, Open
from backend.stock.free import free_stock
from backend.stock.keys import Key
from backend.stock.reads import pools
from backend.tasks.task import NewTask, TaskKind

BINS_MAX = 5
"""More stops than this for one line send nobody around; the rest stays promised."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the rest of a short pick comes from, in base units, and the picks of it."""

    allocated: int
    promised: int
    waiting: int
    picks: tuple[NewTask, ...]
    steps: Steps


async def seek_elsewhere(work: Work, stop: Stop, *, found: int) -> Elsewhere:
    """Divide what the bin did not give over other bins, a soft promise, and the wait for stock.

    It stays with the pools that it was promised from.
    """
    rest = stop.allocated - found
    portions = await _portions(work, stop, rest)
    allocated = sum(units for _, units in portions)
    _, left = split(_shares(stop), found)
    opens = []
    for key, units in portions:
        here, left = split(left, units)
        opens += [Open(Level.HARD, of.pool_id, stop.line_id, of.units, key.id) for of in here]
    promised = await _still_covered(work, stop, left, found=found)
    opens += [Open(Level.SOFT, of.pool_id, stop.line_id, of.units) for of in promised]
    return Elsewhere(
        allocated=allocated,
        promised=total(promised),
        waiting=rest - allocated - total(promised),
        picks=_picks(work, stop, portions),
        steps=Steps(opens=tuple(opens)),
    )


def _shares(stop: Stop) -> list[Share]:
    return [Share(one.pool_id, one.quantity) for one in stop.allocations]


async def _portions(work: Work, stop: Stop, rest: int) -> list[tuple[Key, int]]:
    if not rest:
        return []
    location_id = stop.task.location_id
    free = await free_stock(
        work.reader, [stop.item_id], location_id=location_id, owner_id=stop.owner_id, at=work.now
    )
    days = await _days_wanted(work, stop)
    others = [
        held
        for held in free.get(stop.item_id, [])
        if held.bin_id != stop.bin_id and held.is_good_for(days)
    ]
    return portion_out([(held.key, held.free) for held in others[:BINS_MAX]], rest)


async def _days_wanted(work: Work, stop: Stop) -> int:
    order_id = stop.task.document_id
    assert order_id, "every pick is for an order"
    return (await orders_by_id(work.reader, [order_id]))[order_id].min_remaining_days


async def _still_covered(work: Work, stop: Stop, left: list[Share], *, found: int) -> list[Share]:
    """Return how much the goods in the house can still promise, without those of the short bin.

    What the book has there is in doubt until it is counted.
    """
    wanted: Counter[UUID] = Counter()
    for share in left:
        wanted[share.pool_id] += share.units
    in_doubt = sum({one.key_id: one.on_hand for one in stop.allocations}.values()) - found
    known = await pools(work.reader, wanted)
    covered = []
    for pool_id, units in wanted.items():
        pool = known[pool_id]
        room = pool.supply - pool.safety - in_doubt - (pool.promised - units)
        if room > 0:
            covered.append(Share(pool_id, min(room, units)))
    return covered


def _picks(work: Work, stop: Stop, portions: list[tuple[Key, int]]) -> tuple[NewTask, ...]:
    """Queue one pick a bin on the same walk, to be walked right after this stop."""
    by_bin: dict[UUID, int] = {}
    for key, units in portions:
        by_bin[key.place.bin_id] = by_bin.get(key.place.bin_id, 0) + units
    task = stop.task
    return tuple(
        NewTask(
            id=derived_id(work.operation_id, f"pick {bin_id}"),
            location_id=task.location_id,
            kind=TaskKind.PICK,
            priority=task.priority,
            sequence=task.sequence,
            due_at=task.due_at,
            document_kind=task.document_kind,
            document_id=task.document_id,
            document_number=task.document_number,
            line_id=stop.line_id,
            walk_id=task.walk_id,
            owner_id=stop.owner_id,
            item_id=stop.item_id,
            disposition=task.disposition,
            from_bin_id=bin_id,
            to_bin_id=task.to_bin_id,
            to_container_id=task.to_container_id,
            quantity=units,
        )
        for bin_id, units in by_bin.items()
    )
