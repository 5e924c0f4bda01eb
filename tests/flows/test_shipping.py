"""Shipping: everything that is packed leaves, or nothing does."""

import asyncio

import asyncpg
import pytest

from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Refusal
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.outbound.orders.hold_order import HoldKind, HoldOrder, hold_order
from backend.outbound.packing.pack_item import PackItem, pack_item
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.put_back import PutBack, put_back
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from tests.flows.outbound_floor import a_pick, an_order
from tests.world import counts

EMPTY_LINE = """
INSERT INTO shipment_line
SELECT gen_random_uuid(), shipment_id, order_line_id, item_id, NULL, NULL, carton_id, 0
  FROM shipment_line
 WHERE shipment_id = $1
"""
TABLES = ("operation", "stock_entry", "shipment_line", "stock_reservation_log")


async def packed(world, quantity: int = 5, *, of: int = 5, stock: int = 12):
    """Pick an order and pack some of it."""
    pick = await a_pick(world, of, stock=stock)
    await pick.picks(of)
    asked = PackItem(
        tote=pick.tote(), item=ItemRef(barcode=world.barcode(pick.sku)), quantity=quantity
    )
    answer = (await world.do(pack_item, asked)).answer
    return pick, ConfirmShipment(shipment=DocumentRef(id=answer.shipment_id)), answer


async def test_a_shipment_posts_stock_order_reservations_and_documents_at_once(world):
    pick, ship, packing = await packed(world)

    answer = (await world.do(confirm_shipment, ship)).answer

    assert (answer.units, answer.cartons) == (5, 1)
    assert await pick.line() == {"picked": 5, "packed": 5, "shipped": 5}
    assert await pick.order_status() == "SHIPPED"
    left = await world.owner.fetch(
        "SELECT order_line_id, carton_id, quantity FROM shipment_line WHERE shipment_id = $1",
        packing.shipment_id,
    )
    assert [tuple(row) for row in left] == [(pick.line_id, packing.carton_id, 5)]
    container = await world.owner.fetchrow(
        "SELECT status, bin_id FROM container WHERE id = $1", packing.carton_id
    )
    assert tuple(container) == ("SHIPPED", None)
    pool = await world.owner.fetchrow(
        "SELECT supply, promised FROM stock_pool WHERE item_id = $1", pick.item_id
    )
    assert tuple(pool) == (7, 0)
    await world.prove()


async def test_what_is_not_packed_yet_follows_in_a_second_shipment(world):
    pick, ship, first = await packed(world, 3)
    await world.do(confirm_shipment, ship)
    assert await pick.order_status() == "PARTLY_SHIPPED"

    second = (await world.do(pack_tote, PackTote(tote=pick.tote()))).answer
    again = ConfirmShipment(shipment=DocumentRef(id=second.shipment_id))
    await world.do(confirm_shipment, again)

    assert second.shipment_id != first.shipment_id
    assert await pick.line() == {"picked": 5, "packed": 5, "shipped": 5}
    assert await pick.order_status() == "SHIPPED"
    await world.prove()


async def test_a_shipment_leaves_once(world):
    pick, ship, _ = await packed(world)
    await world.do(confirm_shipment, ship)

    refusal = await world.refused(confirm_shipment, ship)

    assert refusal.code == "NOT_IN_THIS_STATE"
    assert await pick.line() == {"picked": 5, "packed": 5, "shipped": 5}


async def test_eight_who_ship_the_same_ship_it_once(world, database):
    pick, ship, _ = await packed(world)

    async def send():
        try:
            await perform(database, confirm_shipment, ship, Request(new_id(), world.worker))
        except Refusal as refusal:
            return refusal.code
        return "SHIPPED"

    told = await asyncio.gather(*(send() for _ in range(8)))

    assert sorted(told) == ["NOT_IN_THIS_STATE"] * 7 + ["SHIPPED"]
    assert await pick.line() == {"picked": 5, "packed": 5, "shipped": 5}
    await world.prove()


async def test_who_packs_while_it_leaves_is_in_this_shipment_or_in_the_next(world, database):
    pick, ship, first = await packed(world, 3)
    more = PackItem(tote=pick.tote(), item=ItemRef(barcode=world.barcode("TEA")), quantity=2)

    await asyncio.gather(
        perform(database, confirm_shipment, ship, Request(new_id(), world.worker)),
        perform(database, pack_item, more, Request(new_id(), world.worker)),
    )

    line = await pick.line()
    left = await world.owner.fetchval(
        "SELECT sum(quantity)::bigint FROM shipment_line WHERE shipment_id = $1", first.shipment_id
    )
    assert line["shipped"] == left
    assert line["packed"] == 5
    lying = await world.owner.fetchval(
        "SELECT coalesce(sum(on_hand), 0)::bigint FROM stock_balance JOIN stock_key"
        " ON stock_key.id = key_id JOIN container ON container.id = container_id"
        " WHERE container.status = 'SHIPPED' AND item_id = $1",
        pick.item_id,
    )
    assert lying == 0
    await world.prove()


async def test_an_order_on_hold_does_not_leave(world):
    pick, ship, _ = await packed(world)
    await world.do(
        hold_order,
        HoldOrder(order=DocumentRef(id=pick.order_id), kind=HoldKind.FRAUD, reason="Check"),
    )
    before = await counts(world.owner, *TABLES)

    refusal = await world.refused(confirm_shipment, ship)

    assert refusal.code == "ON_HOLD"
    assert await counts(world.owner, *TABLES) == before


async def test_an_order_that_takes_no_parts_leaves_whole_or_not_at_all(world):
    pick, ship, _ = await packed(world, 3)
    await world.owner.execute(
        "UPDATE customer_order SET accepts_partial = false WHERE id = $1", pick.order_id
    )

    refusal = await world.refused(confirm_shipment, ship)
    await world.do(pack_tote, PackTote(tote=pick.tote()))

    assert refusal.code == "NOT_IN_THIS_STATE"
    assert (await world.do(confirm_shipment, ship)).answer.units == 5


async def test_goods_that_were_called_off_do_not_leave_and_go_back(world):
    pick, ship, _ = await packed(world)
    asked = CancelOrder(order=DocumentRef(id=pick.order_id), reason="Changed their mind")
    (task_id,) = (await world.do(cancel_order, asked)).answer.task_ids

    refusal = await world.refused(confirm_shipment, ship)
    await world.do(put_back, PutBack(task_id=task_id, quantity=5, to=Ref(code="A-01")))

    assert refusal.code == "NOTHING_PACKED"
    assert await pick.in_bin() == 12
    assert await world.available(pick.item_id) == 12
    await world.prove()


async def test_the_carriers_numbers_go_to_the_cartons(world):
    _, ship, packing = await packed(world)
    numbers = ConfirmShipment(shipment=ship.shipment, tracking_numbers=("1Z", "2Z"))

    refusal = await world.refused(confirm_shipment, numbers)
    one = ConfirmShipment(shipment=ship.shipment, tracking_numbers=("1Z",))
    await world.do(confirm_shipment, one)

    assert refusal.code == "INVALID_INPUT"
    told = await world.owner.fetchval(
        "SELECT tracking_number FROM carton WHERE id = $1", packing.carton_id
    )
    assert told == "1Z"


async def test_an_orders_number_finds_the_shipment_that_is_being_packed(world):
    pick, _, _ = await packed(world)
    number = await world.owner.fetchval(
        "SELECT number FROM customer_order WHERE id = $1", pick.order_id
    )

    answer = await world.do(confirm_shipment, ConfirmShipment(shipment=DocumentRef(number=number)))

    assert answer.answer.order_id == pick.order_id


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE shipment SET status = 'OPEN', shipped_at = NULL WHERE id = $1",
        "UPDATE shipment SET shipped_at = NULL WHERE id = $1",
        EMPTY_LINE,
    ],
)
async def test_the_database_does_not_let_a_shipment_come_back(world, attack):
    _, ship, packing = await packed(world)
    await world.do(confirm_shipment, ship)

    with pytest.raises(asyncpg.CheckViolationError):
        await world.owner.execute(attack, packing.shipment_id)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE shipment_line SET quantity = 1 WHERE shipment_id = $1",
        "DELETE FROM shipment_line WHERE shipment_id = $1",
    ],
)
async def test_what_left_cannot_be_rewritten(world, attack):
    _, ship, packing = await packed(world)
    await world.do(confirm_shipment, ship)

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await world.owner.execute(attack, packing.shipment_id)


async def test_two_open_shipments_of_one_order_are_refused_by_the_database(world):
    pick, _, _ = await packed(world)

    with pytest.raises(asyncpg.UniqueViolationError):
        await world.owner.execute(
            "INSERT INTO shipment (id, number, location_id, order_id, created_at, updated_at)"
            " VALUES ($1, 'SH-0', $2, $3, now(), now())",
            new_id(),
            world.location_id,
            pick.order_id,
        )


async def test_a_wrong_shipment_is_not_found(world):
    await an_order(world, await world.item(), quantity=1)

    refusal = await world.refused(
        confirm_shipment, ConfirmShipment(shipment=DocumentRef(number="SH-0"))
    )

    assert refusal.code == "NOT_FOUND"
