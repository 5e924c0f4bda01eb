"""Who is on the floor: people are shown at what they do, and where they did it."""

from backend.tasks.task import TaskKind
from tests.floor import WorkOn, claimed, queued, work_on
from tests.flows.control import Floor, submits
from tests.flows.dock import Dock
from tests.flows.outbound_floor import a_pick
from tests.flows.test_insight import PEOPLE, asked, queue_of, some_people
from tests.world import person


async def shown(world):
    """What the worker is shown at, and in which bin."""
    (one,) = await asked(world, PEOPLE)
    return one["work"], one["bin"] and one["bin"]["code"]


async def test_work_that_is_laid_out_for_somebody_is_not_what_they_are_at(world):
    await some_people(world, world.worker)
    await a_pick(world)
    await claimed(world)

    assert await shown(world) == (None, None)
    assert (await queue_of(world, "PICK"))["people"] == 0
    (one,) = await asked(world, PEOPLE)
    assert (one["task"], one["lastKind"]) == (None, "CLAIM")
    assert await asked(world, PEOPLE, by=person("Picker", "PICK", "READ_STOCK")) is None


async def test_whoever_picked_a_part_is_at_that_stop(world):
    await some_people(world, world.worker)
    pick = await a_pick(world)
    await claimed(world)
    await pick.picks(2)

    assert await shown(world) == ("PICK", "A-01")
    assert (await queue_of(world, "PICK"))["people"] == 1


async def test_whoever_receives_stands_at_the_dock_whatever_is_laid_out_next(world):
    await some_people(world, world.worker)
    dock = await Dock.at(world)
    await world.bin("A-01")
    tea = await world.item()
    await dock.arrived((tea, 10))
    await dock.received(tea, 4)
    await claimed(world, kinds=(TaskKind.PUT_AWAY,))

    assert await shown(world) == ("RECEIVE", f"DOCK-{world.code}")
    assert (await queue_of(world, "RECEIVE"))["people"] == 1
    assert (await queue_of(world, "PUT_AWAY"))["people"] == 0


async def test_whoever_put_goods_away_stands_where_they_went(world):
    await some_people(world, world.worker)
    dock = await Dock.at(world)
    shelf, tea = await world.bin("A-01"), await world.item()
    await dock.arrived((tea, 10))
    received = await dock.received(tea, 10)
    await dock.put_away(received.task_ids[0], shelf, quantity=4)

    assert await shown(world) == ("PUT_AWAY", "A-01")
    assert (await queue_of(world, "PUT_AWAY"))["people"] == 1


async def test_whoever_counts_stands_at_the_bin_that_was_counted(world):
    await some_people(world, world.worker)
    here, there = await world.bin("A"), await world.bin("B")
    tea = await world.item()
    await world.stock(here, tea, 100)
    await submits(Floor(world, here, there, tea), 100)
    await queued(world, 1)
    await claimed(world, kinds=(TaskKind.PUT_AWAY,))

    assert await shown(world) == ("COUNT", "A")


async def test_a_task_that_is_begun_is_what_its_holder_is_at(world):
    await some_people(world, world.worker)
    (task,) = await queued(world, 1, kind=TaskKind.COUNT)
    await world.do(work_on, WorkOn(task))

    assert await shown(world) == ("COUNT", None)
