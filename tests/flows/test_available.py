"""`available` is one number: in pools, lists, states, explanations, for channels, in promises."""

from contextlib import aclosing

import pytest_asyncio

from backend.api.global_ids import encode
from backend.control.moving.change_disposition import ChangeDisposition, change_disposition
from backend.kernel.ids import new_id
from backend.master.refs import ItemRef, Ref
from backend.stock.keys import Disposition
from tests.flows.outbound_floor import a_pick
from tests.folding import following
from tests.graph import ask, document, watch
from tests.orders import order, promised
from tests.pooling import channel, set_aside

EVERYWHERE = """query ($item: ItemRef!, $here: [Ref!]!, $web: Ref!) {
  stock(filter: {items: [$item], locations: $here}, first: 5) { nodes {
    available states { state quantity }
    all: availability { quantity }
    web: availability(channel: $web) { quantity channel { code } } } }
  explain(number: AVAILABLE, item: $item, filter: {locations: $here}) { quantity } }"""
RESERVE = """mutation ($input: ReserveInput!) { reserve(input: $input) {
  ... on Reserved { reservations { id level quantity reason orderLine { id } } }
  ... on Refused { code } } }"""
RELEASE = """mutation ($input: ReleaseReservationInput!) { releaseReservation(input: $input) {
  ... on ReservationReleased { reservation { status } } ... on Refused { code } } }"""
LIVE = """subscription ($filter: StockFilter) { stockChanged(filter: $filter) {
  ... on LiveMessage { from to }
  ... on StockSnapshot { stock { available } } ... on StockDelta { stock { available } } } }"""


@pytest_asyncio.fixture
async def busy(world):
    """Twelve of tea, of which some are picked, damaged, kept back, set aside, and at the dock."""
    pick = await a_pick(world, 3)
    await pick.picks(2)
    world.tea, world.web = pick.item_id, await channel(world, "WEB")
    await world.stock(await world.bin("DOCK-1", "DOCK"), world.tea, 5)
    damaged = ChangeDisposition(
        item=ItemRef(id=world.tea), bin=Ref(id=pick.bin_id), quantity=1, reason="wet",
        source=Disposition.USABLE, target=Disposition.DAMAGED,
    )  # fmt: skip
    await world.do(change_disposition, damaged)
    await set_aside(world, world.tea, 2, world.web)
    await set_aside(world, world.tea, 1)
    return world


async def everywhere(world):
    """Return the figure by where it was read; a channel's own comes on top of everybody's."""
    sent = {"item": {"id": encode("Item", world.tea)}, "here": [{"code": world.code}]}
    read = await ask(world.database, world.worker, EVERYWHERE, web={"code": world.web}, **sent)
    (stock,) = read["stock"]["nodes"]
    board = await ask(
        world.database, world.worker, document("ItemStanding"),
        item=sent["item"], locations=sent["here"],
    )  # fmt: skip
    states = {one["state"]: one["quantity"] for one in stock["states"]}
    pools = "SELECT sum(available)::bigint FROM stock_pool WHERE item_id = $1 AND location_id = $2"
    return {
        "pools": await world.owner.fetchval(pools, world.tea, world.location_id),
        "list": stock["available"],
        "state": states.get("AVAILABLE", 0),
        "explained": read["explain"]["quantity"],
        "to the channel": stock["web"]["quantity"],
        "board": board["stock"]["nodes"][0]["available"],
    }, stock["all"]["quantity"]


async def test_it_is_the_same_number_everywhere(busy):
    figures, of_all = await everywhere(busy)

    assert figures == dict.fromkeys(figures, 7)  # 12 - 3 for an order - 1 damaged - 1 kept back
    assert of_all == 5


async def test_as_much_as_is_available_is_promised_and_not_one_more(busy):
    figures, _ = await everywhere(busy)

    all_of_it = await order(busy, (busy.tea, figures["list"] + 1), channel=Ref(code=busy.web))

    assert await promised(busy, all_of_it) == [figures["list"]]
    figures, of_all = await everywhere(busy)
    assert ({*figures.values()}, of_all) == ({0}, 0)
    await busy.prove()


async def test_what_is_kept_by_hand_is_told_live_and_let_go_again(busy):
    item, here = {"id": encode("Item", busy.tea)}, {"code": busy.code}
    asked = {"item": item, "location": here, "quantity": 4, "reason": "the fair"}
    only = {"items": [item], "locations": [here]}
    async with (
        following(busy.database) as live,
        aclosing(watch(live, busy.worker, LIVE, filter=only)) as stream,
    ):
        first = (await anext(stream))["stockChanged"]["stock"]
        answer = await _say(busy, RESERVE, "reserve", asked)
        then = (await anext(stream))["stockChanged"]["stock"]

    (held,) = answer["reservations"]
    assert ([one["available"] for one in first], [one["available"] for one in then]) == ([7], [3])
    assert (held["level"], held["quantity"], held["reason"]) == ("SOFT", 4, "the fair")
    assert held["orderLine"] is None
    released = await _say(
        busy, RELEASE, "releaseReservation", {"reservation": held["id"], "reason": "off"}
    )
    assert released["reservation"]["status"] == "VOIDED"
    assert {*(await everywhere(busy))[0].values()} == {7}


async def _say(world, document, name, told):
    sent = {"operationId": str(new_id())} | told
    return (await ask(world.database, world.worker, document, input=sent))[name]
