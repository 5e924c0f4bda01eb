"""Release a task: a worker gives it back to the queue; what is posted on it stays."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.tasks.claim import check_held
from backend.tasks.leases import return_task
from backend.tasks.task import task_of


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    """Which task, and why."""

    task_id: UUID
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TaskReleased:
    """The task."""

    task_id: UUID


@command
async def release_task(work: Work, asked: ReleaseTask) -> Plan[TaskReleased]:
    """Put a task that the worker holds back; refuses TASK_TAKEN and LEASE_EXPIRED otherwise."""
    task = await task_of(work.reader, asked.task_id)
    check_held(task, work)
    return Plan(
        answer=TaskReleased(task.id),
        writes=(return_task(work, task, sequence=task.sequence),),
        kind="RELEASE",
        location_id=task.location_id,
        document_id=task.document_id,
        reason=asked.reason,
    )
