"""What the scanner sends in the golden cases is what the house accepts, way by way."""

import pytest

from backend.api.global_ids import encode
from backend.master.refs import DocumentRef
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.tasks.task import TaskKind
from tests.floor import claimed
from tests.flows.dock import Dock
from tests.flows.golden_floor import number_of, send
from tests.flows.outbound_floor import a_pick
from tests.graph import ask
from tests.world import World

TEA, CASE, CUP = "5012345678900", "15012345678907", "5098765432108"
PROOF = """
query Proof($here: Ref!) {
  operations(filter: { kinds: ["PICK"], locations: [$here] }) { nodes { kind method } }
}
"""
INSIDE = """
query Inside($tote: Ref!) {
  containerContents(container: $tote) { goods { quantity item { sku } order { number } } }
}
"""


async def test_receiving_by_one_label_and_closing_short(world):
    dock = await Dock.at(world)
    tea = await world.item(packs=[("CASE", 12)], tracking="LOT", needs_expiry=True)
    cup = await world.item("CUP")
    receipt = await dock.arrived((tea, 48), (cup, 2))
    words = {
        CASE: world.barcode(pack="CASE"),
        CUP: world.barcode("CUP"),
        "receipt-1": encode("Receipt", receipt.id),
    }

    one = await send(world, "RECEIVE", "One GS1 label says all: one scan.", words)
    rest = await send(
        world, "RECEIVE", "Done: what is short is listed, then the receipt is closed.", words
    )

    assert (one, rest) == (["APPLIED"], ["APPLIED", "APPLIED"])
    assert await world.on_hand(dock.dock_id, tea) == 48
    assert await world.on_hand(dock.dock_id, cup) == 1
    assert await dock.status("receipt", receipt.id) == "CLOSED"


async def test_putting_away_by_two_scans(world):
    dock = await Dock.at(world)
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 96))
    await dock.received(tea, 96)
    (task_id,) = await claimed(world)
    words = {"task-1": encode("Task", task_id), TEA: world.barcode(), "R-09-3": "F1"}

    became = await send(world, "PUT_AWAY", "Item and bin: all of it in two scans.", words)

    assert became == ["APPLIED"]
    assert await world.on_hand(face, tea) == 96


async def test_putting_away_two_loads_into_one_bin(world):
    dock = await Dock.at(world)
    tea, cup = await world.item(), await world.item("CUP")
    await world.bin("F1", fixed_item_id=tea)
    reserve = await world.bin("R1", "RESERVE")
    await dock.arrived((tea, 10), (cup, 6))
    await dock.received(tea, 10)
    await dock.received(cup, 6)
    await claimed(world, prefetch=2)
    tasks = {task.item_id: task.id for task in await dock.tasks()}
    words = {
        "task-1": encode("Task", tasks[tea]),
        "task-2": encode("Task", tasks[cup]),
        TEA: world.barcode(),
        CUP: world.barcode("CUP"),
        "R-09-3": "R1",
    }

    became = await send(world, "PUT_AWAY_BATCH", "Two loose loads, one bin.", words)

    assert became == ["APPLIED", "APPLIED"]
    assert await world.on_hand(reserve, tea) == 10
    assert await world.on_hand(reserve, cup) == 6


async def pick_of_three(world: World):
    pick = await a_pick(world, 3)
    await claimed(world, kinds=(TaskKind.PICK,))
    words = {
        "task-1": encode("Task", pick.task_id),
        "walk-1": encode("Walk", pick.walk_id),
        TEA: world.barcode(pick.sku),
        "A-01-3": "A-01",
        "TOTE-7": f"T-1{world.code[1:]}",
    }
    return pick, words


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("Each scan counts one.", "SCANNED"),
        ("The camera is told with the pick.", "CAMERA"),
        ("Check digits instead of the bin, the last four instead of the item.", "CHECK_DIGITS"),
    ],
)
async def test_picking_three_and_how_it_was_proved(world, name, method):
    pick, words = await pick_of_three(world)

    became = await send(world, "PICK", name, words)

    assert became == ["APPLIED"]
    assert await pick.in_cart() == 3
    shown = await ask(
        world.database, world.worker, PROOF, here={"id": encode("Location", world.location_id)}
    )
    assert shown["operations"]["nodes"] == [{"kind": "PICK", "method": method}]


async def test_picking_short_and_undoing_a_pick(world):
    pick, words = await pick_of_three(world)

    undone = await send(world, "PICK", "Undo takes back what was said, then the pick.", words)
    before = await pick.in_cart()
    await claimed(world, kinds=(TaskKind.PICK,))
    fence = await world.owner.fetchval("SELECT fence FROM task WHERE id = $1", pick.task_id)
    short = await send(world, "PICK", "Short: one was found.", words)

    assert (undone, before, fence) == (["APPLIED", "APPLIED"], 0, 1)
    assert short == ["APPLIED"]
    assert await pick.in_cart() == 1


async def test_packing_item_by_item_and_shipping(world):
    pick = await a_pick(world, 1)
    await pick.picks(1)
    tote = f"T-1{world.code[1:]}"
    words = {
        "SO-1": await number_of(world, pick.order_id),
        TEA: world.barcode(pick.sku),
        "TOTE-7": tote,
        "CARTON-1": f"C-{world.code[1:]}",
    }
    inside = await ask(world.database, world.worker, INSIDE, tote={"code": tote})

    packed = await send(world, "PACK", "What was counted goes in when the carton is closed.", words)
    shipment_id = await world.owner.fetchval(
        "SELECT id FROM shipment WHERE order_id = $1", pick.order_id
    )
    words = {"shipment-2": encode("Shipment", shipment_id)}
    shipped = await send(world, "SHIP", "A carton that is not to leave stops.", words)

    assert inside["containerContents"]["goods"] == [
        {
            "quantity": 1,
            "item": {"sku": f"TEA-{world.code}"},
            "order": {"number": await number_of(world, pick.order_id)},
        }
    ]
    assert (packed, shipped) == (["APPLIED", "APPLIED"], ["APPLIED"])
    assert await pick.order_status() == "SHIPPED"


async def test_packing_a_whole_tote(world):
    pick = await a_pick(world, 2)
    await pick.picks(2)
    words = {
        "SO-1": await number_of(world, pick.order_id),
        "TOTE-7": f"T-1{world.code[1:]}",
        "CARTON-1": f"C-{world.code[1:]}",
    }

    assert await send(world, "PACK", "Tote and carton: two scans.", words) == ["APPLIED"]
    assert await pick.line() == {"picked": 2, "packed": 2}


@pytest.mark.parametrize(
    ("name", "stock"),
    [("Bin, item, digits, bin.", 34), ("Each scan counts one, of one's own accord.", 2)],
)
async def test_counting_a_bin(world, name, stock):
    here, tea = await world.bin("A-01"), await world.item()
    await world.stock(here, tea, stock)
    words = {"MAIN": world.code, "A-01-3": "A-01", TEA: world.barcode()}

    assert await send(world, "COUNT", name, words) == ["APPLIED"]
    assert await world.on_hand(here, tea) == stock
    assert await world.owner.fetchval("SELECT last_counted_at FROM bin WHERE id = $1", here)


async def test_counting_an_empty_bin(world):
    here = await world.bin("A-01")
    words = {"MAIN": world.code, "A-01-3": "A-01"}

    became = await send(world, "COUNT", "Empty, of one's own accord: one scan, one tap.", words)

    assert became == ["APPLIED"]
    assert await world.owner.fetchval("SELECT last_counted_at FROM bin WHERE id = $1", here)


async def test_taking_a_return_by_one_scan_and_one_tap(world):
    pick = await a_pick(world, 2)
    await pick.picks(2)
    packed = await world.do(pack_tote, PackTote(tote=pick.tote()))
    left = ConfirmShipment(shipment=DocumentRef(id=packed.answer.shipment_id))
    await world.do(confirm_shipment, left)
    bench = await world.bin("RET-1", "RETURNS")
    words = {"SO-1": await number_of(world, pick.order_id), TEA: world.barcode(pick.sku)}

    became = await send(world, "RETURN", "One piece: one scan, one tap.", words)

    assert became == ["APPLIED", "APPLIED", "APPLIED"]
    assert await world.on_hand(bench, pick.item_id) == 1
    line = await world.owner.fetchrow(
        "SELECT grade, received, disposed FROM return_line WHERE item_id = $1", pick.item_id
    )
    assert tuple(line) == ("A_LIKE_NEW", 1, 1)


async def test_moving_six(world):
    here, there = await world.bin("A", "RESERVE"), await world.bin("B")
    tea = await world.item()
    await world.stock(here, tea, 10)
    words = {"MAIN": world.code, "A-01-3": "A", "R-09-3": "B", TEA: world.barcode()}

    assert await send(world, "MOVE", "Bin, item, how many, bin.", words) == ["APPLIED"]
    assert await world.on_hand(there, tea) == 6


async def test_putting_back_what_no_order_wants(world):
    pick = await a_pick(world, 2)
    await pick.picks(2)
    order = DocumentRef(id=pick.order_id)
    await world.do(cancel_order, CancelOrder(order=order, reason="Changed their mind."))
    (task_id,) = await claimed(world, kinds=(TaskKind.MOVE,))
    words = {"task-1": encode("Task", task_id), "R-09-3": "A-01"}

    assert await send(world, "MOVE", "Tote, item, all, shelf.", words) == ["APPLIED"]
    assert await pick.in_bin() == 12
