"""Lots and single things, as the scanner names them, are what the house accepts."""

from backend.api.global_ids import encode
from backend.kernel.work import Reader
from backend.master.refs import DocumentRef
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.tasks.reads.steps import step_facts
from backend.tasks.step_facts import Accepted
from backend.tasks.steps import steps_of
from backend.tasks.task import TaskKind
from tests.floor import claimed, task_now
from tests.flows.dock import Dock
from tests.flows.golden_floor import number_of, send
from tests.flows.outbound_floor import another_pick
from tests.flows.shelf_life import a_lot, serials_in, stand

TEA, PHONE = "5012345678900", "5000000000104"


async def test_single_things_come_in_leave_and_come_back_by_their_serials(world):
    dock = await Dock.at(world)
    phone = await world.item("PHONE", tracking="SERIAL")
    face = await world.bin("A-01", check_digits="42")
    await world.bin("CART-1", "CART")
    await world.bin("PACK-1", "PACK")
    bench = await world.bin("RET-1", "RETURNS")
    receipt = await dock.arrived((phone, 3))
    words = {PHONE: world.barcode("PHONE"), "receipt-1": encode("Receipt", receipt.id)}

    came = await send(world, "RECEIVE", "Labels that name item and serial: one scan each.", words)
    (put_away,) = [task.id for task in await dock.tasks()]
    await dock.put_away(put_away, face, rescanned=True)
    pick = await another_pick(world, phone, face, dock.dock_id, quantity=3, sku="PHONE")
    await claimed(world, kinds=(TaskKind.PICK,))
    words = {
        "task-1": encode("Task", pick.task_id),
        TEA: world.barcode("PHONE"),
        "TOTE-7": f"T-1{world.code[1:]}",
    }
    left = await send(world, "PICK", "Item, three serials, tote.", words)
    packed = await world.do(pack_tote, PackTote(tote=pick.tote()))
    gone = ConfirmShipment(shipment=DocumentRef(id=packed.answer.shipment_id))
    await world.do(confirm_shipment, gone)
    words = {"SO-1": await number_of(world, pick.order_id), PHONE: world.barcode("PHONE")}
    back = await send(world, "RETURN", "Item, serial, grade: two scans, one tap.", words)

    assert (came, left, back) == (["APPLIED"], ["APPLIED"], ["APPLIED"] * 3)
    assert await serials_in(world, bench) == ["S1"]


async def test_the_lot_is_asked_where_several_lie_together(world):
    milk = await world.item("MILK", tracking="LOT")
    here = await world.bin("A-01", check_digits="42")
    cart = await world.bin("CART-1", "CART")
    for number, days in (("L7", 20), ("L9", 90)):
        await stand(world, here, milk, 3, lot_id=await a_lot(world, milk, number, days=days))
    pick = await another_pick(world, milk, here, cart, quantity=3, sku="MILK")
    await claimed(world, kinds=(TaskKind.PICK,))
    task = await task_now(world, pick.task_id)
    words = {
        "task-1": encode("Task", pick.task_id),
        TEA: world.barcode("MILK"),
        "TOTE-7": f"T-1{world.code[1:]}",
    }

    asked = steps_of(task, await step_facts(Reader(world.owner), [task]))
    became = await send(world, "PICK", "Item, lot, how many, tote.", words)

    assert [(step.accepts, step.is_optional) for step in asked if step.field == "lot"] == [
        ((Accepted("L7"),), False)
    ]
    assert became == ["APPLIED"]
    assert await pick.in_cart() == 3
