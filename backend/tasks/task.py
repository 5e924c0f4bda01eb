"""A task: one thing for one person to do, with what departments put into their plans about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader, Work
from backend.tasks import sql

LEASE = timedelta(minutes=15)
"""How long a claim lasts; work on the task and `renewTasks` begin it anew."""


class TaskKind(StrEnum):
    """What kind of work."""

    RECEIVE = "RECEIVE"
    INSPECT = "INSPECT"
    PUT_AWAY = "PUT_AWAY"
    REPLENISH = "REPLENISH"
    PICK = "PICK"
    PACK = "PACK"
    LOAD = "LOAD"
    MOVE = "MOVE"
    COUNT = "COUNT"


class TaskStatus(StrEnum):
    """How far it is."""

    QUEUED = "QUEUED"
    CLAIMED = "CLAIMED"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    SHORT = "SHORT"
    CANCELED = "CANCELED"


OPEN = frozenset({TaskStatus.QUEUED, TaskStatus.CLAIMED, TaskStatus.IN_PROGRESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task as read; quantities in base units."""

    id: UUID
    location_id: UUID
    kind: str
    status: str
    priority: int
    sequence: int
    due_at: datetime | None
    document_kind: str | None
    document_id: UUID | None
    document_number: str | None
    line_id: UUID | None
    walk_id: UUID | None
    owner_id: UUID | None
    item_id: UUID | None
    lot_id: UUID | None
    disposition: str | None
    container_id: UUID | None
    from_bin_id: UUID | None
    to_bin_id: UUID | None
    to_container_id: UUID | None
    reservation_id: UUID | None
    quantity: int | None
    done: int
    is_blind: bool
    not_by: UUID | None
    fence: int
    assignee_id: UUID | None
    device_id: UUID | None
    lease_until: datetime | None
    skips: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    updated_at: datetime
    version: int

    @property
    def is_open(self) -> bool:
        """Somebody may still work on it."""
        return self.status in OPEN

    @property
    def remaining(self) -> int:
        """How many base units are still to do; 0 when it is about no quantity."""
        return max(0, (self.quantity or 0) - self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task to queue."""

    id: UUID
    location_id: UUID
    kind: TaskKind
    priority: int = 100
    sequence: int = 0
    due_at: datetime | None = None
    document_kind: str | None = None
    document_id: UUID | None = None
    document_number: str | None = None
    line_id: UUID | None = None
    walk_id: UUID | None = None
    owner_id: UUID | None = None
    item_id: UUID | None = None
    lot_id: UUID | None = None
    disposition: str | None = None
    container_id: UUID | None = None
    from_bin_id: UUID | None = None
    to_bin_id: UUID | None = None
    to_container_id: UUID | None = None
    reservation_id: UUID | None = None
    quantity: int | None = None
    is_blind: bool = False
    not_by: UUID | None = None


async def task_of(reader: Reader, task_id: UUID) -> Task:
    """Return a task; refuses NOT_FOUND."""
    found = await reader.first(Task, sql.TASK, task_id)
    if found is None:
        raise NotFound(kind="task", key=str(task_id))
    return found


async def tasks_by_id(reader: Reader, ids: Sequence[UUID]) -> dict[UUID, Task]:
    """Return these tasks; those that do not exist are missing."""
    return {task.id: task for task in await reader.rows(Task, sql.TASKS_BY_ID, list(ids))}


async def tasks_of_document(reader: Reader, document_id: UUID) -> list[Task]:
    """Return every task of a document, in order of sequence."""
    return await reader.rows(Task, sql.TASKS_OF_DOCUMENT, document_id)


async def tasks_of_walk(reader: Reader, walk_id: UUID) -> list[Task]:
    """Return every stop of a walk, in order of sequence."""
    return await reader.rows(Task, sql.TASKS_OF_WALK, walk_id)


def queue_tasks(work: Work, tasks: Sequence[NewTask]) -> tuple[Write, ...]:
    """Queue these tasks, if any."""
    return tuple(
        Write(
            Rank.TASK,
            f"{task.id}",
            sql.QUEUE_TASK,
            (
                task.id, task.location_id, task.kind.value, task.priority, task.sequence,
                task.due_at, task.document_kind, task.document_id, task.document_number,
                task.line_id, task.walk_id, task.owner_id, task.item_id, task.disposition,
                task.container_id, task.from_bin_id, task.to_bin_id, task.to_container_id,
                task.reservation_id, task.quantity, task.is_blind, task.not_by, work.now,
                task.lot_id,
            ),
        )
        for task in tasks
    )  # fmt: skip


def advance_task(
    work: Work,
    seen: Task,
    *,
    done: int,
    status: TaskStatus,
    to_container_id: UUID | None = None,
    reservation_id: UUID | None = None,
) -> Write:
    """Count `done` more base units on a task and say how far it is, if it is still as seen.

    Whoever works on a task holds it from then on. A tote and a reservation replace the task's own
    where they are given.
    """
    values = (
        seen.id, seen.version, done, status.value, work.now, to_container_id, reservation_id,
        work.actor.id, work.device_id, work.now + LEASE,
    )  # fmt: skip
    return Write(Rank.TASK, f"{seen.id}", sql.ADVANCE_TASK, values)


def cancel_task(work: Work, seen: Task) -> Write:
    """Call a task off, if it is still as seen."""
    return Write(Rank.TASK, f"{seen.id}", sql.CANCEL_TASK, (seen.id, seen.version, work.now))


def open_walk(work: Work, walk_id: UUID, *, number: str, location_id: UUID) -> Write:
    """Begin a walk; its stops are tasks that name it."""
    values = (walk_id, number, location_id, work.now)
    return Write(Rank.DOCUMENT, f"walk {number}", sql.OPEN_WALK, values)
