"""Claim tasks: a worker asks for the next work, and holds it for a while."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput, NotAllowed, NotFound, Refusal
from backend.kernel.work import Work
from backend.tasks.claim import ClaimState, check_claim, check_open
from backend.tasks.leases import PERMISSION_OF, Wish, lease_tasks, rights_of, tasks_held
from backend.tasks.leases import tasks_offered as offered_by
from backend.tasks.rules import choose, is_takeable
from backend.tasks.task import Task, TaskKind, tasks_by_id, tasks_of_walk

HELD_MAX = 50


class NoWork(Refusal):
    """There is no task for you now."""

    code: ClassVar[str] = "NO_WORK"
    sentence: ClassVar[str] = "There is no task for you now; ask again in a while."
    retryable: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTasks:
    """These tasks, or the best by kind, place and document; `prefetch` is how many to hold."""

    tasks: tuple[UUID, ...] = ()
    kinds: tuple[TaskKind, ...] = ()
    location_id: UUID | None = None
    document_id: UUID | None = None
    near_id: UUID | None = None
    prefetch: int = 2


@dataclass(frozen=True, slots=True)
class TasksClaimed:
    """What the worker holds, in order, at most HELD_MAX; a long walk may go on after them."""

    task_ids: tuple[UUID, ...]


@command
async def claim_tasks(work: Work, asked: ClaimTasks) -> Plan[TasksClaimed]:
    """Give out work by priority and due time; what the worker holds already comes first.

    Refused: NO_WORK, NOT_ALLOWED; for tasks asked by id TASK_TAKEN, RECOUNT_BY_ANOTHER,
    NOT_IN_THIS_STATE.
    """
    if not 1 <= asked.prefetch <= HELD_MAX or len(asked.tasks) > HELD_MAX:
        raise InvalidInput(field="prefetch", problem=f"must be from 1 to {HELD_MAX}")
    taken = await (_asked_for(work, asked) if asked.tasks else _next(work, asked))
    if not taken:
        raise NoWork
    return Plan(
        answer=TasksClaimed(tuple(task.id for task in taken)[:HELD_MAX]),
        writes=lease_tasks(work, taken),
        kind="CLAIM",
        location_id=taken[0].location_id,
    )


async def _asked_for(work: Work, asked: ClaimTasks) -> list[Task]:
    found = await tasks_by_id(work.reader, asked.tasks)
    for task_id in asked.tasks:
        task = found.get(task_id)
        if task is None:
            raise NotFound(kind="task", key=str(task_id))
        work.allow(PERMISSION_OF[TaskKind(task.kind)], task.location_id)
        check_open(task)
        assert check_claim(task, work, fence=None) is not ClaimState.LATE
    return [found[task_id] for task_id in asked.tasks]


async def _next(work: Work, asked: ClaimTasks) -> list[Task]:
    kinds = asked.kinds or tuple(TaskKind)
    rights = rights_of(work.actor, kinds, location_id=asked.location_id)
    if not rights:
        raise NotAllowed(permission=PERMISSION_OF[kinds[0]])
    held = await tasks_held(work, document_id=asked.document_id)
    mine = [task for task in held if task.kind in kinds and _is_at(task, asked.location_id)]
    if len(mine) >= asked.prefetch:
        return mine
    walk_id = mine[0].walk_id if mine else None
    wish = Wish(rights=rights, document_id=walk_id or asked.document_id, near_id=asked.near_id)
    return mine + await _more(work, wish, held=mine, room=asked.prefetch - len(mine))


async def _more(work: Work, wish: Wish, *, held: list[Task], room: int) -> list[Task]:
    offered = await offered_by(work, wish)
    stops: list[Task] = []
    if offered and offered[0].walk_id is not None:
        walk = await tasks_of_walk(work.reader, offered[0].walk_id)
        who, now = work.actor.id, work.now
        stops = [stop for stop in walk if is_takeable(stop, actor_id=who, now=now)]
    return list(choose(offered, held=held, stops=stops, room=room))


def _is_at(task: Task, location_id: UUID | None) -> bool:
    return location_id is None or task.location_id == location_id
