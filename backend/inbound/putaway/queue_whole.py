"""Queue the putaway of a whole container: one task to one bin that takes all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.putaway.queue_putaways import Queued
from backend.inbound.putaway.rules import kinds_for
from backend.inbound.putaway.spaces import spaces_for
from backend.kernel.ids import derived_id
from backend.kernel.work import Reader, Work
from backend.tasks.room.rules import Goods, Space, trouble_together
from backend.tasks.room.spaces import use_space
from backend.tasks.task import NewTask, TaskKind, queue_tasks

RESERVE = "RESERVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeArrival:
    """A container that stands in a bin and should go to another, with all that is in it."""

    container_id: UUID
    load: Sequence[tuple[Goods, int]]
    location_id: UUID
    from_bin_id: UUID
    document_id: UUID
    document_number: str


async def queue_whole(work: Work, arrival: WholeArrival) -> Queued:
    """Choose a bin for all of it, book its room, and queue one task; without one it says none."""
    space = await _space(work.reader, arrival)
    task = NewTask(
        id=derived_id(work.operation_id, "putaway"),
        location_id=arrival.location_id,
        kind=TaskKind.PUT_AWAY,
        document_kind="Receipt",
        document_id=arrival.document_id,
        document_number=arrival.document_number,
        container_id=arrival.container_id,
        from_bin_id=arrival.from_bin_id,
        to_bin_id=space.bin_id if space else None,
    )
    booked = (use_space(space),) if space else ()
    return Queued((task.id,), (*booked, *queue_tasks(work, [task])))


async def _space(reader: Reader, arrival: WholeArrival) -> Space | None:
    """Return the nearest bin of the reserve, or of what is held, that takes all of it."""
    if not arrival.load:
        return None
    goods, quantity = arrival.load[0]
    kinds = kinds_for(goods)
    if any(kinds_for(other) != kinds for other, _ in arrival.load):
        return None
    spaces = await spaces_for(reader, goods, location_id=arrival.location_id, quantity=quantity)
    wanted = kinds & {RESERVE} or kinds
    fitting = [
        space
        for space in spaces
        if space.kind in wanted and trouble_together(space, arrival.load)[0] is None
    ]
    ranked = sorted(fitting, key=lambda one: (bool(one.contents), one.distance_mm, one.code))
    return ranked[0] if ranked else None
