"""A recall: one command sets aside what is left, wherever it is, and tells who got the rest."""

import pytest

from backend.control.lots.recall_lot import RecallLot, recall_lot
from backend.inbound.receiving.receive_line import receive_line
from backend.kernel.ids import new_id
from backend.kernel.reactor import drain
from backend.master.refs import DocumentRef, ItemRef, LotRef, Ref
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.server.wiring import WIRING
from tests.flows.control import cases
from tests.flows.dock import Dock
from tests.flows.shelf_life import a_lot, in_days, lying, stand
from tests.graph import ask
from tests.orders import line_of, order, pick, release
from tests.world import person


@pytest.fixture
async def milk(world):
    return await world.item("MILK", tracking="LOT", needs_expiry=True)


def recall(milk, number="L1", reason="Glass was found in a bottle"):
    return RecallLot(item=ItemRef(id=milk), lot=LotRef(number=number), reason=reason)


async def test_everything_of_a_lot_is_set_aside_also_in_totes(world, milk):
    here, there = await world.bin("A"), await world.bin("R", "RESERVE")
    await world.bin("CART", "CART")
    lot_id, other = await a_lot(world, milk, "L1", days=9), await a_lot(world, milk, "L2", days=99)
    await stand(world, here, milk, 5, lot_id=lot_id)
    await stand(world, there, milk, 7, lot_id=lot_id)
    await stand(world, there, milk, 3, lot_id=other)
    in_hand, to_pick = await order(world, (milk, 2)), await order(world, (milk, 6))
    await release(world, in_hand)
    await pick(world, in_hand, into=f"T-1{world.code[1:]}")
    await release(world, to_pick)

    done = (await world.do(recall_lot, recall(milk))).answer
    await drain(world.database, WIRING)

    assert (done.units, done.shipped_units) == (12, 0)
    assert await lying(world, milk) == {
        ("A", "L1", "RECALLED"): 3,
        ("R", "L1", "RECALLED"): 7,
        ("CART", "L1", "RECALLED"): 2,
        ("R", "L2", "USABLE"): 3,
    }
    assert await world.available(milk) == 0
    lines = [await line_of(world, one.order_id) for one in (in_hand, to_pick)]
    assert sum(line["promised"] for line in lines) == 3, "the other lot is promised again"
    assert sum(line["waiting"] for line in lines) == 5
    assert all(line["allocated"] == line["picked"] == 0 for line in lines)
    assert "was called back" in " ".join(await cases(world))
    await world.prove()


RECALL = """
mutation ($input: RecallLotInput!) {
  recallLot(input: $input) {
    __typename
    ... on LotRecalled { setAside shipped shipments lot { number isRecalled recallReason } }
  }
}
"""
TRACE = """
query ($item: ItemRef!, $lot: LotRef!) {
  lotTrace(item: $item, lot: $lot) {
    lot { number expiresOn item { sku } }
    balances { nodes { onHand disposition bin { code } lot { number } } }
    shipments(first: 2) {
      nodes { order { number customer { code } } lines { quantity lot { number } } }
    }
  }
}
"""


async def shipped(world, milk):
    """Let a customer have two of five."""
    here = await world.bin("A")
    for code, kind in (("CART", "CART"), ("PACK", "PACK"), ("OUT", "OUTBOUND_STAGE")):
        await world.bin(code, kind)
    await stand(world, here, milk, 5, lot_id=await a_lot(world, milk, "L1", days=9))
    code, tote = f"C-{world.code}", f"T-1{world.code[1:]}"
    await world.owner.execute(
        "INSERT INTO customer (id, code, name) VALUES ($1, $2, $2)", new_id(), code
    )
    created = await order(world, (milk, 2), customer=Ref(code=code))
    await release(world, created)
    await pick(world, created, into=tote)
    packed = (await world.do(pack_tote, PackTote(tote=Ref(code=tote)))).answer
    asked = ConfirmShipment(shipment=DocumentRef(id=packed.shipment_id))
    await world.do(confirm_shipment, asked)
    return created, code


async def test_the_graph_calls_a_lot_back_and_tells_who_holds_and_who_received_it(world, milk):
    created, customer = await shipped(world, milk)
    asked = {"item": {"sku": f"MILK-{world.code}"}, "lot": {"number": "L1"}}

    sent = {"operationId": str(new_id()), **asked, "reason": "Glass"}
    answer = await ask(world.database, world.supervisor, RECALL, input=sent)
    trace = (await ask(world.database, world.supervisor, TRACE, **asked))["lotTrace"]

    assert answer["recallLot"] == {
        "__typename": "LotRecalled",
        "setAside": 3,
        "shipped": 2,
        "shipments": 1,
        "lot": {"number": "L1", "isRecalled": True, "recallReason": "Glass"},
    }
    assert trace["lot"] == {"number": "L1", "expiresOn": str(in_days(9)), "item": asked["item"]}
    (held,) = trace["balances"]["nodes"]
    assert (held["onHand"], held["disposition"], held["bin"]) == (3, "RECALLED", {"code": "A"})
    (gone,) = trace["shipments"]["nodes"]
    assert gone["order"] == {"number": created.number, "customer": {"code": customer}}
    assert gone["lines"] == [{"quantity": 2, "lot": {"number": "L1"}}]


async def test_what_comes_in_of_it_later_comes_in_as_recalled(world, milk):
    dock = await Dock.at(world)
    await a_lot(world, milk, "L1", days=9)
    await dock.arrived((milk, 3))
    await world.do(recall_lot, recall(milk))

    await world.do(receive_line, dock.line(milk, 3, lot_number="L1", expires_on=in_days(9)))

    assert await lying(world, milk) == {(f"DOCK-{world.code}", "L1", "RECALLED"): 3}


async def test_a_recall_takes_the_right_a_reason_and_happens_once(world, milk):
    await a_lot(world, milk, "L1", days=9)

    mover = person("Mo Mover", "MOVE_STOCK", "CHANGE_DISPOSITION")
    assert (await world.refused(recall_lot, recall(milk), by=mover)).code == "NOT_ALLOWED"
    assert (await world.refused(recall_lot, recall(milk, reason=" "))).code == "INVALID_INPUT"
    assert (await world.refused(recall_lot, recall(milk, "L9"))).code == "NOT_FOUND"
    await world.do(recall_lot, recall(milk))
    assert (await world.refused(recall_lot, recall(milk))).code == "NOT_IN_THIS_STATE"
