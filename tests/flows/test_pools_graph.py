"""Pools through the graph: set aside, looked at, and the same number available everywhere."""

from datetime import timedelta

import pytest

from backend.api.global_ids import encode
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from tests.graph import ask, document
from tests.orders import order
from tests.pooling import buys, channel, set_aside
from tests.world import World, person

NUMBERS = """
query Numbers($location: Ref!, $item: ItemRef!) {
  stock(filter: {locations: [$location], items: [$item]}) {
    nodes { available reserved safetyStock states { state quantity } }
  }
  explain(number: AVAILABLE, item: $item, filter: {locations: [$location]}) { quantity }
  pools(filter: {locations: [$location], items: [$item]}) { nodes { available } }
}
"""


@pytest.fixture
async def world(database, owner):
    world = await World.build(database, owner)
    world.tea = await world.item("TEA")
    world.shelf = await world.bin("A-01")
    world.shop = await channel(world, "SHOP", priority=10)
    await world.stock(world.shelf, world.tea, 20)
    return world


async def say(world, name, *, by=None, **variables):
    data = await ask(world.database, by or world.supervisor, document(name), **variables)
    (answer,) = data.values()
    return answer


def sent(world, limit, **facts):
    usual = {
        "operationId": str(new_id()),
        "kind": "RESERVED",
        "item": {"id": encode("Item", world.tea)},
        "location": {"code": world.code},
        "channel": {"code": world.shop},
        "limit": limit,
        "reason": "the season begins",
    }
    return usual | facts


async def test_goods_are_set_aside_and_seen(world):
    saved = await say(world, "savePool", input=sent(world, 8))
    await say(world, "savePool", input=sent(world, 3, kind="SAFETY_STOCK", channel=None))

    assert (saved["setAside"], saved["pool"]["limit"], saved["pool"]["used"]) == (8, 8, 0)
    here = {"locations": [{"code": world.code}]}
    listed = await say(world, "pools", filter=here)
    shown = {
        (pool["kind"], (pool["channel"] or {}).get("code")): (pool["limit"], pool["available"])
        for pool in listed["nodes"]
    }
    assert shown == {("DEFAULT", None): (12, 9), ("RESERVED", world.shop): (8, 8)}
    kept = await say(world, "pools", filter=here | {"kinds": ["SAFETY_STOCK"]})
    assert [pool["safetyStock"] for pool in kept["nodes"]] == [3]


async def test_saying_it_again_sets_nothing_more_aside(world):
    asked = sent(world, 8)
    await say(world, "savePool", input=asked)

    again = await say(world, "savePool", input=asked)
    same = await say(world, "savePool", input=sent(world, 8))

    assert again["replayed"]
    assert (same["setAside"], same["pool"]["limit"]) == (0, 8)


async def test_a_pool_that_changed_meanwhile_is_not_saved_over(world):
    saved = await say(world, "savePool", input=sent(world, 8))
    seen = saved["pool"]["version"]
    await buys(world, world.shop, (world.tea, 1))

    refused = await say(world, "savePool", input=sent(world, 9, ifVersion=seen))

    assert refused["code"] == "VERSION_CHANGED"


async def test_who_holds_stock_is_seen_with_its_pool_and_its_order(world):
    await set_aside(world, world.tea, 8, world.shop)
    created = await buys(world, world.shop, (world.tea, 12))

    listed = await say(world, "reservations", filter={"locations": [{"code": world.code}]})

    assert {
        (held["level"], held["quantity"], (held["pool"]["channel"] or {}).get("code"))
        for held in listed["nodes"]
    } == {("SOFT", 8, world.shop), ("SOFT", 4, None)}
    assert {held["orderLine"]["order"]["number"] for held in listed["nodes"]} == {created.number}


async def test_who_may_not_see_stock_sees_no_pools(world):
    await set_aside(world, world.tea, 8, world.shop)

    listed = await say(world, "pools", by=person("Nora Nobody", "PICK"))

    assert listed is None


async def test_available_is_the_same_number_everywhere_even_where_a_pool_is_short(world):
    await set_aside(world, world.tea, 8, world.shop)
    await order(world, (world.tea, 7))
    await set_aside(world, world.tea, 9)
    await buys(world, world.shop, (world.tea, 5))

    seen = await ask(
        world.database, world.supervisor, NUMBERS,
        location={"code": world.code}, item={"id": encode("Item", world.tea)},
    )  # fmt: skip

    (stock,) = seen["stock"]["nodes"]
    states = {one["state"]: one["quantity"] for one in stock["states"]}
    pools = sum(pool["available"] for pool in seen["pools"]["nodes"])
    everywhere = {
        stock["available"], states.get("AVAILABLE", 0), seen["explain"]["quantity"], pools,
        await world.available(world.tea),
    }  # fmt: skip
    assert everywhere == {3}


async def test_a_cart_is_ordered_kept_and_then_promised_for_good(world):
    until = (now() + timedelta(minutes=15)).isoformat()
    sold = {
        "operationId": str(new_id()),
        "location": {"code": world.code},
        "lines": [{"item": {"id": encode("Item", world.tea)}, "quantity": 5}],
        "promisedUntil": until,
        "whenExpired": "BACKORDER",
    }
    created = await say(world, "createOrder", input=sold)
    here = {"locations": [{"code": world.code}]}
    before = await say(world, "reservations", filter=here)

    kept = await say(
        world, "keepPromise",
        input={"operationId": str(new_id()), "order": {"id": created["order"]["id"]}},
    )  # fmt: skip

    after = await say(world, "reservations", filter=here)
    assert [held["expiresAt"] is None for held in before["nodes"]] == [False]
    assert (kept["kept"], kept["order"]["promisedUntil"]) == (5, None)
    assert [held["expiresAt"] for held in after["nodes"]] == [None]


async def test_a_channel_is_told_how_long_its_orders_are_promised_stock(world):
    asked = {
        "operationId": str(new_id()), "channel": {"code": world.shop}, "promiseMinutes": 30,
        "whenExpired": "BACKORDER",
    }  # fmt: skip
    saved = await say(world, "saveChannel", input=asked)

    forever = asked | {"operationId": str(new_id()), "promiseMinutes": 0, "whenExpired": None}
    again = await say(world, "saveChannel", input=forever)

    assert saved["channel"]["promiseMinutes"] == 30
    assert (again["channel"]["promiseMinutes"], again["channel"]["whenExpired"]) == (
        None, "BACKORDER",
    )  # fmt: skip
