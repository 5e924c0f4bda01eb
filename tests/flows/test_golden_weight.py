"""Pieces and grams, as the scanner says them, are what the house accepts."""

from backend.api.global_ids import encode
from backend.kernel.work import Reader
from backend.master.refs import DocumentRef
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.tasks.reads.steps import step_facts
from backend.tasks.steps import StepKind, steps_of
from backend.tasks.task import TaskKind
from tests.floor import claimed, task_now
from tests.flows.dock import Dock
from tests.flows.golden_floor import number_of, send
from tests.flows.outbound_floor import another_pick
from tests.flows.scale import SOLD_BY_WEIGHT, weight_of

HAM = "5012345678993"


async def test_hams_come_in_leave_and_come_back_by_their_weight(world):
    dock, ham = await Dock.at(world), await world.item("HAM", **SOLD_BY_WEIGHT)
    face = await world.bin("A-01", check_digits="42")
    await world.bin("CART-1", "CART")
    await world.bin("PACK-1", "PACK")
    await world.bin("RET-1", "RETURNS")
    receipt = await dock.arrived((ham, 3))
    words = {HAM: world.barcode("HAM"), "receipt-1": encode("Receipt", receipt.id)}

    came = await send(world, "RECEIVE", "Scan, pieces, grams: one scan.", words)
    (put_away,) = [task.id for task in await dock.tasks()]
    await dock.put_away(put_away, face, rescanned=True)
    pick = await another_pick(world, ham, face, dock.dock_id, quantity=3, sku="HAM")
    await claimed(world, kinds=(TaskKind.PICK,))
    task = await task_now(world, pick.task_id)
    steps = steps_of(task, await step_facts(Reader(world.owner), [task]))
    words = {
        "task-1": encode("Task", pick.task_id), HAM: world.barcode("HAM"),
        "TOTE-7": f"T-1{world.code[1:]}",
    }  # fmt: skip
    left = await send(world, "PICK", "What surprises goes out as weighed again.", words)
    packed = await world.do(pack_tote, PackTote(tote=pick.tote()))
    gone = ConfirmShipment(shipment=DocumentRef(id=packed.answer.shipment_id))
    await world.do(confirm_shipment, gone)
    words = {"SO-1": await number_of(world, pick.order_id), HAM: world.barcode("HAM")}
    back = await send(world, "RETURN", "One ham, its grams, one tap.", words)

    assert (came, left, back) == (["APPLIED"], ["APPLIED"], ["APPLIED"] * 3)
    assert [step.kind for step in steps if step.field == "weightGrams"] == [StepKind.ENTER_WEIGHT]
    assert await weight_of(world, pick.line_id) == (3, 5_000)
    await world.prove()
