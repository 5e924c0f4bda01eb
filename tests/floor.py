"""The language of tests about tasks: queue some, claim them, work on them."""

from dataclasses import dataclass, replace
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.work import Reader, Work
from backend.tasks.claim import ClaimState, check_claim
from backend.tasks.claim_tasks import ClaimTasks, claim_tasks
from backend.tasks.task import (
    NewTask,
    Task,
    TaskKind,
    TaskStatus,
    advance_task,
    open_walk,
    queue_tasks,
    task_of,
)
from tests.world import World


@dataclass(frozen=True, slots=True)
class Queue:
    location_id: UUID
    tasks: tuple[UUID, ...]
    kind: TaskKind = TaskKind.PUT_AWAY
    priority: int = 100
    walk_id: UUID | None = None
    not_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Done:
    state: str


@command
async def queue(work: Work, asked: Queue) -> Plan[Done]:
    tasks = [
        NewTask(
            id=task_id, location_id=asked.location_id, kind=asked.kind, priority=asked.priority,
            sequence=place, walk_id=asked.walk_id, quantity=10, not_by=asked.not_by,
        )
        for place, task_id in enumerate(asked.tasks)
    ]  # fmt: skip
    walk = (
        [open_walk(work, asked.walk_id, number=f"W-{asked.walk_id}", location_id=asked.location_id)]
        if asked.walk_id
        else []
    )
    return Plan(answer=Done(""), writes=(*walk, *queue_tasks(work, tasks)), kind="TEST")


@dataclass(frozen=True, slots=True)
class WorkOn:
    task_id: UUID
    fence: int | None = None
    done: int = 1
    status: TaskStatus = TaskStatus.IN_PROGRESS


@command
async def work_on(work: Work, asked: WorkOn) -> Plan[Done]:
    """Stand for a department: count work unless it comes late."""
    task = await task_of(work.reader, asked.task_id)
    state = check_claim(task, work, fence=asked.fence)
    if state is ClaimState.LATE:
        return Plan(answer=Done(state), writes=(), kind="TEST", outcome="APPLIED_WITH_CASE")
    writes = (advance_task(work, task, done=asked.done, status=asked.status),)
    return Plan(answer=Done(state), writes=writes, kind="TEST")


async def queued(world: World, number: int, **columns) -> list[UUID]:
    tasks = tuple(new_id() for _ in range(number))
    await world.do(queue, replace(Queue(world.location_id, tasks), **columns))
    return list(tasks)


async def claimed(world: World, by=None, **asked) -> list[UUID]:
    asked = {"location_id": world.location_id} | asked
    return list((await world.do(claim_tasks, ClaimTasks(**asked), by=by)).answer.task_ids)


async def task_now(world: World, task_id: UUID) -> Task:
    return await task_of(Reader(world.owner), task_id)


async def time_runs_out(world: World, task_id: UUID) -> None:
    await world.owner.execute(
        "UPDATE task SET lease_until = now() - interval '1 second' WHERE id = $1", task_id
    )
