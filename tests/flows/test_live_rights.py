"""Live work tells nobody what they may not see, and holds for nobody more than they could use."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from uuid import UUID

import pytest_asyncio

from backend.api.global_ids import encode
from backend.kernel.cursor import Cursor
from backend.kernel.ids import new_id
from backend.kernel.live import TOUCHED_MAX, Subscriber, Touched
from backend.tasks.cancel_task import CancelTask, cancel_task
from tests.floor import queued
from tests.flows.test_live_work import TASKS
from tests.folding import Folded, following
from tests.graph import caller, engine, watch
from tests.world import World

MAY = frozenset({"PICK", "READ_STOCK"})


@pytest_asyncio.fixture
async def live(database):
    async with following(database) as log:
        yield log


async def test_of_other_places_not_even_an_id_is_told(world, database, owner, live):
    elsewhere = await World.build(database, owner)
    only_there = replace(world.worker, everywhere=frozenset(), grants={world.location_id: MAY})
    folded, heard = Folded("tasks"), []
    async with aclosing(watch(live, only_there, TASKS)) as stream:
        await folded.begin(stream)
        (foreign,) = await queued(elsewhere, 1)
        await elsewhere.do(cancel_task, CancelTask(task_id=foreign, if_version=None, reason="No"))
        (own,) = await queued(world, 1)
        end = await world.do(cancel_task, CancelTask(task_id=own, if_version=None, reason="No"))
        while folded.position < str(end.cursor):
            (message,) = (await anext(stream)).values()
            folded.fold(message)
            heard += message.get("removed", ())

    assert set(heard) == {encode("Task", own)}


async def test_whoever_loses_a_place_sees_nothing_more_of_it(world, live):
    await queued(world, 2)
    who = caller(live.database, replace(world.worker, everywhere=frozenset(), grants={}), live)
    has = replace(who.login.actor, grants={world.location_id: MAY})
    who.login = replace(who.login, actor=has)
    asked = {"variable_values": {}, "operation_name": None}
    folded = Folded("tasks")
    stream = (
        answer.data async for answer in await engine().stream(TASKS, context_value=who, **asked)
    )
    async with aclosing(stream):
        await folded.begin(stream)
        assert len(folded.things) == 2
        who.login = replace(who.login, actor=replace(has, grants={}))
        await queued(world, 1)
        while folded.things:
            (message,) = (await anext(stream)).values()
            folded.fold(message)

    assert (message["__typename"], message["reason"]) == ("Resync", "RIGHTS_CHANGED")


def test_a_listener_that_never_asks_holds_no_more_than_a_client_could_use():
    start = Cursor(UUID(int=0), 0, UUID(int=0))
    subscriber = Subscriber(start, frozenset({"Task"}), lambda touched: bool(touched.things))
    for number in range(1, 12):
        end = Cursor(UUID(int=0), number, UUID(int=0))
        ids = {new_id() for _ in range(TOUCHED_MAX // 10)}
        subscriber.hear(Touched(start, end, {"Task": ids, "Case": ids}, list(ids)))
        start = end

    taken = subscriber.take()

    assert taken.is_too_much
    assert (taken.things, taken.operations, taken.end) == ({}, [], end)


async def test_one_login_follows_no_more_than_it_can_look_at(world, live, monkeypatch):
    monkeypatch.setattr("backend.api.live.LISTENING_MAX", 2)
    who = caller(live.database, world.worker, live)
    asked = {"variable_values": {}, "operation_name": None}
    streams = [await engine().stream(TASKS, context_value=who, **asked) for _ in range(3)]

    first, second, third = [await anext(stream) for stream in streams]
    await streams[0].aclose()
    await down_to(live, 1)
    again = await engine().stream(TASKS, context_value=who, **asked)

    assert first.errors is second.errors is None
    assert third.errors[0].extensions["code"] == "TOO_MANY_SUBSCRIPTIONS"
    assert (await anext(again)).errors is None
    for stream in (streams[1], again):
        await stream.aclose()
    await down_to(live, 0)


async def down_to(live, count):
    """Wait until so many listen: what a closed stream leaves behind is swept up a moment later."""
    async with asyncio.timeout(5):
        while live.listening.total() > count:  # noqa: ASYNC110 - nobody rings for it
            await asyncio.sleep(0.01)
