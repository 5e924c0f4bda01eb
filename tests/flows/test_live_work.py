"""Live work: whoever folds tasks, cases and approvals knows what a fresh read would tell."""

import asyncio
import random
from contextlib import aclosing, suppress

import pytest_asyncio

from backend.kernel.ids import new_id
from backend.kernel.refusals import Refusal
from backend.tasks.assign_case import AssignCase, assign_case
from backend.tasks.cancel_task import CancelTask, cancel_task
from backend.tasks.claim_tasks import ClaimTasks, claim_tasks
from backend.tasks.decide_approval import decide_approval
from backend.tasks.note_case import NoteCase, note_case
from backend.tasks.open_case import OpenCase, open_case
from backend.tasks.release_task import ReleaseTask, release_task
from backend.tasks.resolve_case import ResolveCase, resolve_case
from backend.tasks.task import TaskKind, TaskStatus
from tests.floor import Queue, WorkOn, claimed, queue, queued, task_now, time_runs_out, work_on
from tests.flows.test_approvals import asked_for, yes
from tests.folding import Folded, following
from tests.graph import ask, watch
from tests.world import person

TASKS = """
subscription ($filter: TaskFilter, $after: Cursor) {
  taskQueueChanged(filter: $filter, after: $after, maxPerSecond: 20) {
    __typename
    ... on LiveMessage { from to }
    ... on TaskSnapshot { isLast tasks { ...T } }
    ... on TaskDelta { tasks { ...T } removed }
    ... on Resync { reason }
  }
}
fragment T on Task { id version kind status done leaseUntil skips priority assignee { code } }
"""
FRESH_TASKS = """
query ($filter: TaskFilter) { tasks(filter: $filter, first: 200) { nodes { ...T } } }
fragment T on Task { id version kind status done leaseUntil skips priority assignee { code } }
"""
CASES = """
subscription ($filter: CaseFilter) {
  casesChanged(filter: $filter, maxPerSecond: 20) {
    __typename
    ... on LiveMessage { from to }
    ... on CaseSnapshot { isLast cases { ...C } }
    ... on CaseDelta { cases { ...C } removed }
  }
}
fragment C on Case { id version status notes { text } }
"""
FRESH_CASES = """
query ($filter: CaseFilter) { cases(filter: $filter, first: 40) { nodes { ...C } } }
fragment C on Case { id version status notes { text } }
"""
APPROVALS = """
subscription ($filter: ApprovalFilter) {
  approvalsChanged(filter: $filter, maxPerSecond: 20) {
    __typename
    ... on LiveMessage { from to }
    ... on ApprovalSnapshot { isLast approvals { id version status } }
    ... on ApprovalDelta { approvals { id version status } removed }
  }
}
"""


@pytest_asyncio.fixture
async def live(database):
    async with following(database) as log:
        yield log


def here(world):
    return {"locations": [{"code": world.code}]}


async def fresh(world, document, **variables):
    (read,) = (await ask(world.database, world.worker, document, **variables)).values()
    return {row["id"]: row for row in read["nodes"]}


async def test_tasks_that_are_queued_worked_on_and_done_are_told(world, live):
    first, *_ = await queued(world, 3)
    folded = Folded("tasks")
    async with aclosing(watch(live, world.worker, TASKS, filter=here(world))) as stream:
        await folded.begin(stream)
        assert folded.things == await fresh(world, FRESH_TASKS, filter=here(world))
        assert len(folded.things) == 3

        await queued(world, 2, kind=TaskKind.COUNT)
        assert first in await claimed(world, prefetch=5)
        await world.do(release_task, ReleaseTask(first))
        await claimed(world, prefetch=5)
        done = await world.do(work_on, WorkOn(first, done=10, status=TaskStatus.DONE))
        await folded.reach(stream, done.cursor)

    assert folded.things == await fresh(world, FRESH_TASKS, filter=here(world))
    assert len(folded.things) == 4


async def test_only_what_fits_the_filter_is_told(world, live):
    folded = Folded("tasks")
    only = here(world) | {"kinds": ["COUNT"], "statuses": ["QUEUED", "CANCELED"]}
    async with aclosing(watch(live, world.worker, TASKS, filter=only)) as stream:
        await folded.begin(stream)
        await queued(world, 2, kind=TaskKind.PICK)
        (count,) = await queued(world, 1, kind=TaskKind.COUNT)
        ended = await world.do(
            cancel_task, CancelTask(task_id=count, if_version=None, reason="No need")
        )
        await folded.reach(stream, ended.cursor)

    assert [task["status"] for task in folded.things.values()] == ["CANCELED"]


async def shift(world, by, tasks, seed):
    """Twelve times, work on a task, give it back, or take more, as chance will have it."""
    chance = random.Random(seed)  # noqa: S311 - a shift, no secret
    for _ in range(12):
        task = chance.choice(tasks)
        status = chance.choice((TaskStatus.IN_PROGRESS, TaskStatus.DONE))
        what, asked = chance.choice(
            (
                (work_on, WorkOn(task, status=status)),
                (release_task, ReleaseTask(task)),
                (claim_tasks, ClaimTasks(location_id=world.location_id, prefetch=3)),
            )
        )
        with suppress(Refusal):
            await world.do(what, asked, by=by)


async def test_many_people_at_once_leave_the_same_picture_as_a_fresh_read(world, live, seed):
    tasks = await queued(world, 30)
    people = [person(f"Worker {number}") for number in range(6)]
    folded, away = Folded("tasks"), Folded("tasks")

    async with aclosing(watch(live, world.worker, TASKS, filter=here(world))) as stream:
        await folded.begin(stream)
        away.things, away.position = dict(folded.things), folded.position
        await asyncio.gather(*(shift(world, by, tasks, f"{seed} {by.name}") for by in people))
        (last,) = await queued(world, 1)
        end = (await world.do(work_on, WorkOn(last))).cursor
        await folded.reach(stream, end)
    again = watch(live, world.worker, TASKS, filter=here(world), after=away.position)
    async with aclosing(again) as stream:
        await away.reach(stream, end)

    now = await fresh(world, FRESH_TASKS, filter=here(world))
    assert folded.things == now
    assert away.things == now


async def test_what_a_late_transaction_changed_is_not_missed(world, live):
    """A change by an older transaction that commits later is told after it, never lost."""
    (task,) = await queued(world, 1)
    folded = Folded("tasks")
    async with aclosing(watch(live, world.worker, TASKS, filter=here(world))) as stream:
        await folded.begin(stream)
        slow = world.owner.transaction()
        await slow.start()
        await world.owner.execute(OLDER, new_id(), world.worker.id)
        done = await world.do(work_on, WorkOn(task, done=4))
        await world.owner.execute("UPDATE task SET skips = 7, version = 9 WHERE id = $1", task)
        await slow.commit()
        await folded.reach(stream, done.cursor)

    (told,) = folded.things.values()
    assert (told["skips"], told["version"], told["done"]) == (7, 9, 4)


OLDER = """
INSERT INTO operation
       (id, kind, command, actor_id, occurred_at, recorded_at, digest, outcome, answer)
VALUES ($1, 'TEST', 'test', $2, now(), now(), '', 'APPLIED', '{}')
"""


async def test_a_lease_that_runs_out_and_is_taken_by_another_is_told(world, live):
    (task,) = await queued(world, 1)
    await claimed(world)
    folded = Folded("tasks")
    async with aclosing(watch(live, world.worker, TASKS, filter=here(world))) as stream:
        await folded.begin(stream)
        await time_runs_out(world, task)
        taken = await world.do(work_on, WorkOn(task), by=world.other)
        await folded.reach(stream, taken.cursor)

    (told,) = folded.things.values()
    assert told["version"] == (await task_now(world, task)).version


async def test_a_case_is_told_with_each_new_note_until_it_is_resolved(world, live):
    asked = OpenCase(location_id=world.location_id, note="The rack leans")
    case = (await world.do(open_case, asked)).answer.case_id
    folded = Folded("cases")
    async with aclosing(watch(live, world.worker, CASES, filter=here(world))) as stream:
        await folded.begin(stream)
        for text in ("Called the builder", "He comes at four"):
            noted = await world.do(note_case, NoteCase(case, text))
            await folded.reach(stream, noted.cursor)
            assert folded.things == await fresh(world, FRESH_CASES, filter=here(world))
        given = AssignCase(case_id=case, if_version=None, assignee_id=world.other.id)
        await folded.reach(stream, (await world.do(assign_case, given)).cursor)
        (told,) = folded.things.values()
        ended = ResolveCase(case_id=case, if_version=None, resolution="Bolted")
        await folded.reach(stream, (await world.do(resolve_case, ended)).cursor)

    assert told["status"] == "IN_PROGRESS"
    assert [note["text"] for note in told["notes"]][1:] == [
        "Called the builder",
        "He comes at four",
    ]
    assert folded.things == {}


async def test_an_approval_is_told_until_it_is_decided(world, live):
    folded = Folded("approvals")
    watching = watch(live, world.supervisor, APPROVALS, filter=here(world))
    async with aclosing(watching) as stream:
        await folded.begin(stream)
        waiting = await asked_for(world)
        while not folded.things:
            folded.fold((await anext(stream))["approvalsChanged"])
        (told,) = folded.things.values()
        decided = await world.do(decide_approval, yes(waiting), by=world.supervisor)
        await folded.reach(stream, decided.cursor)

    assert told["status"] == "PENDING"
    assert folded.things == {}


async def test_who_works_elsewhere_hears_of_nothing_here(world, live):
    stranger = person("Stranger")
    stranger = stranger.__class__(
        stranger.id, "Stranger", frozenset(), {new_id(): frozenset({"PICK"})}
    )
    folded = Folded("tasks")
    async with aclosing(watch(live, stranger, TASKS)) as stream:
        await folded.begin(stream)
        done = await world.do(queue, queue_of(world))
        await folded.reach(stream, done.cursor)

    assert folded.things == {}


def queue_of(world):
    return Queue(world.location_id, (new_id(),))


async def test_a_client_that_does_not_read_gets_one_fat_delta(world, live):
    folded = Folded("tasks")
    async with aclosing(watch(live, world.worker, TASKS, filter=here(world))) as stream:
        await folded.begin(stream)
        for _ in range(20):
            (last,) = await queued(world, 1)
        done = await world.do(work_on, WorkOn(last))
        await asyncio.sleep(0.5)
        messages = 0
        while folded.position < str(done.cursor):
            folded.fold((await anext(stream))["taskQueueChanged"])
            messages += 1

    assert messages <= 2
    assert len(folded.things) == 20


async def test_a_client_that_fell_too_far_behind_starts_anew(world, live, monkeypatch):
    folded, away = Folded("tasks"), Folded("tasks")
    async with aclosing(watch(live, world.worker, TASKS, filter=here(world))) as stream:
        await folded.begin(stream)
        away.position = folded.position
        monkeypatch.setattr("backend.kernel.live.TOUCHED_MAX", 4)
        await queued(world, 9)
        await asyncio.sleep(0.5)
        reason = (await anext(stream))["taskQueueChanged"]
        assert folded.fold(reason) == "Resync"
        await folded.begin(stream)
    again = watch(live, world.worker, TASKS, filter=here(world), after=away.position)
    async with aclosing(again) as stream:
        late = (await anext(stream))["taskQueueChanged"]
        assert away.fold(late) == "Resync"
        await away.begin(stream)

    assert (reason["reason"], late["reason"]) == ("TOO_SLOW", "CURSOR_TOO_OLD")
    assert folded.things == away.things == await fresh(world, FRESH_TASKS, filter=here(world))
    assert len(folded.things) == 9
