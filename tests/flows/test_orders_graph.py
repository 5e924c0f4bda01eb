"""Orders through the graph: written, read, held, released and called off."""

import pytest

from backend.api.global_ids import encode
from backend.kernel.ids import new_id
from tests.graph import ask, document
from tests.orders import order
from tests.world import World, person


@pytest.fixture
async def world(database, owner):
    world = await World.build(database, owner)
    world.tea = await world.item("TEA")
    world.shelf = await world.bin("A-01")
    await world.stock(world.shelf, world.tea, 10)
    return world


async def say(world, name, sent, *, by=None):
    input_ = {"operationId": str(new_id()), **sent}
    data = await ask(world.database, by or world.supervisor, document(name), input=input_)
    (answer,) = data.values()
    return answer


async def create(world, *lines, **facts):
    sent = {
        "location": {"code": world.code},
        "lines": [
            {
                "item": {"id": encode("Item", item)},
                "quantity": units,
                "price": {"minor": 250, "currency": "GBP"},
            }
            for item, units in lines
        ],
    }
    return await say(world, "createOrder", sent | facts)


async def test_an_order_is_written_and_read_back_whole(world):
    postage = await world.item("POST", kind="SERVICE")
    address = {"lines": ["1 High Street"], "city": "London", "country": "GB"}

    created = await create(world, (world.tea, 12), (postage, 1), shipTo=address, priority=7)

    assert created["__typename"] == "OrderCreated"
    data = await ask(
        world.database, world.supervisor, document("Order"),
        ref={"number": created["order"]["number"]},
    )  # fmt: skip
    shown = data["order"]
    assert (shown["status"], shown["priority"]) == ("BACKORDERED", 7)
    assert shown["total"] == {"minor": 3250, "currency": "GBP"}
    assert shown["shipTo"]["lines"] == ["1 High Street"]
    tea, post = shown["lines"]["nodes"]
    assert (tea["ordered"], tea["promised"], tea["backordered"]) == (12, 10, 2)
    assert (post["packed"], post["shipped"]) == (1, 0)
    await world.prove()


async def test_orders_are_found_by_status_number_channel_and_item(world):
    waits, fits = await order(world, (world.tea, 12)), await order(world, (world.tea, 1))
    here = {"locations": [{"code": world.code}]}

    async def found(**wanted):
        data = await ask(world.database, world.supervisor, document("Orders"), filter=here | wanted)
        return [node["number"] for node in data["orders"]["nodes"]]

    assert await found() == [waits.number, fits.number]
    assert await found(numbers=[fits.number]) == [fits.number]
    assert await found(statuses=["PROMISED"]) == []
    assert await found(isBackordered=True) == [waits.number, fits.number]
    assert await found(channels=[{"code": "DIRECT"}]) == [waits.number, fits.number]
    assert await found(items=[{"id": encode("Item", world.tea)}]) == [waits.number, fits.number]
    assert await found(holds=["FRAUD"]) == []


async def test_a_held_order_is_refused_at_release_and_goes_after(world):
    created = (await create(world, (world.tea, 4)))["order"]
    which = {"order": {"id": created["id"]}}
    held = await say(world, "holdOrder", which | {"kind": "PAYMENT", "reason": "not paid"})
    assert held["order"]["status"] == "ON_HOLD"

    stays = await say(world, "releaseOrders", {"orders": [which["order"]]})
    hold = {"hold": held["order"]["holds"][0]["id"], "reason": "paid"}
    await say(world, "releaseOrderHold", hold)
    goes = await say(world, "releaseOrders", {"orders": [which["order"]]})

    assert (stays["__typename"], stays["code"]) == ("Refused", "ON_HOLD")
    assert (goes["stops"], goes["orders"][0]["status"]) == (1, "RELEASED")


async def test_what_cannot_go_is_said_beside_what_goes(world):
    fits = (await create(world, (world.tea, 4)))["order"]
    held = (await create(world, (world.tea, 1)))["order"]
    await say(
        world, "holdOrder",
        {"order": {"number": held["number"]}, "kind": "FRAUD", "reason": "new card"},
    )  # fmt: skip

    answer = await say(
        world, "releaseOrders",
        {"orders": [{"number": fits["number"]}, {"number": held["number"]}], "method": "SINGLE"},
    )  # fmt: skip

    assert [one["number"] for one in answer["orders"]] == [fits["number"]]
    (stayed,) = answer["refused"]
    assert stayed["order"]["number"] == held["number"]
    assert stayed["refusal"]["code"] == "ON_HOLD"


async def test_why_an_order_stays_is_told_as_its_refusal_tells_it(world):
    fits = (await create(world, (world.tea, 10)))["order"]
    waits = (await create(world, (world.tea, 2)))["order"]
    orders = [{"number": one["number"]} for one in (fits, waits)]

    together = await say(world, "releaseOrders", {"orders": orders})
    alone = await say(world, "releaseOrders", {"orders": orders[1:]})

    (stayed,) = together["refused"]
    assert stayed["refusal"]["code"] == "NOT_ENOUGH_AVAILABLE"
    assert stayed["refusal"]["message"] == alone["message"]
    assert waits["number"] in alone["message"]


async def test_a_canceled_order_and_its_replay_say_the_same(world):
    created = (await create(world, (world.tea, 4)))["order"]
    sent = {"operationId": str(new_id()), "order": {"id": created["id"]}, "reason": "gone"}

    first = await say(world, "cancelOrder", sent)
    again = await say(world, "cancelOrder", sent)

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert first["order"]["status"] == again["order"]["status"] == "CANCELED"
    assert await world.available(world.tea) == 10


async def test_prices_in_two_currencies_are_refused(world):
    item = {"id": encode("Item", world.tea)}
    lines = [
        {"item": item, "quantity": 1, "price": {"minor": 1, "currency": currency}}
        for currency in ("GBP", "EUR")
    ]

    answer = await say(world, "createOrder", {"location": {"code": world.code}, "lines": lines})

    assert (answer["__typename"], answer["code"]) == ("Refused", "INVALID_INPUT")


async def test_who_may_not_read_orders_sees_none(world):
    created = await order(world, (world.tea, 4))
    stranger = person("Stan Stranger", "COUNT")

    one = await ask(world.database, stranger, document("Order"), ref={"number": created.number})
    many = await ask(world.database, stranger, document("Orders"))

    assert (one["order"], many["orders"]) == (None, None)
