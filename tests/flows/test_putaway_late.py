"""Putaway that comes late or without a task: the goods count, whatever became of the task."""

from dataclasses import replace

import pytest

from backend.inbound.putaway.confirm_putaway import ConfirmPutaway, confirm_putaway
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Reader
from backend.master.refs import ItemRef, Ref
from backend.tasks.task import cancel_task, task_of
from tests.flows.dock import Dock
from tests.world import person

LEDGER = ("operation", "stock_entry", "stock_balance_change", "work_case")


@pytest.fixture
async def dock(world):
    return await Dock.at(world)


async def task(world, task_id):
    return await task_of(Reader(world.owner), task_id)


async def events(world, operation_id):
    rows = await world.owner.fetch(
        "SELECT name FROM outbox_event WHERE operation_id = $1 ORDER BY position", operation_id
    )
    return [row["name"] for row in rows]


@command
async def call_off(work, asked: ConfirmPutaway) -> Plan[None]:
    """Cancel a task, as a supervisor does."""
    found = await task_of(work.reader, asked.task_id)
    return Plan(answer=None, writes=(cancel_task(work, found),), kind="TASK_CANCEL")


async def test_goods_put_away_for_a_task_that_was_called_off_are_recorded_with_a_case(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids
    asked = ConfirmPutaway(task_id=task_id, to=Ref(id=face), quantity=12)
    await world.do(call_off, asked)

    done = await world.do(confirm_putaway, asked)

    assert done.outcome == "APPLIED_WITH_CASE"
    assert await world.on_hand(face, tea) == 12
    assert await world.on_hand(dock.dock_id, tea) == 0
    assert (await task(world, task_id)).done == 0
    kind = await world.owner.fetchval(
        "SELECT kind FROM work_case WHERE id = $1", done.answer.case_id
    )
    assert kind == "OFFLINE_CONFLICT"
    await world.prove()


async def test_work_under_a_stale_fence_posts_the_goods_and_leaves_the_task(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids
    await world.owner.execute(
        "UPDATE task SET fence = 2, status = 'CLAIMED', assignee_id = $2,"
        " lease_until = now() + interval '5 minutes' WHERE id = $1",
        task_id,
        world.other.id,
    )

    taken = await dock.not_put_away(task_id, face, quantity=4)
    assert taken.code == "TASK_TAKEN"
    late = await dock.put_away(task_id, face, quantity=4, fence=1)

    assert late.outcome == "APPLIED_WITH_CASE"
    assert await world.on_hand(face, tea) == 4
    assert (await task(world, task_id)).done == 0
    rest = await dock.put_away(task_id, face, by=world.other, fence=2)
    assert rest.outcome == "APPLIED_WITH_CASE"
    assert await world.on_hand(face, tea) == 16
    unexplained = await world.owner.fetchval(
        "SELECT facts ->> 'unexplained' FROM work_case WHERE id = $1", rest.answer.case_id
    )
    assert unexplained == "4"
    await world.prove()


async def test_a_done_task_cannot_be_confirmed_again_by_mistake(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids
    await dock.put_away(task_id, face)

    refusal = await dock.not_put_away(task_id, face, quantity=12)

    assert refusal.code == "NOT_IN_THIS_STATE"
    assert await world.on_hand(face, tea) == 12


async def test_a_scan_without_a_task_finds_the_putaway_that_asks_for_the_goods(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids
    asked = ConfirmPutaway(
        to=Ref(id=face),
        location=Ref(id=world.location_id),
        item=ItemRef(barcode=world.barcode()),
        source=Ref(id=dock.dock_id),
        quantity=12,
    )

    answer = (await world.do(confirm_putaway, asked)).answer

    assert answer.task_id == task_id
    assert (await task(world, task_id)).status == "DONE"
    again = await world.refused(confirm_putaway, replace(asked, quantity=1))
    assert again.code == "NOT_ENOUGH_ON_HAND"


async def test_putting_away_takes_the_permission(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    (task_id,) = (await dock.received(tea, 12)).task_ids

    refusal = await dock.not_put_away(task_id, face, by=person("Peter Picker", "PICK"))

    assert refusal.code == "NOT_ALLOWED"
    assert await world.on_hand(face, tea) == 0
