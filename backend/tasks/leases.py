"""Holding tasks: who holds what, what is on offer, and the writes that change hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Actor, Work
from backend.master.permissions import Permission
from backend.tasks import sql
from backend.tasks.task import LEASE, Task, TaskKind

OFFERED_MAX = 60

PERMISSION_OF = {
    TaskKind.RECEIVE: Permission.RECEIVE,
    TaskKind.INSPECT: Permission.INSPECT,
    TaskKind.PUT_AWAY: Permission.PUT_AWAY,
    TaskKind.REPLENISH: Permission.MOVE_STOCK,
    TaskKind.PICK: Permission.PICK,
    TaskKind.PACK: Permission.PACK,
    TaskKind.LOAD: Permission.SHIP,
    TaskKind.MOVE: Permission.MOVE_STOCK,
    TaskKind.COUNT: Permission.COUNT,
}
"""What it takes to do each kind of work."""


@dataclass(frozen=True, slots=True)
class Right:
    """One kind of work that somebody may do: at a location, or, with None, at every one."""

    kind: TaskKind
    location_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to offer: work of these rights, of one document or walk, from near a bin."""

    rights: tuple[Right, ...]
    document_id: UUID | None = None
    near_id: UUID | None = None


def rights_of(
    actor: Actor, kinds: Sequence[TaskKind], *, location_id: UUID | None
) -> tuple[Right, ...]:
    """Return which of these kinds an actor may do, and where; at one location when it is named."""
    found: list[Right] = []
    for kind in kinds:
        permission = PERMISSION_OF[kind]
        if actor.may(permission, location_id):
            found.append(Right(kind, location_id))
        elif location_id is None:
            granted = sorted(id_ for id_, held in actor.grants.items() if permission in held)
            found += [Right(kind, id_) for id_ in granted]
    return tuple(found)


async def tasks_held(work: Work, *, document_id: UUID | None = None) -> list[Task]:
    """Return what the actor holds, best first."""
    return await work.reader.rows(Task, sql.TASKS_HELD, work.actor.id, document_id)


async def tasks_offered(work: Work, wish: Wish) -> list[Task]:
    """Return what the actor may take, best first, at most OFFERED_MAX."""
    return await work.reader.rows(
        Task,
        sql.TASKS_OFFERED,
        [right.kind.value for right in wish.rights],
        [right.location_id for right in wish.rights],
        work.actor.id,
        work.now,
        wish.document_id,
        wish.near_id,
        OFFERED_MAX,
    )


def lease_tasks(work: Work, seen: Sequence[Task]) -> tuple[Write, ...]:
    """Let the actor hold these tasks for a while, if all are still as seen."""
    if not seen:
        return ()
    values = (
        [task.id for task in seen], [task.version for task in seen],
        work.actor.id, work.device_id, work.now + LEASE, work.now,
    )  # fmt: skip
    return (Write(Rank.TASK, "", sql.LEASE_TASKS, values, rows=len(seen)),)


def return_task(
    work: Work, seen: Task, *, skips: int = 0, priority: int | None = None, sequence: int
) -> Write:
    """Put a task back into the queue, if it is still as seen."""
    values = (
        seen.id, seen.version, skips, seen.priority if priority is None else priority, sequence,
        work.now,
    )  # fmt: skip
    return Write(Rank.TASK, f"{seen.id}", sql.RETURN_TASK, values)
