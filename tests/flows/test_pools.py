"""Pools of channels: what is set aside for one is sold by nobody else, and promises stay kept."""

import pytest

from backend.control.moving.change_disposition import ChangeDisposition, change_disposition
from backend.kernel.reactor import drain
from backend.kernel.refusals import InvalidInput
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.outbound.packing.pack_item import PackItem, pack_item
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.server.wiring import WIRING
from backend.stock.keys import Disposition
from backend.stock.save_pool import PoolKind, save_pool
from tests.flows.control import cases
from tests.orders import number, order, pick, promised, react, release, status
from tests.pooling import buys, channel, pool, set_aside, stands
from tests.world import World, person


@pytest.fixture
async def world(database, owner):
    world = await World.build(database, owner)
    world.tea = await world.item("TEA")
    world.shelf = await world.bin("A-01")
    world.shop = await channel(world, "SHOP", priority=10)
    world.market = await channel(world, "MARKET", priority=50)
    await world.stock(world.shelf, world.tea, 20)
    return world


async def test_what_is_set_aside_for_a_channel_is_promised_to_nobody_else(world):
    await set_aside(world, world.tea, 15, world.shop)

    others = await order(world, (world.tea, 10))
    shop = await buys(world, world.shop, (world.tea, 10))

    assert (others.promised, others.waiting) == (5, 5)
    assert (shop.promised, shop.waiting) == (10, 0)
    assert await stands(world, world.tea) == {"": (5, 5), "SHOP": (15, 10)}
    assert await world.available(world.tea) == 5
    await world.prove()


async def test_a_channel_takes_from_its_reserve_first_and_then_from_what_is_for_everybody(world):
    await set_aside(world, world.tea, 8, world.shop)

    shop = await buys(world, world.shop, (world.tea, 12))

    assert shop.promised == 12
    assert await stands(world, world.tea) == {"": (12, 4), "SHOP": (8, 8)}
    await world.prove()


async def test_a_channel_with_a_quota_takes_from_it_alone(world):
    await set_aside(world, world.tea, 8, world.market, kind=PoolKind.QUOTA)

    market = await buys(world, world.market, (world.tea, 12))

    assert (market.promised, market.waiting) == (8, 4)
    assert await stands(world, world.tea) == {"": (12, 0), "MARKET": (8, 8)}
    await world.prove()


async def test_raising_a_quota_promises_those_who_wait_for_it(world):
    await set_aside(world, world.tea, 8, world.market, kind=PoolKind.QUOTA)
    market = await buys(world, world.market, (world.tea, 12))

    await set_aside(world, world.tea, 10, world.market, kind=PoolKind.QUOTA)
    await react(world)

    assert await promised(world, market) == [10]
    await world.prove()


async def test_no_more_is_set_aside_than_is_promised_to_nobody(world):
    await order(world, (world.tea, 6))
    await set_aside(world, world.tea, 2)

    refusal = await world.refused(save_pool, pool(world, world.tea, 13, world.shop))

    assert refusal.code == "NOT_ENOUGH_TO_SET_ASIDE"
    assert (refusal.facts["available"], refusal.facts["quantity"]) == (12, 13)
    assert await stands(world, world.tea) == {"": (20, 6)}


async def test_a_pool_gives_back_only_what_it_has_not_promised(world):
    await set_aside(world, world.tea, 15, world.shop)
    await buys(world, world.shop, (world.tea, 9))

    refusal = await world.refused(save_pool, pool(world, world.tea, 8, world.shop))
    saved = await set_aside(world, world.tea, 9, world.shop)

    assert (refusal.code, refusal.facts["promised"]) == ("POOL_IN_USE", 9)
    assert saved.set_aside == -6
    assert await stands(world, world.tea) == {"": (11, 0), "SHOP": (9, 9)}
    await world.prove()


async def test_setting_aside_needs_a_right_a_reason_and_a_channel(world):
    nobody = person("Nora Nobody", "READ_STOCK")

    denied = await world.refused(save_pool, pool(world, world.tea, 1, world.shop), by=nobody)
    vague = await world.refused(save_pool, pool(world, world.tea, 1, kind=PoolKind.RESERVED))

    assert denied.code == "NOT_ALLOWED"
    assert isinstance(vague, InvalidInput)
    assert vague.facts["field"] == "channel"


async def test_safety_stock_keeps_new_promises_away_and_breaks_none(world):
    before = await order(world, (world.tea, 12))
    await set_aside(world, world.tea, 15)

    after = await order(world, (world.tea, 1))

    assert (before.promised, after.promised) == (12, 0)
    assert await world.available(world.tea) == 0
    await set_aside(world, world.tea, 5)
    await react(world)
    assert await promised(world, after) == [1]
    assert await world.available(world.tea) == 2
    await world.prove()


async def test_goods_leave_the_pool_that_they_were_promised_from(world):
    await set_aside(world, world.tea, 8, world.shop)
    shop = await buys(world, world.shop, (world.tea, 12))

    await release(world, shop)
    assert await stands(world, world.tea) == {"": (12, 4), "SHOP": (8, 8)}
    await ship(world, shop)

    assert await stands(world, world.tea) == {"": (8, 0), "SHOP": (0, 0)}
    assert await status(world, shop.order_id) == "SHIPPED"
    await world.prove()


async def test_what_a_canceled_order_was_promised_goes_back_to_its_pool(world):
    await set_aside(world, world.tea, 8, world.shop)
    shop = await buys(world, world.shop, (world.tea, 12))
    await release(world, shop)

    await world.do(cancel_order, CancelOrder(order=number(shop), reason="not any more"))

    assert await stands(world, world.tea) == {"": (12, 0), "SHOP": (8, 0)}
    await world.prove()


async def test_a_loss_takes_first_what_nobody_was_promised_and_last_from_the_dearest_channel(world):
    await set_aside(world, world.tea, 6, world.shop)
    await set_aside(world, world.tea, 6, world.market)
    await order(world, (world.tea, 5))
    await buys(world, world.shop, (world.tea, 4))

    await lose(world, 3)
    assert await stands(world, world.tea) == {"": (5, 5), "SHOP": (6, 4), "MARKET": (6, 0)}
    await lose(world, 7)
    assert await stands(world, world.tea) == {"": (5, 5), "SHOP": (5, 4), "MARKET": (0, 0)}
    assert await overpromised(world) == 0
    await lose(world, 3)

    assert await stands(world, world.tea) == {"": (3, 5), "SHOP": (4, 4), "MARKET": (0, 0)}
    assert await overpromised(world) == 2
    await world.prove()


async def test_a_loss_that_reaches_a_channels_promises_opens_a_case_about_its_pool(world):
    await set_aside(world, world.tea, 20, world.shop)
    await buys(world, world.shop, (world.tea, 18))

    await lose(world, 5)
    await drain(world.database, WIRING)

    assert await stands(world, world.tea) == {"": (0, 0), "SHOP": (15, 18)}
    assert await cases(world) == [f"3 more of TEA-{world.code} are promised than there are"]
    await world.prove()


async def ship(world, ordered):
    """Pick, pack and ship all of an order for tea."""
    await world.bin("CART-1", "CART")
    await world.bin("PACK-1", "PACK")
    tote = Ref(code=f"T-1{world.code[1:]}")
    await pick(world, ordered, into=tote.code)
    asked = PackItem(tote=tote, item=ItemRef(id=world.tea), quantity=12)
    packed = (await world.do(pack_item, asked)).answer
    await world.do(confirm_shipment, ConfirmShipment(shipment=DocumentRef(id=packed.shipment_id)))


async def lose(world, units):
    """Let so many of the tea turn out to be damaged."""
    await world.do(
        change_disposition,
        ChangeDisposition(
            item=ItemRef(id=world.tea),
            bin=Ref(id=world.shelf),
            quantity=units,
            source=Disposition.USABLE,
            target=Disposition.DAMAGED,
            reason="the roof leaks",
        ),
    )


async def overpromised(world):
    return await world.owner.fetchval(
        "SELECT sum(overpromised)::bigint FROM stock_pool WHERE item_id = $1", world.tea
    )
