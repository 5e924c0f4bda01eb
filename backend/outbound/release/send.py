"""Send out: allocated goods become stops, stops become walks with pick tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.master.numbers import next_numbers
from backend.master.places import Bin, bins_by_id
from backend.outbound.orders.document import CustomerOrder
from backend.outbound.release.allocate import Taken
from backend.outbound.release.walks import PickMethod, Stop, plan_walks
from backend.tasks.task import NewTask, TaskKind, open_walk, queue_tasks

LAST = 1_000_000
"""Bins without a pick sequence come last."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The walks, how many stops they have, and the writes that open them."""

    walk_ids: tuple[UUID, ...]
    stops: int
    writes: tuple[Write, ...]


async def send_out(
    work: Work,
    orders: Sequence[CustomerOrder],
    taken: Mapping[UUID, Sequence[Taken]],
    *,
    method: PickMethod,
) -> Sent:
    """Plan walks for what the orders took, the most urgent order first."""
    bins = await bins_by_id(
        work.reader, sorted({one.key.place.bin_id for of in taken.values() for one in of})
    )
    stops = [stop for order in orders for stop in _stops(order, taken[order.id], bins)]
    walks = plan_walks(stops, method)
    numbers = await next_numbers(work.reader, "WK", len(walks))
    walk_ids = tuple(derived_id(work.operation_id, f"walk {index}") for index in range(len(walks)))
    by_id = {order.id: order for order in orders}
    location_id = orders[0].location_id
    writes: list[Write] = []
    for walk_id, number, walk in zip(walk_ids, numbers, walks, strict=True):
        writes.append(open_walk(work, walk_id, number=number, location_id=location_id))
        writes += queue_tasks(
            work,
            [
                _task(walk_id, by_id[stop.order_id], stop, sequence=sequence)
                for sequence, stop in enumerate(walk, 1)
            ],
        )
    return Sent(walk_ids, len(stops), tuple(writes))


def _stops(order: CustomerOrder, taken: Iterable[Taken], bins: Mapping[UUID, Bin]) -> list[Stop]:
    """Return one stop for each line and bin, however many keys the line takes from in it."""
    units: dict[tuple[UUID, UUID], int] = {}
    items: dict[UUID, UUID] = {}
    for one in taken:
        place = (one.line_id, one.key.place.bin_id)
        units[place] = units.get(place, 0) + one.quantity
        items[one.line_id] = one.key.item_id
    return [
        Stop(
            order_id=order.id,
            line_id=line_id,
            item_id=items[line_id],
            bin_id=bin_id,
            quantity=quantity,
            zone=str(bins[bin_id].zone_id or ""),
            sequence=_sequence(bins[bin_id]),
        )
        for (line_id, bin_id), quantity in units.items()
    ]


def _sequence(bin_: Bin) -> int:
    return LAST if bin_.pick_sequence is None else bin_.pick_sequence


def _task(walk_id: UUID, order: CustomerOrder, stop: Stop, *, sequence: int) -> NewTask:
    return NewTask(
        id=derived_id(walk_id, f"{sequence}"),
        location_id=order.location_id,
        kind=TaskKind.PICK,
        priority=order.priority,
        sequence=sequence,
        due_at=_due_at(order),
        document_kind="Order",
        document_id=order.id,
        document_number=order.number,
        line_id=stop.line_id,
        walk_id=walk_id,
        owner_id=order.owner_id,
        item_id=stop.item_id,
        disposition="USABLE",
        from_bin_id=stop.bin_id,
        quantity=stop.quantity,
    )


def _due_at(order: CustomerOrder) -> datetime | None:
    if order.ship_by or order.needed_on is None:
        return order.ship_by
    return datetime.combine(order.needed_on, time.max, UTC)
