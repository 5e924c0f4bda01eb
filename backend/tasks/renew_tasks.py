"""Renew tasks: a worker who is still at it keeps what they hold a while longer."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.tasks.claim import LeaseExpired
from backend.tasks.leases import lease_tasks
from backend.tasks.task import Task, tasks_by_id

RENEWED_MAX = 50


@dataclass(frozen=True, slots=True)
class RenewTasks:
    """Which tasks to keep."""

    tasks: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class TasksRenewed:
    """Those that are still the worker's; the others went back or to somebody else."""

    task_ids: tuple[UUID, ...]


@command
async def renew_tasks(work: Work, asked: RenewTasks) -> Plan[TasksRenewed]:
    """Begin the leases anew of what the worker still holds; refuses LEASE_EXPIRED when none is."""
    if len(asked.tasks) > RENEWED_MAX:
        raise InvalidInput(field="tasks", problem=f"holds more than {RENEWED_MAX} ids")
    found = await tasks_by_id(work.reader, asked.tasks)
    mine = [task for task in found.values() if _is_held(task, work)]
    if not mine:
        raise LeaseExpired
    return Plan(
        answer=TasksRenewed(tuple(task.id for task in mine)),
        writes=lease_tasks(work, mine),
        kind="CLAIM",
        location_id=mine[0].location_id,
    )


def _is_held(task: Task, work: Work) -> bool:
    return task.lease_until is not None and task.assignee_id == work.actor.id
