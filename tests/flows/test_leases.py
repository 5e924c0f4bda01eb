"""A task is held for a while, and what comes late is neither lost nor counted twice."""

from dataclasses import replace

import pytest

from backend.tasks.assign_task import AssignTask, assign_task
from backend.tasks.claim_tasks import ClaimTasks, claim_tasks
from backend.tasks.release_task import ReleaseTask, release_task
from backend.tasks.renew_tasks import RenewTasks, renew_tasks
from backend.tasks.return_run_out import ReturnRunOut, return_run_out
from backend.tasks.task import TaskKind
from tests.floor import WorkOn, claimed, queued, task_now, time_runs_out, work_on
from tests.world import person


async def test_a_held_task_is_refused_to_others(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)

    assert (await world.refused(work_on, WorkOn(task_id), by=world.other)).code == "TASK_TAKEN"
    wanted = ClaimTasks(tasks=(task_id,))
    assert (await world.refused(claim_tasks, wanted, by=world.other)).code == "TASK_TAKEN"


async def test_work_without_a_claim_makes_the_task_theirs(world):
    (task_id,) = await queued(world, 1)

    assert (await world.do(work_on, WorkOn(task_id))).answer.state == "FREE"

    seen = await task_now(world, task_id)
    assert (seen.status, seen.assignee_id, seen.fence) == ("IN_PROGRESS", world.worker.id, 1)
    assert (await world.refused(work_on, WorkOn(task_id), by=world.other)).code == "TASK_TAKEN"


async def test_a_lease_that_expires_returns_the_task_and_loses_no_posted_step(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)
    await world.do(work_on, WorkOn(task_id, fence=1, done=4))
    await time_runs_out(world, task_id)

    await world.do(return_run_out, ReturnRunOut())

    seen = await task_now(world, task_id)
    assert (seen.status, seen.assignee_id, seen.done) == ("QUEUED", None, 4)
    assert (await world.refused(return_run_out, ReturnRunOut())).code == "NO_WORK"


async def test_late_work_counts_while_nobody_else_took_the_task(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)
    await time_runs_out(world, task_id)
    await world.do(return_run_out, ReturnRunOut())

    assert (await world.do(work_on, WorkOn(task_id, fence=1, done=10))).answer.state == "FREE"
    assert (await task_now(world, task_id)).done == 10


async def test_work_under_a_stale_fence_is_late_and_does_not_count(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)
    await time_runs_out(world, task_id)
    assert await claimed(world, world.other) == [task_id]

    late = await world.do(work_on, WorkOn(task_id, fence=1, done=10))

    assert (late.answer.state, late.outcome) == ("LATE", "APPLIED_WITH_CASE")
    seen = await task_now(world, task_id)
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


async def test_a_supervisor_takes_a_task_away_and_the_holder_s_work_is_late(world):
    (task_id,) = await queued(world, 1)
    await claimed(world)
    seen = await task_now(world, task_id)
    asked = AssignTask(task_id=task_id, if_version=seen.version - 1, assignee_id=None)

    assert (await world.refused(assign_task, asked)).code == "VERSION_CHANGED"
    assert (await world.refused(assign_task, asked, by=person("W", "PICK"))).code == "NOT_ALLOWED"
    await world.do(assign_task, replace(asked, if_version=seen.version))

    assert (await world.do(work_on, WorkOn(task_id, fence=1))).answer.state == "LATE"
