"""What happens in one department is heard in the others, through the wiring that is served."""

from backend.kernel.reactor import drain
from backend.outbound.picking.short_pick import ShortPick, ShortReason, short_pick
from backend.server.wiring import WIRING
from backend.tasks.cancel_task import CancelTask, cancel_task
from tests.flows.outbound_floor import a_pick


async def trouble(world):
    rows = await world.owner.fetch("SELECT name, trouble FROM outbox_event WHERE trouble <> ''")
    return [tuple(row) for row in rows]


async def test_a_short_pick_asks_for_a_count_of_its_bin(world):
    pick = await a_pick(world, 5)

    await world.do(
        short_pick, ShortPick(task_id=pick.task_id, found=0, reason=ShortReason.BIN_EMPTY)
    )
    await drain(world.database, WIRING)

    counted = await world.owner.fetchval(
        "SELECT from_bin_id FROM task WHERE location_id = $1 AND kind = 'COUNT'", world.location_id
    )
    assert counted == pick.bin_id
    assert await trouble(world) == []
    await world.prove()


async def test_a_canceled_pick_gives_its_goods_back_to_the_promise(world):
    pick = await a_pick(world, 5)

    asked = CancelTask(task_id=pick.task_id, if_version=None, reason="Aisle closed")
    await world.do(cancel_task, asked, by=world.supervisor)
    await drain(world.database, WIRING)

    assert await pick.line() == {"promised": 5}
    assert await world.reserved(pick.bin_id, pick.item_id) == 0
    assert await trouble(world) == []
    await world.prove()
