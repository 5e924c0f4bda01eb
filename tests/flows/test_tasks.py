"""The floor's work is handed out once, held for a while, and never lost."""

import asyncio
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.work import Reader, Work
from backend.tasks.assign_task import AssignTask, assign_task
from backend.tasks.cancel_task import CancelTask, cancel_task
from backend.tasks.claim import ClaimState, check_claim
from backend.tasks.claim_tasks import ClaimTasks, claim_tasks
from backend.tasks.release_task import ReleaseTask, release_task
from backend.tasks.renew_tasks import RenewTasks, renew_tasks
from backend.tasks.return_run_out import ReturnRunOut, return_run_out
from backend.tasks.skip_task import SkipTask, skip_task
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
from tests.world import World, counts, person


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


async def task(world: World, task_id: UUID) -> Task:
    return await task_of(Reader(world.owner), task_id)


async def time_runs_out(world: World, task_id: UUID) -> None:
    await world.owner.execute(
        "UPDATE task SET lease_until = now() - interval '1 second' WHERE id = $1", task_id
    )


async def test_a_worker_gets_the_most_urgent_work_first(world):
    (later,) = await queued(world, 1, priority=200)
    (sooner,) = await queued(world, 1, priority=50)

    assert await claimed(world, prefetch=1) == [sooner]
    assert await claimed(world, prefetch=2) == [sooner, later]


async def test_asking_again_gives_the_same_tasks_under_the_same_fence(world):
    await queued(world, 3)
    first = await claimed(world, prefetch=2)
    before = [await task(world, task_id) for task_id in first]

    again = await claimed(world, prefetch=2)

    after = [await task(world, task_id) for task_id in again]
    assert again == first
    assert [seen.fence for seen in before] == [seen.fence for seen in after] == [1, 1]


async def test_without_work_there_is_a_refusal_and_nothing_changes(world):
    before = await counts(world.owner, "operation", "task")

    refusal = await world.refused(claim_tasks, ClaimTasks(location_id=world.location_id))

    assert refusal.code == "NO_WORK"
    assert await counts(world.owner, "operation", "task") == before


async def test_a_worker_gets_only_what_their_role_permits(world):
    await queued(world, 1, kind=TaskKind.COUNT)
    (mine,) = await queued(world, 1, kind=TaskKind.PUT_AWAY)
    putter = person("Petra Putaway", "PUT_AWAY")

    assert await claimed(world, putter, prefetch=5) == [mine]
    asked = ClaimTasks(kinds=(TaskKind.COUNT,), location_id=world.location_id)
    assert (await world.refused(claim_tasks, asked, by=putter)).code == "NOT_ALLOWED"


async def test_the_stops_of_a_walk_are_claimed_together_in_walking_order(world):
    stops = await queued(world, 5, kind=TaskKind.PICK, walk_id=new_id())
    (putaway,) = await queued(world, 1, priority=500)

    assert await claimed(world, prefetch=2) == stops
    assert await claimed(world, world.other, prefetch=2) == [putaway]


async def test_a_walk_that_someone_is_on_is_left_alone(world):
    stops = await queued(world, 3, kind=TaskKind.PICK, walk_id=new_id())
    await claimed(world)
    await world.do(skip_task, SkipTask(stops[0], "blocked by a pallet"))

    refusal = await world.refused(
        claim_tasks, ClaimTasks(location_id=world.location_id), by=world.other
    )

    assert refusal.code == "NO_WORK"
    assert await claimed(world, prefetch=3) == [stops[1], stops[2], stops[0]]


async def test_twelve_workers_never_hold_one_task_twice(world):
    await queued(world, 30)
    workers = [person(f"Worker {number}") for number in range(12)]

    hands = await asyncio.gather(*(claimed(world, worker, prefetch=2) for worker in workers))

    held = [task_id for hand in hands for task_id in hand]
    assert len(held) == len(set(held)) == 24


async def test_a_held_task_is_refused_to_others(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)

    assert (await world.refused(work_on, WorkOn(task_id), by=world.other)).code == "TASK_TAKEN"
    wanted = ClaimTasks(tasks=(task_id,))
    assert (await world.refused(claim_tasks, wanted, by=world.other)).code == "TASK_TAKEN"


async def test_work_without_a_claim_makes_the_task_theirs(world):
    (task_id,) = await queued(world, 1)

    assert (await world.do(work_on, WorkOn(task_id))).answer.state == "FREE"

    seen = await task(world, task_id)
    assert (seen.status, seen.assignee_id, seen.fence) == ("IN_PROGRESS", world.worker.id, 1)
    assert (await world.refused(work_on, WorkOn(task_id), by=world.other)).code == "TASK_TAKEN"


async def test_a_lease_that_expires_returns_the_task_and_loses_no_posted_step(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)
    await world.do(work_on, WorkOn(task_id, fence=1, done=4))
    await time_runs_out(world, task_id)

    await world.do(return_run_out, ReturnRunOut())

    seen = await task(world, task_id)
    assert (seen.status, seen.assignee_id, seen.done) == ("QUEUED", None, 4)
    assert (await world.refused(return_run_out, ReturnRunOut())).code == "NO_WORK"


async def test_late_work_counts_while_nobody_else_took_the_task(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)
    await time_runs_out(world, task_id)
    await world.do(return_run_out, ReturnRunOut())

    assert (await world.do(work_on, WorkOn(task_id, fence=1, done=10))).answer.state == "FREE"
    assert (await task(world, task_id)).done == 10


async def test_work_under_a_stale_fence_is_late_and_does_not_count(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)
    await time_runs_out(world, task_id)
    assert await claimed(world, world.other) == [task_id]

    late = await world.do(work_on, WorkOn(task_id, fence=1, done=10))

    assert (late.answer.state, late.outcome) == ("LATE", "APPLIED_WITH_CASE")
    seen = await task(world, task_id)
    assert (seen.done, seen.fence, seen.assignee_id) == (0, 2, world.other.id)


async def test_whoever_counted_is_never_offered_the_recount(world):
    (task_id,) = await queued(world, 1, kind=TaskKind.COUNT, not_by=world.worker.id)
    asked = ClaimTasks(location_id=world.location_id)

    assert (await world.refused(claim_tasks, asked)).code == "NO_WORK"
    wanted = ClaimTasks(tasks=(task_id,))
    assert (await world.refused(claim_tasks, wanted)).code == "RECOUNT_BY_ANOTHER"
    assert (await world.refused(work_on, WorkOn(task_id))).code == "RECOUNT_BY_ANOTHER"
    assert await claimed(world, world.other) == [task_id]


async def test_the_database_itself_keeps_a_counter_from_recounting(world):
    (task_id,) = await queued(world, 1, kind=TaskKind.COUNT, not_by=world.worker.id)

    with pytest.raises(Exception, match="task_check"):
        await world.owner.execute(
            "UPDATE task SET assignee_id = $2 WHERE id = $1", task_id, world.worker.id
        )


async def test_a_skipped_task_goes_down_the_queue_and_the_third_skip_opens_a_case(world):
    skipped, other = await queued(world, 2)

    for times in range(3):
        await claimed(world, tasks=(skipped,))
        await world.do(skip_task, SkipTask(skipped, "cannot reach it"))
        assert (await task(world, skipped)).skips == times + 1

    assert await claimed(world, prefetch=1) == [other]
    title = await world.owner.fetchval(
        "SELECT title FROM work_case WHERE location_id = $1", world.location_id
    )
    assert title == "A put away task was skipped 3 times"


async def test_renewing_begins_the_lease_anew_and_says_what_is_still_mine(world):
    kept, lost = await queued(world, 2)
    await claimed(world, prefetch=2)
    await world.do(
        assign_task, AssignTask(task_id=lost, if_version=None, assignee_id=world.other.id)
    )
    await world.owner.execute("UPDATE task SET lease_until = now() WHERE id = $1", kept)

    renewed = await world.do(renew_tasks, RenewTasks((kept, lost)))

    assert renewed.answer.task_ids == (kept,)
    assert await world.owner.fetchval(
        "SELECT lease_until > now() + interval '14 minutes' FROM task WHERE id = $1", kept
    )
    assert (await world.refused(renew_tasks, RenewTasks((lost,)))).code == "LEASE_EXPIRED"


async def test_a_released_task_waits_for_the_next(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)

    await world.do(release_task, ReleaseTask(task_id))

    assert (await world.refused(release_task, ReleaseTask(task_id))).code == "LEASE_EXPIRED"
    assert await claimed(world, world.other) == [task_id]
    assert (await world.refused(release_task, ReleaseTask(task_id))).code == "TASK_TAKEN"


async def test_an_assigned_task_is_only_for_its_person_and_comes_first(world):
    urgent, given = await queued(world, 2)
    await world.owner.execute("UPDATE task SET priority = 1 WHERE id = $1", urgent)
    await world.do(
        assign_task,
        AssignTask(task_id=given, if_version=1, assignee_id=world.other.id),
        by=world.supervisor,
    )

    assert await claimed(world, prefetch=2) == [urgent]
    assert await claimed(world, world.other, prefetch=2) == [given]


async def test_a_supervisor_takes_a_task_away_and_the_holder_s_work_is_late(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)
    seen = await task(world, task_id)
    asked = AssignTask(task_id=task_id, if_version=seen.version - 1, assignee_id=None)

    assert (await world.refused(assign_task, asked)).code == "VERSION_CHANGED"
    assert (await world.refused(assign_task, asked, by=person("W", "PICK"))).code == "NOT_ALLOWED"
    await world.do(assign_task, replace(asked, if_version=seen.version))

    assert (await world.do(work_on, WorkOn(task_id, fence=1))).answer.state == "LATE"


async def test_a_canceled_task_tells_its_department_and_is_never_offered(world):
    (task_id,) = await queued(world, 1)

    done = await world.do(
        cancel_task, CancelTask(task_id=task_id, if_version=None, reason="order canceled")
    )

    assert done.answer.task_id == task_id
    assert (await task(world, task_id)).status == "CANCELED"
    told = await world.owner.fetchval(
        "SELECT count(*) FROM outbox_event WHERE name = 'TaskCanceled' AND body->>'task_id' = $1",
        str(task_id),
    )
    assert told == 1
    again = CancelTask(task_id=task_id, if_version=None, reason="again")
    assert (await world.refused(cancel_task, again)).code == "NOT_IN_THIS_STATE"
    asked = ClaimTasks(location_id=world.location_id)
    assert (await world.refused(claim_tasks, asked)).code == "NO_WORK"
