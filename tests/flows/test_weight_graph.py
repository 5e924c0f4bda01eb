"""Catch weight through the graph: saved, said, and shown wherever a line is."""

import pytest

from backend.api.global_ids import encode
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from backend.master.gtin import check_digit
from backend.master.refs import DocumentRef, ItemRef
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.outbound.packing.pack_item import PackItem, pack_item
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from tests.flows.dock import Dock
from tests.flows.outbound_floor import a_pick
from tests.flows.scale import SOLD_BY_WEIGHT, sell_by_weight
from tests.graph import ask

SAVE = """mutation ($input: SaveItemInput!) { saveItem(input: $input) {
  ... on ItemSaved { item { needsWeight weightTolerancePercent dimensions { weightGrams } } }
  ... on Refused { code message } } }"""
RECEIVE = """mutation ($input: ReceiveLineInput!) { receiveLine(input: $input) {
  ... on LineReceived { receiptLine { received weightGrams } operation { kind weightGrams } }
  ... on Refused { code message facts { name text } } } }"""
RETURN = """mutation ($input: ReceiveReturnInput!) { receiveReturn(input: $input) {
  ... on ReturnReceived { returnLine { received weightGrams } } ... on Refused { code } } }"""
SHIPPED = """query ($line: ID!, $shipment: ID!) {
  line: node(id: $line) { ... on OrderLine { picked weightGrams } }
  shipment: node(id: $shipment) { ... on Shipment { lines { quantity weightGrams } } } }"""
SCAN = """query ($code: Barcode!, $at: Ref) { scan(barcode: $code, location: $at) {
  candidates { target { ... on Item { sku } } weightGrams } } }"""


async def say(world, document, **told):
    sent = {"operationId": str(new_id())} | told
    (answer,) = (await ask(world.database, world.worker, document, input=sent)).values()
    return answer


def fact(**told):
    return {"occurredAt": now().isoformat()} | told


async def test_an_item_is_sold_by_weight_once_its_usual_weight_is_known(world):
    new = {"sku": f"HAM-{world.code}", "name": "Ham"}
    ham = {"item": {"sku": new["sku"]}}

    unknown = await say(world, SAVE, **new, needsWeight=True)
    by_meter = await say(
        world, SAVE, **new, needsWeight=True, unit="MILLIMETER", dimensions={"weightGrams": 1}
    )
    saved = await say(world, SAVE, **new, needsWeight=True, dimensions={"weightGrams": 1000})
    narrow = await say(world, SAVE, **ham, weightTolerancePercent=5)
    wide = await say(world, SAVE, **ham, weightTolerancePercent=101)
    plain = await say(world, SAVE, **ham, needsWeight=False)

    assert [answer["code"] for answer in (unknown, by_meter, wide)] == ["INVALID_INPUT"] * 3
    assert saved["item"] == {
        "needsWeight": True, "weightTolerancePercent": 20, "dimensions": {"weightGrams": 1000},
    }  # fmt: skip
    assert narrow["item"]["weightTolerancePercent"] == 5
    assert plain["item"]["needsWeight"] is False


async def test_the_weight_stands_on_the_receipt_line_and_on_the_operation(world):
    dock, ham = await Dock.at(world), await world.item("HAM", **SOLD_BY_WEIGHT)
    receipt = await dock.arrived((ham, 5))
    asked = fact(
        receipt={"id": encode("Receipt", receipt.id)}, item={"id": encode("Item", ham)}, quantity=3
    )

    unsaid = await say(world, RECEIVE, **asked)
    first = await say(world, RECEIVE, **asked, weightGrams=3140)
    second = await say(world, RECEIVE, **asked | {"quantity": 1}, weightGrams=1900, reweighed=True)

    assert unsaid["code"] == "WEIGHT_REQUIRED"
    assert {one["name"]: one["text"] for one in unsaid["facts"]} == {
        "item": f"HAM-{world.code}", "quantity": "3",
    }  # fmt: skip
    assert first["operation"] == {"kind": "RECEIVE", "weightGrams": 3140}
    assert second["receiptLine"] == {"received": 4, "weightGrams": 5040}


async def test_what_left_says_its_weight_and_what_comes_back_its_own(world):
    pick = await a_pick(world, 5, sku="HAM")
    await sell_by_weight(world, pick.item_id)
    await world.bin("RET-1", "RETURNS")
    await world.do(confirm_pick, pick.of(5, weight_grams=5_100))
    packed = (await world.do(pack_tote, PackTote(tote=pick.tote()))).answer
    await world.do(confirm_shipment, ConfirmShipment(shipment=DocumentRef(id=packed.shipment_id)))

    shown = await ask(
        world.database, world.worker, SHIPPED,
        line=encode("OrderLine", pick.line_id), shipment=encode("Shipment", packed.shipment_id),
    )  # fmt: skip
    back = await say(
        world, RETURN,
        **fact(item={"id": encode("Item", pick.item_id)}, quantity=2, weightGrams=1_980,
               order={"id": encode("Order", pick.order_id)}),
    )  # fmt: skip

    assert shown["line"] == {"picked": 5, "weightGrams": 5100}
    assert shown["shipment"] == {"lines": [{"quantity": 5, "weightGrams": 5100}]}
    assert back["returnLine"] == {"received": 2, "weightGrams": 1980}


async def test_of_an_order_that_is_called_off_only_what_has_left_weighs_anything(world):
    pick = await a_pick(world, 5, sku="HAM")
    await sell_by_weight(world, pick.item_id)
    await pick.picks(5, weight_grams=5_003)
    scanned = ItemRef(id=pick.item_id)
    some = PackItem(tote=pick.tote(), item=scanned, quantity=2)
    packed = (await world.do(pack_item, some)).answer
    await world.do(confirm_shipment, ConfirmShipment(shipment=DocumentRef(id=packed.shipment_id)))
    gone = CancelOrder(order=DocumentRef(id=pick.order_id), reason="changed their mind")
    await world.do(cancel_order, gone)

    shown = await ask(
        world.database, world.worker, SHIPPED,
        line=encode("OrderLine", pick.line_id), shipment=encode("Shipment", packed.shipment_id),
    )  # fmt: skip

    assert shown["line"] == {"picked": 2, "weightGrams": 2001}


async def test_tea_weighs_nothing_in_the_graph(world):
    dock, tea = await Dock.at(world), await world.item("TEA")
    receipt = await dock.arrived((tea, 5))

    asked = fact(
        receipt={"id": encode("Receipt", receipt.id)}, item={"id": encode("Item", tea)}, quantity=5
    )
    answer = await say(world, RECEIVE, **asked)

    assert answer["receiptLine"] == {"received": 5, "weightGrams": None}
    assert answer["operation"]["weightGrams"] is None


@pytest.fixture
async def counter(world):
    """A ham that bears a number of variable measure and a GTIN, where such weights are read."""
    await world.owner.execute("DELETE FROM measure_layout")
    number = whole("213333300000")
    await world.item("HAM", **SOLD_BY_WEIGHT)
    await world.owner.execute(
        "UPDATE barcode SET value = $2 WHERE value = $1", world.barcode("HAM"), number
    )
    await world.owner.execute(
        "INSERT INTO measure_layout (id, location_id, prefix, pattern, measure, decimals)"
        " VALUES ($1, $2, '21', '21IIIIIMMMMMC', 'WEIGHT', 3)",
        new_id(), world.location_id,
    )  # fmt: skip
    return number


def whole(digits):
    return digits + str(check_digit(digits))


async def test_a_scan_says_the_weight_that_is_in_the_bars(world, counter):
    sku = f"HAM-{world.code}"
    labels = (whole("213333301250"), f"(01)0{counter}(3103)002345", counter)

    found = [
        (await ask(world.database, world.worker, SCAN, code=code, at={"code": world.code}))["scan"]
        for code in labels
    ]

    weights = [[one["weightGrams"] for one in scan["candidates"]] for scan in found]
    assert weights == [[1250], [2345], [None]]
    assert found[0]["candidates"][0]["target"] == {"sku": sku}
