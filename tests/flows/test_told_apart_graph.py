"""Lots and serials through the graph: saved, counted and adjusted by name."""

from datetime import UTC, datetime

from backend.api.global_ids import encode
from backend.kernel.ids import new_id
from tests.flows.shelf_life import a_lot, a_serial, in_days, lying, serials_in, stand
from tests.graph import ask

COUNT = """mutation ($input: SubmitCountInput!) { submitCount(input: $input) {
  ... on CountSubmitted { count { status attempts { lines {
    item { sku } lot { number } serial { number } quantity } } } }
  ... on Refused { code } } }"""
ADJUST = """mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) {
  ... on AdjustmentRequested { adjustment {
    lines { lot { number } serial { number } difference } } }
  ... on Refused { code } } }"""
SAVE = """mutation ($input: SaveLotInput!) { saveLot(input: $input) {
  ... on LotSaved { lot { number expiresOn version } } ... on Refused { code } } }"""
REVERSE = """mutation ($input: ReverseOperationInput!) { reverseOperation(input: $input) {
  ... on OperationReversed { operation { kind reverses { kind } } approval { id } }
  ... on Refused { code } } }"""
CHEAP = {"cost_minor": 100, "currency": "GBP", "velocity": "D"}


async def say(world, document, *, operation_id=None, **told):
    sent = {"operationId": str(operation_id or new_id())} | told
    (answer,) = (await ask(world.database, world.worker, document, input=sent)).values()
    return answer


async def test_things_are_counted_and_adjusted_by_name_and_it_is_reversed(world):
    phone, here = await world.item("PHONE", tracking="SERIAL", **CHEAP), await world.bin("A")
    await stand(world, here, phone, 1, serial_id=await a_serial(world, phone, "S1"))
    ref, sku = {"id": encode("Item", phone)}, f"PHONE-{world.code}"
    bin_ = {"id": encode("Bin", here)}
    line = {"item": ref, "quantity": 2, "serials": ["S1", "S2"]}

    counted = await say(
        world, COUNT, bin=bin_, lines=[line], occurredAt=datetime.now(UTC).isoformat()
    )
    adjustment_id = new_id()
    lost = {"item": ref, "bin": bin_, "difference": -1, "serials": ["S1"]}
    adjusted = await say(
        world, ADJUST, operation_id=adjustment_id, reason="LOST", note="gone", lines=[lost]
    )

    found = [
        {"item": {"sku": sku}, "lot": None, "serial": {"number": number}, "quantity": 1}
        for number in ("S1", "S2")
    ]
    (attempt,) = counted["count"]["attempts"]
    assert sorted(attempt["lines"], key=lambda one: one["serial"]["number"]) == found
    gone = {"lot": None, "serial": {"number": "S1"}, "difference": -1}
    assert adjusted["adjustment"]["lines"] == [gone]
    target = encode("Operation", adjustment_id)
    reversed_ = await say(world, REVERSE, operation=target, reason="it was in a drawer")
    taken_back = {"kind": "REVERSE", "reverses": {"kind": "ADJUST"}}
    assert reversed_ == {"operation": taken_back, "approval": None}
    assert await serials_in(world, here) == ["S1", "S2"]
    await world.prove()


async def test_a_lot_is_saved_and_counted_by_its_number(world):
    milk, here = await world.item("MILK", tracking="LOT", **CHEAP), await world.bin("A")
    await stand(world, here, milk, 4, lot_id=await a_lot(world, milk, "L1"))
    ref, bin_ = {"id": encode("Item", milk)}, {"id": encode("Bin", here)}
    day = in_days(30).isoformat()

    saved = await say(
        world, SAVE, item=ref, lot={"number": "L2"}, expiresOn=day, reason="found unlabeled"
    )
    lines = [
        {"item": ref, "quantity": 3, "lot": {"number": "L1"}},
        {"item": ref, "quantity": 1, "lot": {"number": "L2"}},
    ]
    await say(world, COUNT, bin=bin_, lines=lines, occurredAt=datetime.now(UTC).isoformat())

    assert saved["lot"] == {"number": "L2", "expiresOn": day, "version": 1}
    assert await lying(world, milk) == {("A", "L1", "USABLE"): 3, ("A", "L2", "USABLE"): 1}
    await world.prove()
