"""Inbound through the graph, with the documents that our own clients send."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from backend.kernel.ids import new_id
from tests.flows.dock import Dock
from tests.graph import ask
from tests.world import person
from tools.contract import Documents

OPERATIONS = Path(__file__).parents[2] / "schema" / "operations"


@cache
def documents():
    return Documents({str(path): path.read_text("utf-8") for path in OPERATIONS.rglob("*.graphql")})


@pytest.fixture
async def dock(world):
    return await Dock.at(world)


async def say(world, name, by=None, **variables):
    """Send one of our clients' documents."""
    return await ask(world.database, by or world.worker, documents().text(name), **variables)


async def do(world, name, by=None, **asked):
    """Send a mutation under a fresh operation id; return its answer."""
    asked = {"operationId": str(new_id()), **asked}
    (answer,) = (await say(world, name, by, input=asked)).values()
    return answer


def fact(**asked):
    return {"occurredAt": datetime.now(UTC).isoformat(), **asked}


async def ordered(world, dock, sku, quantity):
    made = await do(
        world,
        "CreatePurchaseOrder",
        supplier={"code": dock.supplier.code},
        location={"code": world.code},
        lines=[
            {
                "item": {"sku": sku},
                "quantity": quantity,
                "price": {"minor": 125, "currency": "GBP"},
            }
        ],
    )
    order = {"id": made["purchaseOrder"]["id"]}
    sent = await do(world, "SendPurchaseOrder", purchaseOrder=order)
    assert sent["purchaseOrder"]["status"] == "SENT"
    return order


async def test_goods_are_ordered_received_and_put_away_by_our_own_documents(world, dock):
    tea = await world.item(packs=[("CASE", 12)])
    await world.bin("F1", fixed_item_id=tea)
    order = await ordered(world, dock, f"TEA-{world.code}", 30)

    opened = await do(world, "OpenReceipt", **fact(purchaseOrder=order))
    receipt = {"number": opened["receipt"]["number"]}
    to_come = (await say(world, "ReceiptToReceive", receipt=receipt))["receipt"]
    (line,) = to_come["lines"]["nodes"]
    assert (line["expected"], line["received"], line["item"]["sku"]) == (30, 0, f"TEA-{world.code}")
    assert line["accepts"] == [
        {"barcode": world.barcode(), "quantity": 1},
        {"barcode": world.barcode(pack="case"), "quantity": 12},
    ]

    case = {"barcode": world.barcode(pack="case")}
    got = await do(world, "ReceiveLine", **fact(receipt=receipt, item=case, packs=2))
    assert (got["receiptLine"]["received"], got["discrepancy"]) == (24, None)
    (task,) = got["tasks"]
    assert (task["quantity"], task["to"]["code"]) == (24, "F1")

    put = await do(
        world,
        "ConfirmPutaway",
        **fact(task=task["id"], fence=task["fence"], to={"barcode": "F1"}),
    )
    assert (put["task"]["status"], put["bin"]["code"]) == ("DONE", "F1")

    closed = await do(world, "CloseReceipt", **fact(receipt=receipt))
    (short,) = closed["receipt"]["discrepancies"]["nodes"]
    assert (short["kind"], short["expected"], short["actual"]) == ("SHORT", 30, 24)
    assert short["case"] is not None

    seen = (await say(world, "PurchaseOrder", order=order, first=10))["purchaseOrder"]
    assert (seen["status"], seen["total"]["minor"]) == ("PARTLY_RECEIVED", 30 * 125)
    assert seen["lines"]["nodes"][0]["open"] == 6
    await world.prove()


async def test_a_no_says_what_to_do_next(world, dock):
    tea = await world.item()
    await world.bin("F1", fixed_item_id=tea)
    await world.bin("R1", "RESERVE")
    order = await ordered(world, dock, f"TEA-{world.code}", 10)
    receipt = {"id": (await do(world, "OpenReceipt", **fact(purchaseOrder=order)))["receipt"]["id"]}
    item = {"sku": f"TEA-{world.code}"}

    over = await do(world, "ReceiveLine", **fact(receipt=receipt, item=item, quantity=20))
    assert (over["__typename"], over["code"]) == ("Refused", "OVER_TOLERANCE")

    got = await do(world, "ReceiveLine", **fact(receipt=receipt, item=item, quantity=10))
    other = fact(task=got["tasks"][0]["id"], to={"code": "R1"})
    no = await do(world, "ConfirmPutaway", **other)
    assert no["code"] == "RESCAN_TO_KEEP"
    assert {one["name"]: one["text"] for one in no["facts"]} == {"bin": "R1", "suggestion": "F1"}
    yes = await do(world, "ConfirmPutaway", **other, rescanned=True)
    assert yes["bin"]["code"] == "R1"


async def test_lists_show_what_is_late_and_what_was_wrong(world, dock):
    tea = await world.item()
    salt = await world.item("SALT")
    await dock.arrived((tea, 10))
    await dock.received(salt, 3, rescanned=True)
    place = [{"code": world.code}]

    wrong = await say(world, "Receipts", filter={"locations": place, "hasDiscrepancy": True})
    orders = await say(world, "PurchaseOrders", filter={"locations": place, "isLate": False})
    late = await say(world, "PurchaseOrders", filter={"locations": place, "isLate": True})

    (receipt,) = wrong["receipts"]["nodes"]
    assert [one["kind"] for one in receipt["discrepancies"]["nodes"]] == ["UNEXPECTED_ITEM"]
    assert [one["status"] for one in orders["purchaseOrders"]["nodes"]] == ["SENT"]
    assert late["purchaseOrders"]["nodes"] == []


async def test_suggestions_say_why(world, dock):
    tea = await world.item(weight_g=100)
    await world.bin("F1", fixed_item_id=tea, weight_max_g=500, x_mm=0, y_mm=0)
    await world.bin("R1", "RESERVE", x_mm=4_000, y_mm=0)

    answer = await say(
        world,
        "SuggestBins",
        item={"barcode": world.barcode()},
        quantity=8,
        location={"code": world.code},
    )

    found = [(one["bin"]["code"], one["fits"], one["reasons"][0]) for one in answer["suggestBins"]]
    assert found == [
        ("R1", 8, "It is empty."),
        ("F1", 5, "It is the item's own pick face."),
    ]


async def test_who_has_nothing_to_do_with_inbound_sees_none_of_it(world, dock):
    tea = await world.item()
    order = await dock.ordered((tea, 10))
    number = await world.owner.fetchval("SELECT number FROM purchase_order WHERE id = $1", order.id)
    packer = person("Paula Packer", "PACK")

    one = await say(world, "PurchaseOrder", packer, order={"number": number})
    many = await say(world, "PurchaseOrders", packer)

    assert one["purchaseOrder"] is None
    assert many["purchaseOrders"]["nodes"] == []
    seen = await say(world, "PurchaseOrder", person("Rita", "RECEIVE"), order={"number": number})
    assert seen["purchaseOrder"]["total"] is None
