"""Packing: goods go from totes into cartons of the order that wants them."""

import asyncio

import pytest

from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Refusal
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.packing.close_carton import CloseCarton, close_carton
from backend.outbound.packing.pack_item import PackItem, pack_item
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.change_tote import ChangeTote, change_tote
from tests.flows.outbound_floor import a_pick, another_pick
from tests.world import counts


def packing(pick, quantity: int, tote: str = "T-1", **more) -> PackItem:
    return PackItem(
        tote=pick.tote(tote),
        item=ItemRef(barcode=pick.world.barcode(pick.sku)),
        quantity=quantity,
        **more,
    )


async def in_cartons(pick) -> int:
    return await pick.world.owner.fetchval(
        "SELECT coalesce(sum(reserved), 0)::bigint FROM stock_balance"
        " JOIN stock_key ON stock_key.id = key_id"
        " JOIN container ON container.id = container_id AND container.kind = 'CARTON'"
        " WHERE item_id = $1",
        pick.item_id,
    )


async def test_the_first_item_opens_a_shipment_with_a_carton_of_its_own(world):
    pick = await a_pick(world, 5)
    await pick.picks(5)

    answer = (await world.do(pack_item, packing(pick, 3))).answer

    assert answer.carton_code.startswith("CT-")
    assert await pick.line() == {"picked": 5, "packed": 3}
    assert (await pick.in_cart(), await in_cartons(pick)) == (2, 3)
    assert await pick.order_status() == "PACKING"
    await world.prove()


async def test_more_goes_into_the_same_carton_and_into_a_second_one(world):
    pick = await a_pick(world, 5)
    await pick.picks(5)
    first = (await world.do(pack_item, packing(pick, 2))).answer

    again = (await world.do(pack_item, packing(pick, 2, into=Ref(id=first.carton_id)))).answer
    second = (
        await world.do(pack_item, packing(pick, 1, into=Ref(code=f"C-{world.code[1:]}")))
    ).answer

    assert again.carton_id == first.carton_id
    assert second.carton_id != first.carton_id
    assert second.shipment_id == first.shipment_id
    assert await in_cartons(pick) == 5
    await world.prove()


async def test_a_whole_tote_is_packed_at_once(world):
    pick = await a_pick(world, 5)
    await pick.picks(2)
    await pick.picks(3)

    answer = (await world.do(pack_tote, PackTote(tote=pick.tote()))).answer

    assert answer.quantity == 5
    assert await pick.line() == {"picked": 5, "packed": 5}
    assert await pick.in_cart() == 0
    await world.prove()


async def test_an_item_that_the_order_has_not_got_in_the_tote_is_refused(world):
    pick = await a_pick(world, 5)
    await pick.picks(5)
    await world.item("COFFEE")
    before = await counts(world.owner, "operation", "container", "shipment", "stock_entry")

    coffee = PackItem(tote=pick.tote(), item=ItemRef(barcode=world.barcode("COFFEE")), quantity=1)
    wrong = await world.refused(pack_item, coffee)
    many = await world.refused(pack_item, packing(pick, 6))

    assert (wrong.code, many.code) == ("WRONG_ITEM", "QUANTITY_TOO_LARGE")
    assert await counts(world.owner, "operation", "container", "shipment", "stock_entry") == before


async def test_a_tote_of_two_orders_asks_which_one_is_packed(world):
    pick = await a_pick(world, 3)
    other = await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=2)
    await pick.picks(3)
    await other.picks(2)

    unclear = await world.refused(pack_tote, PackTote(tote=pick.tote()))
    order = DocumentRef(id=other.order_id)
    answer = (await world.do(pack_tote, PackTote(tote=pick.tote(), order=order))).answer

    assert unclear.facts["field"] == "order"
    assert (answer.order_id, answer.quantity) == (other.order_id, 2)
    assert await other.line() == {"picked": 2, "packed": 2}
    assert await pick.line() == {"picked": 3}


async def test_a_carton_takes_goods_of_its_own_order_only(world):
    pick = await a_pick(world, 3)
    other = await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=2)
    await pick.picks(3)
    await other.picks(2, into="T-2")
    carton = (await world.do(pack_item, packing(pick, 3))).answer.carton_id

    refusal = await world.refused(pack_item, packing(other, 2, "T-2", into=Ref(id=carton)))

    assert refusal.code == "WRONG_CONTAINER"
    assert await other.line() == {"picked": 2}


async def test_a_closed_carton_takes_no_more(world):
    pick = await a_pick(world, 5)
    await pick.picks(5)
    carton = Ref(id=(await world.do(pack_item, packing(pick, 3))).answer.carton_id)

    closed = (await world.do(close_carton, CloseCarton(carton=carton, weight_g=800))).answer
    full = await world.refused(pack_item, packing(pick, 2, into=carton))
    twice = await world.refused(close_carton, CloseCarton(carton=carton))

    assert closed.open_cartons == 0
    assert (full.code, twice.code) == ("CONTAINER_CLOSED", "CONTAINER_CLOSED")
    row = await world.owner.fetchrow(
        "SELECT weight_g, shipment.status FROM carton JOIN shipment ON shipment.id = shipment_id"
        " WHERE carton.id = $1",
        carton.id,
    )
    assert tuple(row) == (800, "PACKED")


@pytest.mark.parametrize("weight", [0, -5])
async def test_a_carton_weighs_something(world, weight):
    pick = await a_pick(world, 5)
    await pick.picks(5)
    carton = Ref(id=(await world.do(pack_item, packing(pick, 3))).answer.carton_id)

    refusal = await world.refused(close_carton, CloseCarton(carton=carton, weight_g=weight))

    assert refusal.code == "INVALID_INPUT"


async def test_a_full_tote_that_was_emptied_may_be_used_again(world):
    pick = await a_pick(world, 5)
    await pick.picks(2)
    walk = DocumentRef(id=pick.walk_id)
    await world.do(change_tote, ChangeTote(walk=walk, full=pick.tote(), to=pick.tote("T-2")))

    await world.do(pack_tote, PackTote(tote=pick.tote()))

    status = await world.owner.fetchval(
        "SELECT status FROM container WHERE code = $1", pick.tote().code
    )
    assert status == "OPEN"


async def test_many_packers_of_one_tote_pack_each_unit_once(world, database):
    pick = await a_pick(world, 5)
    await pick.picks(5)

    async def scan():
        try:
            await perform(database, pack_item, packing(pick, 1), Request(new_id(), world.worker))
        except Refusal as refusal:
            return refusal.code
        return "PACKED"

    told = await asyncio.gather(*(scan() for _ in range(7)))

    assert told.count("PACKED") == 5
    assert await pick.line() == {"picked": 5, "packed": 5}
    assert await in_cartons(pick) == 5
    await world.prove()


async def test_the_same_packing_twice_packs_once(world):
    pick = await a_pick(world, 5)
    await pick.picks(5)
    operation_id = new_id()

    first = await world.do(pack_item, packing(pick, 2), operation_id=operation_id)
    again = await world.do(pack_item, packing(pick, 2), operation_id=operation_id)

    assert again.replayed
    assert again.answer == first.answer
    assert await pick.line() == {"picked": 5, "packed": 2}
