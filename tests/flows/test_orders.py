"""Orders: held, let go, called off at any point before they leave."""

import pytest

from backend.master.refs import Ref
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.outbound.orders.hold_order import HoldKind, HoldOrder, hold_order
from backend.outbound.orders.release_order_hold import ReleaseOrderHold, release_order_hold
from backend.outbound.picking.put_back import PutBack, put_back
from backend.outbound.release.release_orders import ReleaseOrders, release_orders
from tests.orders import line_of, number, order, pick, promised, react, release, status, stops
from tests.world import World, counts, person


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


@pytest.fixture
async def shop(world):
    world.tea = await world.item("TEA")
    world.shelf = await world.bin("A-01")
    await world.bin("CART", "CART")
    await world.stock(world.shelf, world.tea, 10)
    return world


def hold(created, kind=HoldKind.PAYMENT):
    return HoldOrder(order=number(created), kind=kind, reason="not paid")


def cancel(created, **facts):
    return CancelOrder(order=number(created), reason="changed their mind", **facts)


async def test_a_held_order_keeps_its_promise_and_does_not_go_to_the_floor(shop):
    created = await order(shop, (shop.tea, 4))

    await shop.do(hold_order, hold(created))

    assert await status(shop, created.order_id) == "ON_HOLD"
    assert await promised(shop, created) == [4]
    refusal = await shop.refused(release_orders, ReleaseOrders(orders=(number(created),)))
    assert refusal.code == "ON_HOLD"
    assert await stops(shop, created) == []


async def test_an_order_goes_on_when_its_last_hold_is_released(shop):
    created = await order(shop, (shop.tea, 4))
    payment = (await shop.do(hold_order, hold(created))).answer
    fraud = (await shop.do(hold_order, hold(created, HoldKind.FRAUD))).answer

    first = await shop.do(
        release_order_hold, ReleaseOrderHold(hold_id=payment.hold_id, reason="paid")
    )
    assert await status(shop, created.order_id) == "ON_HOLD"
    last = await shop.do(
        release_order_hold, ReleaseOrderHold(hold_id=fraud.hold_id, reason="known")
    )

    assert (first.answer.holds_open, last.answer.holds_open) == (1, 0)
    assert await status(shop, created.order_id) == "PROMISED"


async def test_what_a_held_order_waits_for_goes_to_others_until_it_is_let_go(shop):
    held = await order(shop, (shop.tea, 15))
    placed = (await shop.do(hold_order, hold(held))).answer
    other = await order(shop, (shop.tea, 3))
    await shop.stock(shop.shelf, shop.tea, 5)
    last = await order(shop, (shop.tea, 2))

    await shop.do(release_order_hold, ReleaseOrderHold(hold_id=placed.hold_id, reason="paid"))
    await react(shop)

    assert await promised(shop, held, other, last) == [13, 0, 2]
    await shop.prove()


async def test_a_hold_is_placed_once_and_released_once(shop):
    created = await order(shop, (shop.tea, 4))
    placed = (await shop.do(hold_order, hold(created))).answer
    again = await shop.refused(hold_order, hold(created))
    let_go = ReleaseOrderHold(hold_id=placed.hold_id, reason="paid")
    await shop.do(release_order_hold, let_go)

    twice = await shop.refused(release_order_hold, let_go)

    assert (again.code, twice.code) == ("NOT_IN_THIS_STATE", "NOT_IN_THIS_STATE")


async def test_canceling_frees_promises_at_once_for_who_waits(shop):
    first = await order(shop, (shop.tea, 10))
    waits = await order(shop, (shop.tea, 7))

    answer = (await shop.do(cancel_order, cancel(first))).answer
    await react(shop)

    assert (answer.canceled, answer.task_ids) == (10, ())
    assert await status(shop, first.order_id) == "CANCELED"
    assert await promised(shop, first, waits) == [0, 7]
    assert await shop.available(shop.tea) == 3
    await shop.prove()


async def test_a_giant_order_is_called_off_minutes_later(shop):
    giant = await order(shop, (shop.tea, 80_995))
    waits = await order(shop, (shop.tea, 4))

    answer = (await shop.do(cancel_order, cancel(giant))).answer
    await react(shop)

    assert answer.canceled == 80_995
    assert await promised(shop, waits) == [4]
    await shop.prove()


async def test_canceling_on_the_floor_calls_the_picks_off(shop):
    created = await order(shop, (shop.tea, 4))
    await release(shop, created)

    await shop.do(cancel_order, cancel(created))

    assert await stops(shop, created) == []
    assert await shop.reserved(shop.shelf, shop.tea) == 0
    assert await shop.available(shop.tea) == 10
    await shop.prove()


async def test_picked_goods_of_a_canceled_order_are_put_back(shop):
    created = await order(shop, (shop.tea, 4))
    await release(shop, created)
    await pick(shop, created, into="TOTE-1", units=3)

    answer = (await shop.do(cancel_order, cancel(created))).answer

    line = await line_of(shop, created.order_id)
    assert (line["picked"], line["allocated"], line["canceled"]) == (0, 0, 4)
    assert await shop.available(shop.tea) == 10
    (task_id,) = answer.task_ids
    await shop.do(put_back, PutBack(task_id=task_id, quantity=3, to=Ref(id=shop.shelf)))
    assert await shop.on_hand(shop.shelf, shop.tea) == 10
    assert await status(shop, created.order_id) == "CANCELED"
    await shop.prove()


async def test_a_put_back_goes_to_the_bin_the_goods_came_from(shop):
    created = await order(shop, (shop.tea, 4))
    await release(shop, created)
    await pick(shop, created, into="TOTE-2")

    answer = (await shop.do(cancel_order, cancel(created))).answer

    row = await shop.owner.fetchrow(
        "SELECT kind, from_bin_id, to_bin_id, quantity, container_id FROM task WHERE id = $1",
        answer.task_ids[0],
    )
    assert (row["kind"], row["to_bin_id"], row["quantity"]) == ("MOVE", shop.shelf, 4)
    assert row["container_id"] is not None


async def test_one_line_is_called_off_and_the_other_stays(shop):
    cake = await shop.item("CAKE")
    await shop.stock(shop.shelf, cake, 5)
    created = await order(shop, (shop.tea, 4), (cake, 2))
    await release(shop, created)
    line = await line_of(shop, created.order_id, 2)

    await shop.do(cancel_order, cancel(created, line_ids=(line["id"],)))

    assert await shop.available(cake) == 5
    assert await stops(shop, created) == [("A-01", 1, 4)]
    assert await status(shop, created.order_id) == "RELEASED"
    await shop.prove()


async def test_services_are_called_off_with_the_last_goods(shop):
    postage = await shop.item("POST", kind="SERVICE")
    created = await order(shop, (postage, 1), (shop.tea, 4))
    goods = await line_of(shop, created.order_id, 2)

    await shop.do(cancel_order, cancel(created, line_ids=(goods["id"],)))

    assert await status(shop, created.order_id) == "CANCELED"
    assert (await line_of(shop, created.order_id, 1))["canceled"] == 1


async def test_an_order_is_called_off_once_and_only_as_it_was_seen(shop):
    created = await order(shop, (shop.tea, 4))
    stale = await shop.refused(cancel_order, cancel(created, if_version=99))
    await shop.do(cancel_order, cancel(created))
    before = await counts(shop.owner, "operation", "stock_reservation_log", "outbox_event")

    twice = await shop.refused(cancel_order, cancel(created))
    held = await shop.refused(hold_order, hold(created))

    assert (stale.code, twice.code, held.code) == (
        "VERSION_CHANGED", "NOT_IN_THIS_STATE", "NOT_IN_THIS_STATE",
    )  # fmt: skip
    assert await counts(shop.owner, *before) == before


async def test_orders_are_for_those_who_may(shop):
    created = await order(shop, (shop.tea, 4))
    picker = person("Pia Picker", "PICK")

    assert (await shop.refused(cancel_order, cancel(created), by=picker)).code == "NOT_ALLOWED"
    assert (await shop.refused(hold_order, hold(created), by=picker)).code == "NOT_ALLOWED"
