"""Released again: what lost its pick or its goods keeps its promise and goes once more."""

from datetime import timedelta

import pytest

from backend.control.moving.move_stock import MoveStock, move_stock
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.master.refs import ItemRef, Ref
from backend.tasks.cancel_task import CancelTask, cancel_task
from tests.orders import line_of, order, promised, react, release, status, stops
from tests.world import World


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def test_a_pick_that_a_supervisor_calls_off_goes_back_to_its_promise(world):
    tea = await world.item()
    shelf = await world.bin("A-01")
    await world.stock(shelf, tea, 10)
    created = await order(world, (tea, 4))
    await release(world, created)
    task_id = await world.owner.fetchval(
        "SELECT id FROM task WHERE document_id = $1", created.order_id
    )

    await world.do(cancel_task, CancelTask(task_id=task_id, if_version=None, reason="aisle closed"))
    await react(world)

    assert await promised(world, created) == [4]
    assert await world.reserved(shelf, tea) == 0
    assert await status(world, created.order_id) == "PROMISED"
    await release(world, created)
    assert await stops(world, created) == [("A-01", 1, 4)]
    await world.prove()


async def test_a_line_whose_goods_were_carried_away_is_released_anew(world):
    tea = await world.item()
    shelf, other = await world.bin("A-01"), await world.bin("A-02")
    await world.stock(shelf, tea, 10)
    created = await order(world, (tea, 6))
    await release(world, created)

    await carry_away_late(world, tea, 7, source=shelf, target=other)
    await react(world)

    line = await line_of(world, created.order_id)
    assert (line["promised"], line["allocated"], line["waiting"]) == (6, 0, 0)
    assert await stops(world, created) == []
    await release(world, created)
    assert await stops(world, created) == [("A-02", 1, 6)]
    await world.prove()


async def carry_away_late(world, item_id, units, *, source, target):
    asked = MoveStock(
        item=ItemRef(id=item_id),
        source=Ref(id=source),
        target=Ref(id=target),
        quantity=units,
        location=Ref(id=world.location_id),
    )
    request = Request(new_id(), world.worker, new_id(), now() - timedelta(hours=1))
    await perform(world.database, move_stock, asked, request)
