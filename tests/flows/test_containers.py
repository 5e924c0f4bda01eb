"""Containers: what stands in one goes with it, in one operation, to the last carton."""

import asyncio
from datetime import timedelta

import pytest

from backend.api.undo import undo_operation
from backend.control.moving.close_container import CloseContainer, close_container
from backend.control.moving.empty_container import EmptyContainer, empty_container
from backend.control.moving.move_container import MoveContainer, move_container
from backend.control.moving.move_stock import MoveStock, move_stock
from backend.control.moving.reopen_container import ReopenContainer, reopen_container
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Refusal
from backend.master.refs import ItemRef, Ref
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.tasks.undo import UndoOperation
from tests.counting import statements_of
from tests.flows.boxes import Boxes, boxes
from tests.flows.control import allocate, cases, held
from tests.flows.outbound_floor import a_pick
from tests.owning import owner_called
from tests.world import counts, person

__all__ = ["boxes"]
HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log")


async def test_a_pallet_goes_with_all_that_is_in_it(boxes):
    done = await boxes.moves("P-1", boxes.there)

    assert (done.answer.lines, done.answer.quantity) == (2, 46)
    assert await boxes.within("P-1") == {("R", "TEA"): 40}
    assert await boxes.within("C-1") == {("R", "JAM"): 6}
    assert (await boxes.seen("C-1")).bin_id == boxes.there
    assert await boxes.world.available(boxes.tea) == 40
    await boxes.world.prove()


async def test_a_pallet_of_forty_lines_is_one_operation_and_one_post(world):
    boxes = Boxes(world)
    dock, there = await world.bin("D", "DOCK"), await world.bin("R", "RESERVE")
    await boxes.box("P-1", dock)
    await boxes.holds(
        "P-1", *[(await world.item(f"I{number}"), number + 1) for number in range(40)]
    )

    told = await statements_of(world, move_container, boxes.moving("P-1", there))

    # The container, the bin (twice), what is in it, its goods, tasks, the bin that it leaves, room
    # (twice), items | one post.
    assert told == {"looks": 10, "posts": 1}
    assert len(await boxes.within("P-1")) == 40
    await world.prove()


async def test_a_carton_comes_out_of_the_pallet_and_into_another(boxes):
    await boxes.box("P-2", boxes.dock)

    await boxes.moves("C-1", boxes.there)
    await boxes.moves("C-1", boxes.dock)
    await boxes.moves("C-1", "P-2")

    carton, pallet = await boxes.seen("C-1"), await boxes.seen("P-2")
    assert (carton.parent_id, carton.depth, carton.bin_id) == (pallet.id, 1, boxes.dock)
    await boxes.world.prove()


async def test_nothing_stands_in_itself_and_nothing_too_deep(boxes):
    world = boxes.world
    for name in ("C-2", "C-3", "C-4"):
        await boxes.box(name, boxes.dock, "CARTON")
    await boxes.moves("C-2", "C-1")
    await boxes.moves("C-3", "C-2")
    before = await counts(world.owner, *HISTORY)

    assert (await boxes.not_moved("C-1", "C-3")).code == "CONTAINER_CYCLE"
    assert (await boxes.not_moved("C-1", "C-1")).code == "CONTAINER_CYCLE"
    assert (await boxes.not_moved("C-4", "C-3")).code == "CONTAINER_TOO_DEEP"
    assert (await boxes.not_moved("P-1", "C-4")).code == "WRONG_CONTAINER"
    assert (await boxes.not_moved("C-1", "P-1")).code == "INVALID_INPUT"
    assert await counts(world.owner, *HISTORY) == before


async def test_two_who_put_two_cartons_into_each_other_do_not_both(boxes):
    for name in ("C-8", "C-9"):
        await boxes.box(name, boxes.dock, "CARTON")

    async def put(name, into):
        try:
            await boxes.moves(name, into)
        except Refusal as refusal:
            return refusal.code
        return "moved"

    ended = await asyncio.gather(put("C-8", "C-9"), put("C-9", "C-8"))

    assert sorted(ended) == ["CONTAINER_CYCLE", "moved"]


async def test_a_closed_container_takes_nothing_until_it_is_opened(boxes):
    world, pallet = boxes.world, Ref(code=boxes.code("P-1"))
    await boxes.box("C-2", boxes.dock, "CARTON")
    await world.do(close_container, CloseContainer(pallet))

    assert (await boxes.not_moved("C-2", "P-1")).code == "CONTAINER_CLOSED"
    assert (
        await world.refused(close_container, CloseContainer(pallet))
    ).code == "NOT_IN_THIS_STATE"
    await boxes.moves("P-1", boxes.there)
    await boxes.moves("P-1", boxes.dock)
    await world.do(reopen_container, ReopenContainer(pallet))
    await boxes.moves("C-2", "P-1")


def out(boxes, item_id, quantity, source, target):
    return MoveStock(item=ItemRef(id=item_id), source=source, target=target, quantity=quantity)


async def test_some_goods_come_out_of_a_pallet_into_another_or_lie_loose(boxes):
    world, pallet = boxes.world, Ref(code=boxes.code("P-1"))
    await boxes.box("P-2", boxes.dock)

    await world.do(move_stock, out(boxes, boxes.tea, 15, pallet, Ref(code=boxes.code("P-2"))))
    await world.do(move_stock, out(boxes, boxes.tea, 5, pallet, Ref(id=boxes.there)))
    await world.do(move_stock, out(boxes, boxes.tea, 2, pallet, Ref(id=boxes.dock)))

    assert await boxes.within("P-1") == {("D", "TEA"): 18}
    assert await boxes.within("P-2") == {("D", "TEA"): 15}
    assert await world.on_hand(boxes.there, boxes.tea) == 5
    refusal = await world.refused(move_stock, out(boxes, boxes.tea, 19, pallet, Ref(id=boxes.dock)))
    assert refusal.code == "NOT_ENOUGH_ON_HAND"
    await world.prove()


async def test_all_of_one_container_goes_into_another(boxes):
    world = boxes.world
    await boxes.box("P-2", boxes.there)
    asked = EmptyContainer(container=Ref(code=boxes.code("P-1")), to=Ref(code=boxes.code("P-2")))

    done = await world.do(empty_container, asked)

    assert done.answer.quantity == 46
    assert await boxes.within("P-1") == {}
    assert await boxes.within("P-2") == {("R", "TEA"): 40}
    assert await boxes.within("C-1") == {("R", "JAM"): 6}
    assert (await boxes.seen("C-1")).parent_id == (await boxes.seen("P-2")).id
    assert (await boxes.seen("P-1")).bin_id == boxes.dock
    assert (await world.refused(empty_container, asked)).code == "INVALID_INPUT"
    back = EmptyContainer(container=asked.to, to=Ref(code=boxes.code("C-1")))
    assert (await world.refused(empty_container, back)).code == "CONTAINER_CYCLE"
    await world.prove()


async def test_goods_of_two_owners_do_not_share_a_pallet(boxes):
    world = boxes.world
    await boxes.box("P-2", boxes.dock)
    await boxes.holds("P-2", (boxes.tea, 1), owner_id=await owner_called(world, "ACME"))

    assert (await boxes.not_moved("C-1", "P-2")).code == "OWNER_MIXED"
    moving = out(boxes, boxes.tea, 1, Ref(code=boxes.code("P-1")), Ref(code=boxes.code("P-2")))
    assert (await world.refused(move_stock, moving)).code == "OWNER_MIXED"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"block": "INBOUND"}, "BIN_BLOCKED"),
        ({"weight_max_g": 41_000}, "BIN_FULL"),
        ({"mixing": "ONE_ITEM"}, "BIN_MIXING"),
    ],
)
async def test_a_bin_that_does_not_take_all_of_it_takes_none(boxes, columns, code):
    world = boxes.world
    await world.owner.execute(
        "UPDATE item SET weight_g = 1000 WHERE id = ANY ($1)", [boxes.tea, boxes.jam]
    )
    full = await world.bin("F", "RESERVE", **columns)
    before = await counts(world.owner, *HISTORY)

    assert (await boxes.not_moved("P-1", full)).code == code
    assert await counts(world.owner, *HISTORY) == before


async def test_goods_that_a_pick_goes_to_stay_where_the_picker_looks(boxes):
    world = boxes.world
    await boxes.moves("P-1", boxes.there)
    pallet = await boxes.seen("P-1")
    line_id = await allocate(world, boxes.there, boxes.tea, 5, pallet.id)
    asked = boxes.moving("P-1", boxes.dock)

    assert (await world.refused(move_container, asked)).code == "CONTAINER_IN_USE"
    late = Request(new_id(), world.worker, new_id(), now() - timedelta(hours=1))
    done = await perform(world.database, move_container, asked, late)

    assert done.outcome == "APPLIED_WITH_CASE"
    assert await held(world, line_id) == []
    assert f"P-1-{world.code} went to D with goods that were to be picked" in await cases(world)
    assert await boxes.within("P-1") == {("D", "TEA"): 40}
    await world.prove()


async def test_a_tote_with_picked_goods_goes_to_the_packing_table_and_is_packed_there(world):
    pick = await a_pick(world)
    table = await world.bin("PT", "PACK")
    await world.do(confirm_pick, pick.of(5))

    await world.do(move_container, MoveContainer(container=pick.tote(), to=Ref(id=table)))

    assert await world.on_hand(table, pick.item_id) == 5
    assert await world.reserved(table, pick.item_id) == 5
    await world.do(pack_tote, PackTote(tote=pick.tote()))
    await world.prove()


async def test_picked_goods_do_not_go_to_the_dock(world):
    pick = await a_pick(world)
    dock = await world.bin("D", "DOCK")
    await world.do(confirm_pick, pick.of(5))
    asked = MoveContainer(container=pick.tote(), to=Ref(id=dock))

    assert (await world.refused(move_container, asked)).code == "WRONG_BIN"


async def test_a_move_is_taken_back_while_nothing_was_done_since(boxes):
    world = boxes.world
    first = await boxes.moves("P-1", boxes.there)
    again = await boxes.moves("C-1", boxes.there)

    built = UndoOperation(first.cursor.operation_id)
    assert (await world.refused(undo_operation, built)).code == "DEPENDED_ON"
    await world.do(undo_operation, UndoOperation(again.cursor.operation_id))
    await world.do(undo_operation, built)

    assert await boxes.within("P-1") == {("D", "TEA"): 40}
    assert await boxes.within("C-1") == {("D", "JAM"): 6}
    carton, pallet = await boxes.seen("C-1"), await boxes.seen("P-1")
    assert (carton.parent_id, carton.bin_id, pallet.bin_id) == (pallet.id, boxes.dock, boxes.dock)
    await world.prove()


async def test_goods_do_not_go_back_into_a_pallet_that_has_gone(boxes):
    world, pallet = boxes.world, Ref(code=boxes.code("P-1"))
    split = await world.do(move_stock, out(boxes, boxes.tea, 5, pallet, Ref(id=boxes.dock)))
    await boxes.moves("P-1", boxes.there)

    refusal = await world.refused(undo_operation, UndoOperation(split.cursor.operation_id))

    assert refusal.code == "BUILT_UPON"


async def test_whoever_fills_a_pallet_that_goes_away_fills_it_where_it_is(boxes):
    world, pallet = boxes.world, Ref(code=boxes.code("P-1"))
    await world.stock(boxes.dock, boxes.tea, 20)
    puts = [world.do(move_stock, out(boxes, boxes.tea, 1, Ref(id=boxes.dock), pallet))
            for _ in range(20)]  # fmt: skip

    await asyncio.gather(*puts, boxes.moves("P-1", boxes.there))

    assert await boxes.within("P-1") == {("R", "TEA"): 60}
    await world.prove()


async def test_who_may_not_move_stock_moves_no_pallet(boxes):
    reader = person("Rita", "READ_STOCK")

    refusal = await boxes.world.refused(move_container, boxes.moving("P-1", boxes.there), by=reader)

    assert refusal.code == "NOT_ALLOWED"
