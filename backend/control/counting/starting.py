"""Which count a submission is for: its task's, the one that is open, or one of its own accord."""

from dataclasses import dataclass
from uuid import UUID

from backend.control.counting.document import (
    Cause,
    Count,
    CountStatus,
    CountTrigger,
    attempts_of,
    begin_count,
    count_of,
    new_count,
    open_counts,
)
from backend.kernel.ids import derived_id
from backend.kernel.plan import Write
from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Work
from backend.master.numbers import next_number
from backend.master.places import Bin, bins_by_id
from backend.tasks.case import CaseKind, NewCase, Severity, open_case
from backend.tasks.claim import RecountByAnother, check_claim
from backend.tasks.scans import WrongBin
from backend.tasks.task import Task, TaskKind, task_of, tasks_of_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The count that a submission is for, and the task that it does.

    `is_late`: the task's own count had ended when this arrived, so it stands for itself and posts
    nothing that another person has not seen too.
    """

    count: Count
    attempt: int
    task: Task | None
    writes: tuple[Write, ...] = ()
    is_late: bool = False


async def start(work: Work, bin_: Bin, *, task_id: UUID | None) -> Started:
    """Return the count that somebody's submission for a bin is for.

    Refused: WRONG_BIN, TASK_TAKEN, RECOUNT_BY_ANOTHER, NOT_IN_THIS_STATE.
    """
    if task_id is not None:
        count = await _count_of_task(work, bin_, task_id)
        if not count.is_closed:
            return await _join(work, count)
    already = (await open_counts(work.reader, [bin_.id])).get(bin_.id)
    if already is not None:
        return await _join(work, already)
    return await _begin(work, bin_, late_for=None if task_id is None else count)


async def _count_of_task(work: Work, bin_: Bin, task_id: UUID) -> Count:
    task = await task_of(work.reader, task_id)
    if task.kind != TaskKind.COUNT or task.document_id is None:
        raise NotFound(kind="count task", key=str(task_id))
    if task.from_bin_id is not None and task.from_bin_id != bin_.id:
        wanted = (await bins_by_id(work.reader, [task.from_bin_id]))[task.from_bin_id]
        raise WrongBin(scanned=bin_.code, wanted=wanted.code)
    return await count_of(work.reader, task.document_id)


async def _join(work: Work, count: Count) -> Started:
    if count.status == CountStatus.AWAITING_APPROVAL:
        raise NotInThisState(kind="count of this bin", state="awaiting approval")
    attempts = await attempts_of(work.reader, count.id)
    if any(attempt.counted_by == work.actor.id for attempt in attempts):
        raise RecountByAnother
    tasks = await tasks_of_document(work.reader, count.id)
    task = next((task for task in tasks if task.is_open), None)
    if task is not None:
        check_claim(task, work, fence=None)
    return Started(count=count, attempt=len(attempts) + 1, task=task)


async def _begin(work: Work, bin_: Bin, *, late_for: Count | None) -> Started:
    number = await next_number(work.reader, "CC")
    count = new_count(work, bin_, number=number, cause=Cause(trigger=CountTrigger.REQUESTED))
    writes = begin_count(work, count)
    if late_for is None:
        return Started(count=count, attempt=1, task=None, writes=writes)
    case = NewCase(
        id=derived_id(work.operation_id, "late"),
        kind=CaseKind.OFFLINE_CONFLICT,
        severity=Severity.INFO,
        title=f"A count of {bin_.code} arrived after {late_for.number} had ended",
        location_id=bin_.location_id,
        bin_id=bin_.id,
        subject_kind="Count",
        subject_id=count.id,
        facts={"count": count.number, "ended": late_for.number},
    )
    return Started(
        count=count, attempt=1, task=None, writes=(*writes, open_case(work, case)), is_late=True
    )
