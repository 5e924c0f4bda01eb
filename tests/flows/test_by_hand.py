"""Somebody keeps goods for what is no order; others cannot have them until they are let go."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.kernel.database import Database
from backend.master.permissions import Permission
from backend.master.refs import ItemRef, LotRef, Ref
from backend.outbound.orders.by_hand.release_reservation import (
    ReleaseReservation,
    release_reservation,
)
from backend.outbound.orders.by_hand.reserve import Reserve, reserve
from backend.server.sweeping import sweep_by_hand
from backend.stock.save_pool import PoolKind
from tests.flows.shelf_life import a_lot, stand
from tests.orders import order, promised, react
from tests.pooling import channel, set_aside, stands
from tests.world import person

HELD = "SELECT id FROM stock_reservation WHERE demand_id = $1 AND state = 'PENDING'"


@pytest.fixture
async def shop(world):
    """A bin with ten of tea."""
    world.shelf = await world.bin("A-01")
    world.tea = await world.item()
    await world.stock(world.shelf, world.tea, 10)
    return world


def keeps(shop, quantity, **how):
    place = Ref(id=shop.location_id)
    asked = {"item": ItemRef(id=shop.tea), "location": place, "reason": "the fair"}
    return Reserve(quantity=quantity, **(asked | how))


async def kept(shop, quantity, **how):
    """Keep so many; return the one reservation."""
    demand_id = (await shop.do(reserve, keeps(shop, quantity, **how))).answer.demand_id
    (held,) = await shop.owner.fetch(HELD, demand_id)
    return held["id"]


async def test_what_is_kept_is_promised_to_nobody_until_it_is_let_go(shop):
    held = await kept(shop, 7)
    waits = await order(shop, (shop.tea, 5))
    assert (await promised(shop, waits), await shop.available(shop.tea)) == ([3], 0)

    await shop.do(release_reservation, ReleaseReservation(held, "the fair is off"))
    await react(shop)

    assert (await promised(shop, waits), await shop.available(shop.tea)) == ([5], 5)
    again = ReleaseReservation(held, "twice")
    assert (await shop.refused(release_reservation, again)).code == "NOT_IN_THIS_STATE"
    await shop.prove()


async def test_more_than_can_be_promised_is_not_kept(shop):
    await order(shop, (shop.tea, 4))

    refusal = await shop.refused(reserve, keeps(shop, 7))

    assert refusal.code == "NOT_ENOUGH_TO_RESERVE"
    assert refusal.facts["available"] == 6
    assert await shop.available(shop.tea) == 6


async def test_in_a_bin_the_goods_there_are_kept_of_the_lot_that_is_named(shop):
    milk, other = await shop.item("MILK", tracking="LOT"), await shop.bin("B-01")
    for number, here in (("L1", shop.shelf), ("L2", shop.shelf), ("L2", other)):
        known = await shop.owner.fetchval(
            "SELECT id FROM lot WHERE item_id = $1 AND number = $2", milk, number
        )
        await stand(shop, here, milk, 4, lot_id=known or await a_lot(shop, milk, number))
    of_lot = {"item": ItemRef(id=milk), "bin": Ref(id=shop.shelf), "lot": LotRef(number="L2")}

    await kept(shop, 3, **of_lot)

    assert (await shop.reserved(shop.shelf, milk), await shop.reserved(other, milk)) == (3, 0)
    assert (await shop.refused(reserve, keeps(shop, 2, **of_lot))).code == "NOT_ENOUGH_ON_HAND"
    await shop.prove()


async def test_a_channel_s_pool_is_taken_from_first(shop):
    web = await channel(shop, "WEB")
    await set_aside(shop, shop.tea, 3, web, kind=PoolKind.QUOTA)

    await kept(shop, 2, channel=Ref(code=web))

    assert await stands(shop, shop.tea) == {"": (7, 0), "WEB": (3, 2)}
    more = keeps(shop, 2, channel=Ref(code=web))
    assert (await shop.refused(reserve, more)).code == "NOT_ENOUGH_TO_RESERVE"


async def test_what_is_kept_for_a_time_is_let_go_when_it_is_over(shop, database: Database):
    until = datetime.now(UTC) + timedelta(hours=1)
    held = await kept(shop, 4, expires_at=until)
    assert await sweep_by_hand(database) == 0

    await shop.owner.execute(
        "UPDATE stock_reservation SET expires_at = now() - interval '1 second' WHERE id = $1", held
    )
    await sweep_by_hand(database)

    state = "SELECT state FROM stock_reservation WHERE id = $1"
    assert await shop.owner.fetchval(state, held) == "EXPIRED"
    assert await shop.available(shop.tea) == 10
    await shop.prove()


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"reason": " "}, "INVALID_INPUT"),
        ({"quantity": 0}, "INVALID_INPUT"),
        ({"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}, "INVALID_INPUT"),
        ({"lot": LotRef(number="L1")}, "INVALID_INPUT"),
        ({"bin": Ref(code="NOWHERE")}, "NOT_FOUND"),
    ],
)
async def test_what_makes_no_sense_is_refused(shop, how, code):
    asked = keeps(shop, **({"quantity": 1} | how))

    assert (await shop.refused(reserve, asked)).code == code
    assert await shop.available(shop.tea) == 10


async def test_it_takes_the_right_to_promise_and_an_order_s_promise_is_the_order_s(shop):
    picker = person("Petra Picker", Permission.PICK)
    await order(shop, (shop.tea, 4))
    theirs = await shop.owner.fetchval(
        "SELECT held.id FROM stock_reservation held JOIN stock_pool pool ON pool.id = pool_id"
        " WHERE location_id = $1",
        shop.location_id,
    )

    by_picker = await shop.refused(reserve, keeps(shop, 1), by=picker)
    of_order = await shop.refused(release_reservation, ReleaseReservation(theirs, "mine"))

    assert (by_picker.code, of_order.code) == ("NOT_ALLOWED", "NOT_IN_THIS_STATE")
