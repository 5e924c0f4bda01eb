"""Cancel a task: a supervisor calls it off; its department gives back what it held."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.tasks.assign_task import check_version
from backend.tasks.claim import check_open
from backend.tasks.task import cancel_task as call_off
from backend.tasks.task import task_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTask:
    """Which task, as seen (None waives that), and why."""

    task_id: UUID
    if_version: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class TaskCanceled:
    """The task."""

    task_id: UUID


@command
async def cancel_task(work: Work, asked: CancelTask) -> Plan[TaskCanceled]:
    """Call a task off and tell its department (`TaskCanceled`), which frees what it held.

    Refused: NOT_ALLOWED, VERSION_CHANGED, NOT_IN_THIS_STATE.
    """
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    task = await task_of(work.reader, asked.task_id)
    work.allow(Permission.ASSIGN_TASKS, task.location_id)
    check_version(task, asked.if_version)
    check_open(task)
    body = {
        "task_id": task.id,
        "kind": task.kind,
        "line_id": task.line_id,
        "document_id": task.document_id,
        "location_id": task.location_id,
    }
    return Plan(
        answer=TaskCanceled(task.id),
        writes=(call_off(work, task),),
        kind="CANCEL_TASK",
        location_id=task.location_id,
        document_id=task.document_id,
        reason=asked.reason,
        events=(Event("TaskCanceled", body),),
    )
