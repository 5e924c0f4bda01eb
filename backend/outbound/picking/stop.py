"""A stop of a walk: a pick, what the book has for it in its bin, and where the walk goes on."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader, Work
from backend.outbound.picking import sql
from backend.stock.allocations import Allocation, allocations_of
from backend.stock.changes import Level
from backend.tasks.scans import WrongKind
from backend.tasks.task import Task, TaskKind, task_of


@dataclass(frozen=True, slots=True)
class Stop:
    """A pick task, and what is allocated to its order line in its bin, oldest first."""

    task: Task
    line_id: UUID
    item_id: UUID
    owner_id: UUID
    bin_id: UUID
    allocations: tuple[Allocation, ...]

    @property
    def allocated(self) -> int:
        """How many base units the book has here for this pick."""
        return sum(allocation.quantity for allocation in self.allocations)

    def facts(self, **more: str | int | UUID | None) -> dict[str, object]:
        """Return what other departments are told about this pick."""
        return {
            "task_id": self.task.id,
            "line_id": self.line_id,
            "order_id": self.task.document_id,
            "item_id": self.item_id,
            "owner_id": self.owner_id,
            "bin_id": self.bin_id,
            "location_id": self.task.location_id,
            **more,
        }


async def pick_task(reader: Reader, task_id: UUID) -> Task:
    """Return a pick; refuses NOT_FOUND, and WRONG_KIND for other work."""
    task = await task_of(reader, task_id)
    if task.kind != TaskKind.PICK:
        raise WrongKind(kind=f"{task.kind} task", wanted="pick")
    return task


async def stop_of(reader: Reader, task: Task) -> Stop:
    """Return the stop of a pick."""
    assert task.line_id is not None, "every pick is for an order line"
    assert task.item_id is not None, "every pick is of an item"
    assert task.owner_id is not None, "every pick is of somebody's goods"
    assert task.from_bin_id is not None, "every pick is from a bin"
    here = tuple(
        allocation
        for allocation in await allocations_of(reader, [task.line_id])
        if allocation.level == Level.HARD and allocation.bin_id == task.from_bin_id
    )
    return Stop(task, task.line_id, task.item_id, task.owner_id, task.from_bin_id, here)


async def next_stop(work: Work, task: Task) -> UUID | None:
    """Return the next pick of the walk that nobody else holds; None at its end."""
    if task.walk_id is None:
        return None
    values = (task.walk_id, task.id, work.actor.id, task.sequence)
    found: UUID | None = await work.reader.value(sql.NEXT_STOP, *values)
    return found
