"""The floor's work is handed out once, by priority, to those who may do it."""

import asyncio

from backend.kernel.ids import new_id
from backend.tasks.assign_task import AssignTask, assign_task
from backend.tasks.cancel_task import CancelTask, cancel_task
from backend.tasks.claim_tasks import ClaimTasks, claim_tasks
from backend.tasks.skip_task import SkipTask, skip_task
from backend.tasks.task import TaskKind
from tests.floor import claimed, queued, task_now
from tests.world import counts, person


async def test_a_worker_gets_the_most_urgent_work_first(world):
    (later,) = await queued(world, 1, priority=200)
    (sooner,) = await queued(world, 1, priority=50)

    assert await claimed(world, prefetch=1) == [sooner]
    assert await claimed(world, prefetch=2) == [sooner, later]


async def test_asking_again_gives_the_same_tasks_under_the_same_fence(world):
    await queued(world, 3)
    first = await claimed(world, prefetch=2)
    before = [await task_now(world, task_id) for task_id in first]

    again = await claimed(world, prefetch=2)

    after = [await task_now(world, task_id) for task_id in again]
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


async def test_a_skipped_task_goes_down_the_queue_and_the_third_skip_opens_a_case(world):
    skipped, other = await queued(world, 2)

    for times in range(3):
        await claimed(world, tasks=(skipped,))
        await world.do(skip_task, SkipTask(skipped, "cannot reach it"))
        assert (await task_now(world, skipped)).skips == times + 1

    assert await claimed(world, prefetch=1) == [other]
    title = await world.owner.fetchval(
        "SELECT title FROM work_case WHERE location_id = $1", world.location_id
    )
    assert title == "A put away task was skipped 3 times"


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


async def test_a_canceled_task_tells_its_department_and_is_never_offered(world):
    (task_id,) = await queued(world, 1)

    done = await world.do(
        cancel_task, CancelTask(task_id=task_id, if_version=None, reason="order canceled")
    )

    assert done.answer.task_id == task_id
    assert (await task_now(world, task_id)).status == "CANCELED"
    told = await world.owner.fetchval(
        "SELECT count(*) FROM outbox_event WHERE name = 'TaskCanceled' AND body->>'task_id' = $1",
        str(task_id),
    )
    assert told == 1
    again = CancelTask(task_id=task_id, if_version=None, reason="again")
    assert (await world.refused(cancel_task, again)).code == "NOT_IN_THIS_STATE"
    asked = ClaimTasks(location_id=world.location_id)
    assert (await world.refused(claim_tasks, asked)).code == "NO_WORK"
