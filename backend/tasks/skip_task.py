"""Skip a task: a worker does it later, so it goes to the end of its walk or down the queue."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.tasks.case import CaseKind, NewCase, Severity, open_case
from backend.tasks.claim import check_held
from backend.tasks.leases import return_task
from backend.tasks.rules import SKIPPED_BACK_BY, SKIPS_MAX, after_the_last
from backend.tasks.task import Task, task_of, tasks_of_walk


@dataclass(frozen=True, slots=True)
class SkipTask:
    """Which task, and why."""

    task_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class TaskSkipped:
    """The task."""

    task_id: UUID


@command
async def skip_task(work: Work, asked: SkipTask) -> Plan[TaskSkipped]:
    """Put a task that the worker holds back, less urgent, and count it.

    The third skip of a task opens a case. Refused: TASK_TAKEN, LEASE_EXPIRED, NOT_IN_THIS_STATE.
    """
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    task = await task_of(work.reader, asked.task_id)
    check_held(task, work)
    return Plan(
        answer=TaskSkipped(task.id),
        writes=(await _put_back(work, task), *_case(work, task, asked.reason)),
        kind="SKIP",
        location_id=task.location_id,
        document_id=task.document_id,
        reason=asked.reason,
    )


async def _put_back(work: Work, task: Task) -> Write:
    if task.walk_id is None:
        priority = task.priority + SKIPPED_BACK_BY
        return return_task(work, task, skips=1, priority=priority, sequence=task.sequence)
    stops = await tasks_of_walk(work.reader, task.walk_id)
    return return_task(work, task, skips=1, sequence=after_the_last(task, stops))


def _case(work: Work, task: Task, reason: str) -> tuple[Write, ...]:
    if task.skips + 1 != SKIPS_MAX:
        return ()
    case = NewCase(
        id=derived_id(work.operation_id, "case"),
        kind=CaseKind.OTHER,
        severity=Severity.WARNING,
        title=f"A {task.kind.lower().replace('_', ' ')} task was skipped {SKIPS_MAX} times",
        location_id=task.location_id,
        bin_id=task.from_bin_id or task.to_bin_id,
        item_id=task.item_id,
        subject_kind="Task",
        subject_id=task.id,
        facts={"reason": reason},
    )
    return (open_case(work, case),)
