"""Queue the work of counting: one task for one person at one bin, who does not see the book."""

from uuid import UUID

from backend.control.counting.document import Count
from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.master.places import Bin
from backend.tasks.task import NewTask, TaskKind, queue_tasks

PRIORITY = 100
PRIORITY_AGAIN = 60
"""A recount, and a bin that was short, stop other work: they come before ordinary counts."""


def queue_count(work: Work, count: Count, bin_: Bin, *, task_id: UUID, priority: int) -> Write:
    """Queue a count for anybody."""
    return queue_tasks(work, [_task(count, bin_, task_id, priority, not_by=None)])[0]


def queue_recount(work: Work, count: Count, bin_: Bin, *, task_id: UUID, not_by: UUID) -> Write:
    """Queue a recount for anybody but whoever counted first (I15)."""
    return queue_tasks(work, [_task(count, bin_, task_id, PRIORITY_AGAIN, not_by=not_by)])[0]


def _task(count: Count, bin_: Bin, task_id: UUID, priority: int, *, not_by: UUID | None) -> NewTask:
    return NewTask(
        id=task_id,
        location_id=count.location_id,
        kind=TaskKind.COUNT,
        priority=priority,
        sequence=bin_.pick_sequence or 0,
        due_at=count.due_at,
        document_kind="Count",
        document_id=count.id,
        document_number=count.number,
        from_bin_id=bin_.id,
        is_blind=count.is_blind,
        not_by=not_by,
    )
