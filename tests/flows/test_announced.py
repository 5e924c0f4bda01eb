"""Goods that were announced come in by one scan of their pallet, and rest by two more."""

import asyncio
from datetime import timedelta

import pytest_asyncio

from backend.api.undo import undo_operation
from backend.control.moving.move_container import move_container
from backend.inbound.announcing.announce_goods import (
    AnnounceGoods,
    LineAnnounced,
    announce_goods,
)
from backend.inbound.announcing.cancel_asn import CancelAsn, cancel_asn
from backend.inbound.putaway.confirm_putaway import ConfirmPutaway, confirm_putaway
from backend.inbound.receiving.receive_container import ReceiveContainer, receive_container
from backend.kernel.clock import now
from backend.kernel.refusals import Refusal
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.stock.register_containers import sscc
from backend.tasks.undo import UndoOperation
from tests.counting import statements_of
from tests.flows.boxes import Boxes
from tests.flows.dock import Dock
from tests.graph import ask
from tests.world import counts

HISTORY = ("operation", "stock_entry", "stock_balance_change", "receipt_scan", "container", "lot")
NUMBER = iter(range(1, 10_000))


@pytest_asyncio.fixture
async def dock(world):
    """A truck with an order of tea and milk at the dock, and a reserve bin."""
    made = await Dock.at(world)
    made.tea = await world.item("TEA")
    made.milk = await world.item("MILK", tracking="LOT", needs_expiry=True)
    made.phone = await world.item("PHONE", tracking="SERIAL")
    made.reserve = await world.bin(f"R-{world.code}", "RESERVE")
    await made.arrived((made.tea, 40), (made.milk, 12), (made.phone, 2))
    made.sscc = sscc("0614141", next(NUMBER))
    return made


def line(dock, item_id, quantity, **told):
    return LineAnnounced(item=ItemRef(id=item_id), quantity=quantity, sscc=dock.sscc, **told)


def full(dock):
    good = (now() + timedelta(days=30)).date()
    return (
        line(dock, dock.tea, 40),
        line(dock, dock.milk, 5, lot_number="L1", expires_on=good),
        line(dock, dock.milk, 7, lot_number="L2", expires_on=good + timedelta(days=1)),
        line(dock, dock.phone, 2, serials=("S1", "S2")),
    )


async def announced(dock, *lines):
    asked = AnnounceGoods(
        number=f"ASN-{dock.sscc}",
        supplier=dock.supplier,
        location=Ref(id=dock.world.location_id),
        lines=lines or full(dock),
    )
    await dock.world.do(announce_goods, asked)
    return DocumentRef(number=asked.number)


def scan(dock):
    return ReceiveContainer(receipt=dock.receipt, container=Ref(barcode=f"00{dock.sscc}"))


async def held(dock):
    """What the pallet holds, by bin and SKU."""
    rows = await dock.world.owner.fetch(
        "SELECT bin.code, split_part(sku, '-', 1) AS sku, sum(on_hand)::int AS held"
        " FROM stock_balance JOIN stock_key key ON key.id = key_id"
        " JOIN bin ON bin.id = key.bin_id JOIN item ON item.id = key.item_id"
        " JOIN container ON container.id = key.container_id"
        " WHERE container.sscc = $1 AND on_hand > 0 GROUP BY 1, 2",
        dock.sscc,
    )
    return {(row["code"].split("-")[0], row["sku"]): row["held"] for row in rows}


async def test_one_scan_brings_all_lines_in_and_two_put_them_away(dock):
    world = dock.world
    await announced(dock)

    came = await world.do(receive_container, scan(dock))

    assert (came.answer.lines, came.answer.quantity, came.outcome) == (4, 54, "APPLIED")
    assert await held(dock) == {("DOCK", "TEA"): 40, ("DOCK", "MILK"): 12, ("DOCK", "PHONE"): 2}
    assert await dock.status("purchase_order", dock.order.id) == "RECEIVED"
    (task,) = await dock.tasks()
    assert (task.item_id, task.container_id) == (None, came.answer.container_id)
    assert task.to_bin_id == dock.reserve
    assert await dock.discrepancies() == []
    put = ConfirmPutaway(task_id=task.id, container=Ref(barcode=dock.sscc), to=Ref(id=dock.reserve))
    rests = await world.do(confirm_putaway, put)
    assert rests.answer.quantity == 54
    assert await held(dock) == {("R", "TEA"): 40, ("R", "MILK"): 12, ("R", "PHONE"): 2}
    assert await dock.status("task", task.id) == "DONE"
    assert await put_away(dock) == 54
    assert await world.available(dock.tea) == 40
    await world.prove()

    await world.do(undo_operation, UndoOperation(rests.cursor.operation_id))

    assert (await held(dock))["DOCK", "TEA"] == 40
    assert await put_away(dock) == 0
    await world.do(confirm_putaway, put)
    await world.prove()


async def put_away(dock):
    return await dock.world.owner.fetchval(
        "SELECT sum(put_away)::int FROM receipt_line WHERE receipt_id = $1", dock.receipt.id
    )


async def test_the_same_pallet_is_received_once_and_an_unknown_one_not_at_all(dock):
    world = dock.world
    assert (await world.refused(receive_container, scan(dock))).code == "SSCC_UNKNOWN"
    await announced(dock)

    async def scans():
        try:
            return (await world.do(receive_container, scan(dock))).answer.lines
        except Refusal as refusal:
            return refusal.code

    ended = await asyncio.gather(scans(), scans())

    assert sorted(ended, key=str) == [4, "ALREADY_RECEIVED"]
    before = await counts(world.owner, *HISTORY)
    again = await world.refused(receive_container, scan(dock))
    assert again.code == "ALREADY_RECEIVED"
    assert await counts(world.owner, *HISTORY) == before


async def test_what_is_over_or_not_ordered_is_received_with_a_discrepancy_each(dock):
    jam = await dock.world.item("JAM")
    await announced(dock, line(dock, dock.tea, 60), line(dock, jam, 3))

    came = await dock.world.do(receive_container, scan(dock))

    assert came.outcome == "APPLIED_WITH_CASE"
    kinds = [(kind, expected, actual) for kind, expected, actual, *_ in await dock.discrepancies()]
    assert kinds == [("OVER", 40, 60), ("UNEXPECTED_ITEM", 0, 3)]
    await dock.world.prove()


async def test_a_pallet_that_waits_to_be_put_away_is_not_moved_past_its_task(dock):
    world, boxes = dock.world, Boxes(dock.world)
    await announced(dock)
    await world.do(receive_container, scan(dock))
    moving = boxes.moving("x", dock.reserve)
    asked = type(moving)(container=Ref(barcode=dock.sscc), to=Ref(id=dock.reserve))

    assert (await world.refused(move_container, asked)).code == "CONTAINER_IN_USE"
    stage = await world.bin("ST", "STAGE")
    await world.do(move_container, type(moving)(container=asked.container, to=Ref(id=stage)))
    scanned = ConfirmPutaway(
        location=Ref(id=world.location_id), container=asked.container, to=Ref(id=dock.reserve)
    )
    assert (await world.do(confirm_putaway, scanned)).answer.quantity == 54


async def test_an_announcement_is_called_off_until_something_has_come(dock):
    world = dock.world
    asn = await announced(dock)
    other = CancelAsn(asn=asn, reason="Sent twice")
    await world.do(cancel_asn, other)

    assert (await world.refused(receive_container, scan(dock))).code == "NOT_IN_THIS_STATE"
    dock.sscc = sscc("0614141", next(NUMBER))
    asn = await announced(dock)
    await world.do(receive_container, scan(dock))
    refusal = await world.refused(cancel_asn, CancelAsn(asn=asn, reason="Sent twice"))
    assert refusal.code == "NOT_IN_THIS_STATE"


async def test_what_could_not_be_received_by_one_scan_is_refused_when_it_is_announced(dock):
    async def code(*lines):
        asked = AnnounceGoods(
            number=f"ASN-{dock.sscc}", supplier=dock.supplier,
            location=Ref(id=dock.world.location_id), lines=lines,
        )  # fmt: skip
        return (await dock.world.refused(announce_goods, asked)).code

    assert await code(line(dock, dock.milk, 5)) == "LOT_REQUIRED"
    assert await code(line(dock, dock.phone, 2, serials=("S1",))) == "SERIAL_REQUIRED"
    assert await code(line(dock, dock.tea, 0)) == "INVALID_INPUT"
    dock.sscc = "106141412345678900"
    assert await code(line(dock, dock.tea, 1)) == "INVALID_INPUT"


async def test_a_pallet_of_forty_lines_is_received_in_one_post(dock):
    world = dock.world
    items = [await world.item(f"I{number}") for number in range(40)]
    await dock.arrived(*((item, 5) for item in items))
    await announced(dock, *(line(dock, item, 5) for item in items))

    told = await statements_of(world, receive_container, scan(dock))

    assert told["posts"] == 4  # forty statements at a time
    assert sum((await held(dock)).values()) == 200


ANNOUNCE = """
mutation ($input: AnnounceGoodsInput!) {
  announceGoods(input: $input) {
    __typename
    ... on GoodsAnnounced { asn { number status lines { quantity sscc item { sku } } } }
  }
}
"""
RECEIVE = """
mutation ($input: ReceiveContainerInput!) {
  receiveContainer(input: $input) {
    __typename
    ... on ContainerReceived {
      container { code sscc kind isClosed children { code } parent { code } bin { code } }
      task { kind item { sku } container { sscc } }
      discrepancies { kind }
    }
  }
}
"""


async def test_the_graph_announces_and_receives(dock):
    world = dock.world
    sent = {
        "operationId": "0198a000-0000-7000-8000-000000000001", "number": f"N-{dock.sscc}",
        "supplier": {"code": dock.supplier.code}, "location": {"code": world.code},
        "lines": [{"item": {"sku": f"TEA-{world.code}"}, "quantity": 40, "sscc": dock.sscc}],
    }  # fmt: skip
    made = await ask(world.database, world.worker, ANNOUNCE, input=sent)
    assert made["announceGoods"]["asn"]["lines"] == [
        {"quantity": 40, "sscc": dock.sscc, "item": {"sku": f"TEA-{world.code}"}}
    ]
    number = await world.owner.fetchval("SELECT number FROM receipt WHERE id = $1", dock.receipt.id)
    scanned = {
        "operationId": "0198a000-0000-7000-8000-000000000002", "occurredAt": now().isoformat(),
        "receipt": {"number": number}, "container": {"barcode": f"00{dock.sscc}"},
    }  # fmt: skip

    came = (await ask(world.database, world.worker, RECEIVE, input=scanned))["receiveContainer"]

    assert came == {
        "__typename": "ContainerReceived",
        "container": {
            "code": dock.sscc, "sscc": dock.sscc, "kind": "PALLET", "isClosed": False,
            "children": [], "parent": None, "bin": {"code": f"DOCK-{world.code}"},
        },
        "task": {"kind": "PUT_AWAY", "item": None, "container": {"sscc": dock.sscc}},
        "discrepancies": [],
    }  # fmt: skip
