"""Catch weight on its way out: what is picked is weighed, and leaves by that weight."""

import asyncio

import pytest

from backend.api.undo import undo_operation
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.outbound.packing.pack_item import PackItem, pack_item
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.outbound.picking.short_pick import ShortPick, ShortReason, short_pick
from backend.outbound.picking.unpick import Unpick, unpick
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.tasks.undo import UndoOperation
from tests.flows.outbound_floor import a_pick
from tests.flows.scale import sell_by_weight, weighings, weight_of
from tests.flows.test_picking_late import Lose, lose
from tests.world import counts

HISTORY = ("operation", "stock_entry", "weighing")


@pytest.fixture
async def hams(world):
    pick = await a_pick(world, 5, sku="HAM")
    await sell_by_weight(world, pick.item_id)
    return pick


def goes_back(hams, quantity, **said):
    return Unpick(task_id=hams.task_id, quantity=quantity, to=Ref(code="A-01"), reason="no", **said)


async def left(world, shipment_id):
    rows = await world.owner.fetch(
        "SELECT quantity, weight_g FROM shipment_line WHERE shipment_id = $1 ORDER BY quantity, 2",
        shipment_id,
    )
    return [tuple(row) for row in rows]


async def test_what_is_picked_is_weighed(world, hams):
    before = await counts(world.owner, *HISTORY)

    codes = [
        (await world.refused(confirm_pick, hams.of(3, **said))).code
        for said in ({}, {"weight_grams": 9_000})
    ]
    assert await counts(world.owner, *HISTORY) == before
    await hams.picks(3, weight_grams=3_140)
    await hams.picks(2, weight_grams=2_500, reweighed=True)

    assert codes == ["WEIGHT_REQUIRED", "WEIGHT_MISMATCH"]
    assert await weight_of(world, hams.line_id) == (5, 5_640)
    assert await hams.line() == {"picked": 5}
    await world.prove()


async def test_a_pick_that_is_undone_takes_its_weight_with_it(world, hams):
    await hams.picks(3, weight_grams=3_140)
    done = await world.do(confirm_pick, hams.of(1, weight_grams=990))

    await world.do(undo_operation, UndoOperation(done.cursor.operation_id))

    assert await weight_of(world, hams.line_id) == (3, 3_140)
    assert await weighings(world, done.cursor.operation_id) == [(1, 990)], "history stays"


async def test_what_a_short_pick_found_is_weighed(world, hams):
    asked = {"task_id": hams.task_id, "reason": ShortReason.NOT_ENOUGH, "into": hams.tote()}

    unsaid = await world.refused(short_pick, ShortPick(found=2, **asked))
    await world.do(short_pick, ShortPick(found=2, weight_grams=2_020, **asked))

    assert unsaid.code == "WEIGHT_REQUIRED"
    assert await weight_of(world, hams.line_id) == (2, 2_020)


async def test_an_empty_bin_weighs_nothing(world, hams):
    asked = {"task_id": hams.task_id, "reason": ShortReason.BIN_EMPTY}

    assert (await world.refused(short_pick, ShortPick(found=0, weight_grams=1, **asked))).code == (
        "INVALID_INPUT"
    )
    await world.do(short_pick, ShortPick(found=0, **asked))

    assert await weight_of(world, hams.line_id) is None


async def test_a_pick_that_came_too_late_keeps_its_weight_and_the_order_has_none(world, hams):
    await world.do(
        cancel_order, CancelOrder(order=DocumentRef(id=hams.order_id), reason="changed their mind")
    )

    done = await world.do(confirm_pick, hams.of(3, weight_grams=3_140, fence=0))

    assert done.outcome == "APPLIED_WITH_CASE"
    assert await weighings(world, done.cursor.operation_id) == [(3, 3_140)]
    assert await weight_of(world, hams.line_id) is None
    await world.prove()


async def test_more_than_the_book_has_is_weighed_for_its_order_all_the_same(world, hams):
    await world.do(lose, Lose(hams.task_id))

    done = await world.do(confirm_pick, hams.of(5, weight_grams=5_005))

    assert done.outcome == "APPLIED_WITH_CASE"
    assert await weight_of(world, hams.line_id) == (5, 5_005)
    await world.prove()


async def test_of_what_goes_back_a_part_is_weighed_and_the_whole_is_known(world, hams):
    await hams.picks(5, weight_grams=4_790)

    codes = [
        (await world.refused(unpick, goes_back(hams, 2, **said))).code
        for said in ({}, {"weight_grams": 9_000}, {"weight_grams": 2_391})
    ]
    await world.do(unpick, goes_back(hams, 2, weight_grams=1_990))
    stays = await weight_of(world, hams.line_id)
    await world.do(unpick, goes_back(hams, 3))

    assert codes == ["WEIGHT_REQUIRED", "WEIGHT_MISMATCH", "WEIGHT_MISMATCH"], "3 never weigh 2399"
    assert stays == (3, 2_800)
    assert await weight_of(world, hams.line_id) is None
    assert await hams.line() == {"allocated": 5}
    await world.prove()


async def test_two_who_take_parts_back_at_once_leave_what_stays_its_weight(world, hams):
    await hams.picks(5, weight_grams=5_000)
    asked = [goes_back(hams, 2, weight_grams=grams) for grams in (2_000, 1_900)]

    await asyncio.gather(*(world.do(unpick, each) for each in asked))

    assert await weight_of(world, hams.line_id) == (1, 1_100)
    await world.prove()


async def test_what_leaves_whole_leaves_by_what_the_scale_said(world, hams):
    await hams.picks(3, weight_grams=3_140)
    await hams.picks(2, weight_grams=2_001)
    packed = (await world.do(pack_tote, PackTote(tote=hams.tote()))).answer

    await world.do(confirm_shipment, ConfirmShipment(shipment=DocumentRef(id=packed.shipment_id)))

    assert sum(grams for _, grams in await left(world, packed.shipment_id)) == 5_141
    await world.prove()


async def test_what_leaves_in_parts_adds_up_to_what_the_scale_said(world, hams):
    await hams.picks(5, weight_grams=5_003)
    some = PackItem(tote=hams.tote(), item=ItemRef(id=hams.item_id), quantity=2)
    first = (await world.do(pack_item, some)).answer
    await world.do(confirm_shipment, ConfirmShipment(shipment=DocumentRef(id=first.shipment_id)))
    rest = (await world.do(pack_tote, PackTote(tote=hams.tote()))).answer
    await world.do(confirm_shipment, ConfirmShipment(shipment=DocumentRef(id=rest.shipment_id)))

    assert await left(world, first.shipment_id) == [(2, 2_001)]
    assert await left(world, rest.shipment_id) == [(3, 3_002)]
    await world.prove()


async def test_goods_that_were_picked_before_they_were_sold_by_weight_leave_without_one(world):
    pick = await a_pick(world, 5, sku="HAM")
    await pick.picks(2)
    await sell_by_weight(world, pick.item_id)
    await pick.picks(3, weight_grams=3_000)
    packed = (await world.do(pack_tote, PackTote(tote=pick.tote()))).answer

    await world.do(confirm_shipment, ConfirmShipment(shipment=DocumentRef(id=packed.shipment_id)))

    assert await left(world, packed.shipment_id) == [(2, None), (3, None)]
    await world.prove()


async def test_a_weight_said_for_tea_is_refused_wherever_it_is_said(world):
    pick = await a_pick(world)

    picked = await world.refused(confirm_pick, pick.of(2, weight_grams=500))
    await pick.picks(2)
    unpicked = await world.refused(unpick, goes_back(pick, 1, weight_grams=500))

    assert (picked.code, unpicked.code) == ("WEIGHT_NOT_KEPT", "WEIGHT_NOT_KEPT")
