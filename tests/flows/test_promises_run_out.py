"""Promises that hold for a time: what runs out is free for others, and of two, exactly one wins."""

import asyncio
from datetime import timedelta

import pytest

from backend.kernel.clock import now
from backend.kernel.refusals import Refusal
from backend.master.kinds import WhenExpired
from backend.outbound.orders.expiry.expire_promise import ExpirePromise, expire_promise
from backend.outbound.orders.expiry.keep_promise import KeepPromise, keep_promise
from backend.outbound.orders.hold_order import HoldKind, HoldOrder, hold_order
from backend.outbound.orders.release_order_hold import ReleaseOrderHold, release_order_hold
from backend.outbound.release.release_orders import ReleaseOrders, release_orders
from backend.server.sweeping import sweep
from tests.orders import line_of, number, order, promised, react, release, status
from tests.pooling import buys, channel, set_aside, stands
from tests.world import World

SOON = timedelta(minutes=15)


@pytest.fixture
async def world(database, owner):
    world = await World.build(database, owner)
    world.tea = await world.item("TEA")
    world.shelf = await world.bin("A-01")
    await world.stock(world.shelf, world.tea, 10)
    return world


async def cart(world, units, when=WhenExpired.CANCEL, **facts):
    """Promise something for a quarter of an hour."""
    until = now() + SOON
    return await order(world, (world.tea, units), promised_until=until, when_expired=when, **facts)


async def time_passes(world, *orders):
    """Let the time of these orders be over."""
    ids = [one.order_id for one in orders]
    await world.owner.execute(
        "UPDATE customer_order SET promised_until = now() - interval '1 second'"
        " WHERE id = ANY ($1)", ids,
    )  # fmt: skip
    await world.owner.execute(
        "UPDATE stock_reservation SET expires_at = now() - interval '1 second'"
        " WHERE expires_at IS NOT NULL AND demand_id IN"
        " (SELECT id FROM order_line WHERE order_id = ANY ($1))", ids,
    )  # fmt: skip


async def states(world, created):
    """Which reservations the first line had, and what became of them."""
    rows = await world.owner.fetch(
        "SELECT level, state, quantity FROM stock_reservation WHERE demand_id ="
        " (SELECT id FROM order_line WHERE order_id = $1 AND position = 1) ORDER BY id",
        created.order_id,
    )
    return sorted(tuple(row) for row in rows)


async def test_a_cart_holds_its_goods_for_its_time(world):
    await cart(world, 8)

    other = await order(world, (world.tea, 5))
    await sweep(world.database)

    assert (other.promised, other.waiting) == (2, 3)
    await world.prove()


async def test_a_cart_whose_time_is_over_is_called_off_and_others_get_the_goods(world):
    left = await cart(world, 8)
    waits = await order(world, (world.tea, 5))
    await time_passes(world, left)

    await sweep(world.database)
    await react(world)

    assert await states(world, left) == [("SOFT", "EXPIRED", 8)]
    assert await status(world, left.order_id) == "CANCELED"
    assert await promised(world, waits) == [5]
    assert await world.available(world.tea) == 5
    await world.prove()


async def test_an_unpaid_order_may_wait_instead_and_does_not_take_the_goods_back(world):
    unpaid = await cart(world, 8, WhenExpired.BACKORDER, priority=1)
    waits = await order(world, (world.tea, 5))
    await time_passes(world, unpaid)

    await sweep(world.database)
    await react(world)

    assert (await line_of(world, unpaid.order_id))["waiting"] == 8
    assert await status(world, unpaid.order_id) == "BACKORDERED"
    assert await promised(world, unpaid, waits) == [0, 5]
    await world.prove()


async def test_whoever_pays_too_late_gets_what_is_still_there(world):
    unpaid = await cart(world, 8, WhenExpired.BACKORDER)
    await time_passes(world, unpaid)
    await sweep(world.database)
    await order(world, (world.tea, 4))

    await world.do(keep_promise, KeepPromise(order=number(unpaid)))
    await react(world)

    assert await promised(world, unpaid) == [6]
    assert await states(world, unpaid) == [("SOFT", "EXPIRED", 8), ("SOFT", "PENDING", 6)]
    await world.prove()


async def test_what_is_kept_in_time_does_not_run_out(world):
    paid = await cart(world, 8)
    await world.do(keep_promise, KeepPromise(order=number(paid)))
    await time_passes(world)

    again = await world.refused(keep_promise, KeepPromise(order=number(paid)))
    swept = await world.refused(expire_promise, ExpirePromise(order_id=paid.order_id))

    assert (again.code, swept.code) == ("NOT_IN_THIS_STATE", "NOT_IN_THIS_STATE")
    assert await promised(world, paid) == [8]
    await world.prove()


async def test_taking_away_the_hold_for_payment_keeps_the_promise(world):
    unpaid = await cart(world, 8)
    held = await world.do(
        hold_order, HoldOrder(order=number(unpaid), kind=HoldKind.PAYMENT, reason="not paid yet")
    )

    await world.do(release_order_hold, ReleaseOrderHold(hold_id=held.answer.hold_id, reason="paid"))

    assert await states(world, unpaid) == [("SOFT", "PENDING", 8), ("SOFT", "POSTED", 8)]
    until = await world.owner.fetchval(
        "SELECT promised_until FROM customer_order WHERE id = $1", unpaid.order_id
    )
    assert until is None
    await world.prove()


async def test_what_is_on_the_floor_is_promised_for_good(world):
    cake = await world.item("CAKE")
    await world.stock(await world.bin("CART", "CART"), cake, 3)
    both = await order(world, (world.tea, 4), (cake, 3), promised_until=now() + SOON)
    await release(world, both)

    swept = await world.refused(expire_promise, ExpirePromise(order_id=both.order_id))

    assert swept.code == "NOT_IN_THIS_STATE"
    ends = await world.owner.fetch(
        "SELECT level, expires_at FROM stock_reservation WHERE state = 'PENDING' AND demand_id IN"
        " (SELECT id FROM order_line WHERE order_id = $1) ORDER BY level", both.order_id,
    )  # fmt: skip
    assert [tuple(row) for row in ends] == [("HARD", None), ("SOFT", None)]
    await world.prove()


async def test_a_channel_says_how_long_its_orders_are_promised_stock(world):
    shop = await channel(world, "SHOP")
    await world.owner.execute(
        "UPDATE channel SET promise_minutes = 30, when_expired = 'BACKORDER' WHERE code = $1", shop
    )
    await set_aside(world, world.tea, 6, shop)

    created = await buys(world, shop, (world.tea, 8))
    await time_passes(world, created)
    await sweep(world.database)

    assert await status(world, created.order_id) == "BACKORDERED"
    assert await stands(world, world.tea) == {"": (4, 0), "SHOP": (6, 0)}
    await world.prove()


async def test_a_time_that_is_over_is_refused(world):
    with pytest.raises(Refusal, match="promisedUntil"):
        await order(world, (world.tea, 1), promised_until=now() - SOON)


async def test_sweeping_twice_at_once_has_one_effect(world):
    carts = [await cart(world, 2) for _ in range(5)]
    await time_passes(world, *carts)

    await asyncio.gather(*(sweep(world.database) for _ in range(4)))

    assert await sweep(world.database) == 0
    expired = await world.owner.fetchval(
        "SELECT count(*) FROM operation WHERE kind = 'PROMISE_EXPIRED' AND document_id = ANY ($1)",
        [one.order_id for one in carts],
    )
    assert expired == 5
    assert await world.available(world.tea) == 10
    await world.prove()


async def races(world, rivals, *, orders):
    """Let a sweeper race those who want the promise to last; return who won each order."""
    carts = [await cart(world, 1) for _ in range(orders)]
    await time_passes(world, *carts)

    async def attempt(act):
        try:
            await act
        except Refusal:
            return False
        return True

    won = []
    for at, one in enumerate(carts):
        expire = world.do(expire_promise, ExpirePromise(order_id=one.order_id))
        rival = rivals[at % len(rivals)](world, one)
        pair = (expire, rival) if at % 2 else (rival, expire)
        done = await asyncio.gather(*(attempt(act) for act in pair))
        won.append(tuple(done if at % 2 else reversed(done)))
    return carts, won


def releases(world, created):
    return world.do(release_orders, ReleaseOrders(orders=(number(created),)))


def keeps(world, created):
    return world.do(keep_promise, KeepPromise(order=number(created)))


async def one_wins_each(world, *, orders):
    await world.stock(world.shelf, world.tea, orders)
    carts, won = await races(world, [releases, keeps], orders=orders)

    assert all(sum(pair) == 1 for pair in won), won
    for created, (swept, _) in zip(carts, won, strict=True):
        found = {(level, state) for level, state, _ in await states(world, created)}
        stands_firm = {("HARD", "PENDING"), ("SOFT", "PENDING")} & found
        assert bool(stands_firm) != swept
        assert (("SOFT", "EXPIRED") in found) == swept
    await world.prove()
    return won


async def test_of_a_sweeper_and_who_stands_by_the_order_exactly_one_wins(world):
    await one_wins_each(world, orders=12)


@pytest.mark.prove
async def test_of_hundreds_of_such_races_each_has_one_winner_and_both_win_some(world):
    won = await one_wins_each(world, orders=400)

    assert 0 < sum(swept for swept, _ in won) < 400
