"""Why is it 7? What makes a number adds up to it, wherever one looks."""

import itertools

import pytest_asyncio

from backend.control.moving.move_stock import MoveStock, move_stock
from backend.master.refs import ItemRef, Ref
from tests.flows.outbound_floor import a_pick, an_order, another_pick
from tests.graph import ask
from tests.world import person

EXPLAIN = """
query ($number: StockNumber!, $item: ItemRef!, $filter: StockFilter, $after: String, $first: Int) {
  explain(number: $number, item: $item, filter: $filter) {
    quantity added taken sentence unit
    groups { label quantity count }
    terms(first: $first, after: $after) {
      nodes { quantity after sentence level operation { kind actor { name } }
              orderLine { order { number } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""
STOCK = """
query ($filter: StockFilter) {
  stock(filter: $filter) { nodes { onHand reserved available } }
  balances(filter: $filter) { nodes { onHand reserved available } }
}
"""


@pytest_asyncio.fixture
async def floor(world):
    """Twelve came, five are picked, two allocated, three promised; one moved elsewhere."""
    pick = await a_pick(world)
    await pick.picks(5)
    await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=2)
    await an_order(world, pick.item_id, quantity=3)
    there = await world.bin("B-01")
    moved = MoveStock(
        item=ItemRef(id=pick.item_id), quantity=1, source=Ref(id=pick.bin_id), target=Ref(id=there)
    )
    await world.do(move_stock, moved)
    return pick


async def explained(pick, number, *, bins=None, by=None, **page):
    world = pick.world
    places = {"locations": [{"code": world.code}]} | ({"bins": bins} if bins else {})
    item = {"barcode": world.barcode(pick.sku)}
    data = await ask(
        world.database, by or world.worker, EXPLAIN, number=number, item=item, filter=places, **page
    )
    return data["explain"]


async def stock_now(pick, kind, **narrow):
    where = {"locations": [{"code": pick.world.code}]} | narrow
    data = await ask(pick.world.database, pick.world.worker, STOCK, filter=where)
    rows = data[kind]["nodes"]
    return {name: sum(row[name] for row in rows) for name in ("onHand", "reserved", "available")}


def adds_up(told):
    terms = told["terms"]["nodes"]
    assert told["quantity"] == terms[0]["after"] == told["added"] - told["taken"]
    assert sum(group["quantity"] for group in told["groups"]) == told["quantity"]
    for later, earlier in itertools.pairwise(terms):
        assert later["after"] - later["quantity"] == earlier["after"]
    return terms


async def test_what_is_on_hand_in_a_bin_is_what_came_less_what_went(floor):
    told = await explained(floor, "ON_HAND", bins=[{"code": "A-01"}])

    terms = adds_up(told)
    there = await stock_now(floor, "balances", bins=[{"code": "A-01"}])
    assert told["quantity"] == there["onHand"]
    assert [(term["sentence"], term["quantity"], term["after"]) for term in terms] == [
        ("Move", -1, 6),
        ("Pick", -5, 7),
        ("Opening", 12, 12),
    ]
    assert told["sentence"] == "12 came and 6 went, so 6 are on hand."
    assert terms[-1]["after"] - terms[-1]["quantity"] == 0


async def test_a_move_within_what_is_meant_explains_nothing(floor):
    told = await explained(floor, "ON_HAND")

    adds_up(told)
    assert told["quantity"] == (await stock_now(floor, "stock"))["onHand"] == 12
    assert [term["sentence"] for term in told["terms"]["nodes"]] == ["Opening"]


async def test_what_is_held_names_the_orders(floor):
    told = await explained(floor, "HELD")

    terms = adds_up(told)
    assert told["quantity"] == (await stock_now(floor, "stock"))["reserved"] == 10
    assert sorted((term["level"], term["quantity"]) for term in terms) == [
        ("HARD", 2),
        ("PICK", 5),
        ("SOFT", 3),
    ]
    assert len({term["orderLine"]["order"]["number"] for term in terms}) == 3


async def test_what_is_available_is_what_may_be_promised_less_what_is(floor):
    told = await explained(floor, "AVAILABLE")

    adds_up(told)
    assert told["quantity"] == (await stock_now(floor, "stock"))["available"] == 2
    in_bin = await explained(floor, "AVAILABLE", bins=[{"code": "A-01"}])
    there = await stock_now(floor, "balances", bins=[{"code": "A-01"}])
    assert (in_bin["quantity"], in_bin["added"]) == (there["available"], there["onHand"])


async def test_pages_tell_the_same_as_one(floor):
    whole = (await explained(floor, "HELD"))["terms"]["nodes"]
    read, after = [], None
    while True:
        page = (await explained(floor, "HELD", first=1, after=after))["terms"]
        read += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert read == whole


async def test_who_may_not_see_stock_is_told_nothing(floor):
    assert await explained(floor, "ON_HAND", by=person("Picker", "PICK")) is None
