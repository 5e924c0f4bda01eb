"""Rules of handing out work. Pure."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from uuid import UUID

from backend.tasks.task import Task, TaskStatus

SKIPPED_BACK_BY = 10
"""How much less urgent a skipped task becomes."""
SKIPS_MAX = 3
"""So many skips mean that something is wrong with the task itself."""


def is_takeable(task: Task, *, actor_id: UUID, now: datetime) -> bool:
    """Tell whether somebody who does not hold an open task may take it now."""
    if not task.is_open or task.not_by == actor_id:
        return False
    if task.status == TaskStatus.QUEUED:
        return task.assignee_id in {None, actor_id}
    return task.lease_until is not None and task.lease_until <= now


def choose(
    offered: Sequence[Task], *, held: Sequence[Task], stops: Sequence[Task], room: int
) -> tuple[Task, ...]:
    """Choose what to take of what is offered, best first, to hold `room` more tasks.

    The stops of a walk are taken together, however many they are, by somebody who holds nothing
    else; until they are done, only stops that were put back come on top. `stops` are those of the
    first walk on offer that may be taken.
    """
    if held:
        walk_id = held[0].walk_id
        return tuple(task for task in offered if task.walk_id == walk_id)[:room]
    if offered and offered[0].walk_id is not None:
        return tuple(stops)
    return tuple(takewhile(lambda task: task.walk_id is None, offered))[:room]


def after_the_last(task: Task, stops: Sequence[Task]) -> int:
    """Return the place at the end of its walk that a skipped stop gets."""
    return max((stop.sequence for stop in stops if stop.id != task.id), default=task.sequence) + 1
