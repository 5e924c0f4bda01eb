"""Picks, putaways and moves are taken back whole: goods, promises, tasks and documents."""

from backend.api.undo import undo_operation
from backend.control.moving.move_stock import MoveStock, move_stock
from backend.inbound.putaway.confirm_putaway import ConfirmPutaway, confirm_putaway
from backend.kernel.ids import new_id
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.outbound.release.release_orders import ReleaseOrders, release_orders
from backend.tasks.undo import UndoOperation
from tests.flows.dock import Dock
from tests.flows.outbound_floor import a_pick, an_order


async def done(world, what, asked):
    """Perform it and return under which id."""
    operation_id = new_id()
    await world.do(what, asked, operation_id=operation_id)
    return operation_id


async def test_an_undone_pick_is_to_be_picked_again(world):
    pick = await a_pick(world, 5, stock=12)
    before = await pick.line()
    picked = await done(world, confirm_pick, pick.of(5))

    undone = await world.do(undo_operation, UndoOperation(picked))

    assert undone.answer.task_id == pick.task_id
    assert (await pick.in_bin(), await pick.in_cart()) == (12, 0)
    assert await pick.line() == before == {"allocated": 5}
    assert await world.reserved(pick.bin_id, pick.item_id) == 5
    assert await pick.status() == "IN_PROGRESS"
    await world.prove()
    assert (await pick.picks(5)).remaining == 0
    await world.prove()


async def test_picks_are_undone_last_first(world):
    pick = await a_pick(world, 5)
    first = await done(world, confirm_pick, pick.of(2))
    second = await done(world, confirm_pick, pick.of(3))

    assert (await world.refused(undo_operation, UndoOperation(first))).code == "BUILT_UPON"
    await world.do(undo_operation, UndoOperation(second))
    await world.do(undo_operation, UndoOperation(first))

    assert await pick.line() == {"allocated": 5}
    await world.prove()


async def test_an_undone_putaway_waits_at_the_dock_again(world):
    dock, tea = await Dock.at(world), await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    received = await dock.received(tea, 12)
    task_id = received.task_ids[0]
    asked = ConfirmPutaway(task_id=task_id, to=Ref(barcode="F1"))
    put_away = await done(world, confirm_putaway, asked)

    undone = await world.do(undo_operation, UndoOperation(put_away))

    assert undone.answer.task_id == task_id
    assert (await world.on_hand(dock.dock_id, tea), await world.on_hand(face, tea)) == (12, 0)
    assert await world.available(tea) == 0
    assert (
        await world.owner.fetchval(
            "SELECT put_away FROM receipt_line WHERE id = $1", received.receipt_line_id
        )
        == 0
    )
    await world.prove()
    assert (await world.do(confirm_putaway, asked)).answer.quantity == 12
    await world.prove()


async def test_a_putaway_whose_goods_are_promised_stays(world):
    dock, tea = await Dock.at(world), await world.item()
    await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    received = await dock.received(tea, 12)
    asked = ConfirmPutaway(task_id=received.task_ids[0], to=Ref(barcode="F1"))
    put_away = await done(world, confirm_putaway, asked)
    await an_order(world, tea, quantity=1)

    refusal = await world.refused(undo_operation, UndoOperation(put_away))

    assert refusal.code == "BUILT_UPON"


async def test_an_undone_move_brings_the_goods_back_unless_someone_counts_on_them(world):
    here, there = await world.bin("A-01"), await world.bin("B-01")
    await world.bin("CART-1", "CART")
    tea = await world.item()
    await world.stock(here, tea, 10)
    asked = MoveStock(item=ItemRef(id=tea), source=Ref(id=here), target=Ref(id=there), quantity=10)
    first = await done(world, move_stock, asked)
    await world.do(undo_operation, UndoOperation(first))
    assert await world.on_hand(here, tea) == 10

    second = await done(world, move_stock, asked)
    order_id = await an_order(world, tea, quantity=3)
    await world.do(release_orders, ReleaseOrders(orders=(DocumentRef(id=order_id),)))

    assert (await world.refused(undo_operation, UndoOperation(second))).code == "BUILT_UPON"
    await world.prove()
