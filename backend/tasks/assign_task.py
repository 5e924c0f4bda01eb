"""Assign a task: a supervisor gives it to somebody, or changes how urgent it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import VersionChanged
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.tasks import sql
from backend.tasks.claim import RecountByAnother, check_open
from backend.tasks.task import Task, task_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTask:
    """Which task, as seen (None waives that), to whom (None: to nobody), and how urgent."""

    task_id: UUID
    if_version: int | None
    assignee_id: UUID | None
    priority: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskAssigned:
    """The task."""

    task_id: UUID


@command
async def assign_task(work: Work, asked: AssignTask) -> Plan[TaskAssigned]:
    """Take a task from whoever has it and give it on; only the new holder may claim it.

    Refused: NOT_ALLOWED, VERSION_CHANGED, NOT_IN_THIS_STATE, RECOUNT_BY_ANOTHER.
    """
    task = await task_of(work.reader, asked.task_id)
    work.allow(Permission.ASSIGN_TASKS, task.location_id)
    check_version(task, asked.if_version)
    check_open(task)
    if task.not_by is not None and task.not_by == asked.assignee_id:
        raise RecountByAnother
    values = (
        task.id, task.version, asked.assignee_id,
        task.priority if asked.priority is None else asked.priority,
        asked.due_at or task.due_at, work.now,
    )  # fmt: skip
    return Plan(
        answer=TaskAssigned(task.id),
        writes=(Write(Rank.TASK, f"{task.id}", sql.ASSIGN_TASK, values),),
        kind="ASSIGN",
        location_id=task.location_id,
        document_id=task.document_id,
    )


def check_version(task: Task, if_version: int | None) -> None:
    """Go on only if the task is as its editor saw it; None waives that."""
    if if_version is not None and if_version != task.version:
        raise VersionChanged(kind="task")
