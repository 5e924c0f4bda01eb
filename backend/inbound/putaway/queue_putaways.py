"""Queue putaways: each bin that goods should go to becomes a task, and its room is booked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.putaway.rules import Placement, place
from backend.inbound.putaway.spaces import spaces_for
from backend.kernel.ids import derived_id
from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.tasks.room.rules import Goods
from backend.tasks.room.spaces import use_space
from backend.tasks.task import NewTask, TaskKind, queue_tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Goods that stand in a bin and should go to another, for these lines of a document."""

    goods: Goods
    location_id: UUID
    from_bin_id: UUID
    document_kind: str
    document_id: UUID
    document_number: str
    lines: tuple[tuple[UUID, int], ...]
    """Each line with how many base units of it came."""


@dataclass(frozen=True, slots=True)
class Queued:
    """The tasks that were queued, and the writes that queue them and book their room."""

    task_ids: tuple[UUID, ...]
    writes: tuple[Write, ...]


async def queue_putaways(work: Work, arrival: Arrival) -> Queued:
    """Choose bins for the goods, book their room, and queue a task for each bin and line."""
    quantity = sum(came for _, came in arrival.lines)
    spaces = await spaces_for(
        work.reader, arrival.goods, location_id=arrival.location_id, quantity=quantity
    )
    placements = place(spaces, arrival.goods, quantity=quantity)
    tasks = [
        _task(work, arrival, number=number, line_id=line_id, placement=placement)
        for number, (line_id, placement) in enumerate(cut(placements, arrival.lines))
    ]
    booked = (use_space(one.space) for one in placements if one.space is not None)
    return Queued(tuple(task.id for task in tasks), (*booked, *queue_tasks(work, tasks)))


def cut(
    placements: Sequence[Placement], lines: Iterable[tuple[UUID, int]]
) -> Iterator[tuple[UUID, Placement]]:
    """Share placements out among lines of the same sum, in order."""
    rest = iter(placements)
    space, room = None, 0
    for line_id, wanted in lines:
        left = wanted
        while left:
            if not room:
                current = next(rest)
                space, room = current.space, current.quantity
            taken = min(left, room)
            yield line_id, Placement(space, taken)
            left, room = left - taken, room - taken


def _task(
    work: Work, arrival: Arrival, *, number: int, line_id: UUID, placement: Placement
) -> NewTask:
    return NewTask(
        id=derived_id(work.operation_id, f"putaway {number}"),
        location_id=arrival.location_id,
        kind=TaskKind.PUT_AWAY,
        document_kind=arrival.document_kind,
        document_id=arrival.document_id,
        document_number=arrival.document_number,
        line_id=line_id,
        owner_id=arrival.goods.owner_id,
        item_id=arrival.goods.item_id,
        lot_id=arrival.goods.lot_id,
        disposition=arrival.goods.disposition.value,
        from_bin_id=arrival.from_bin_id,
        to_bin_id=placement.space.bin_id if placement.space else None,
        quantity=placement.quantity,
    )
