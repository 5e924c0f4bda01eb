"""Counting and adjusting goods that are told apart: nothing stands without its lot or serial."""

from backend.control.adjusting.asking import AskedLine
from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.request_adjustment import RequestAdjustment, request_adjustment
from backend.master.refs import ItemRef, Ref
from tests.flows.shelf_life import a_lot, a_serial, lying, serials_in, stand

CHEAP = {"cost_minor": 100, "currency": "GBP"}
"""What is worth so little is posted at once."""


def adjust(item, here, difference):
    line = AskedLine(item=ItemRef(id=item), bin=Ref(id=here), difference=difference)
    reason = AdjustmentReason.FOUND if difference > 0 else AdjustmentReason.LOST
    return RequestAdjustment(reason=reason, note="Behind the rack", lines=(line,))


async def test_what_turns_up_without_a_lot_waits_in_the_unknown_one(world):
    tea = await world.item(tracking="LOT", **CHEAP)
    milk = await world.item("MILK", tracking="LOT", **CHEAP)
    here = await world.bin("A")
    await stand(world, here, milk, 3, lot_id=await a_lot(world, milk, "L1"))

    await world.do(request_adjustment, adjust(tea, here, 2))
    await world.do(request_adjustment, adjust(milk, here, 2))

    assert await lying(world, tea) == {("A", "UNKNOWN", "USABLE"): 2}
    assert await lying(world, milk) == {("A", "L1", "USABLE"): 5}
    await world.prove()


async def test_of_things_a_number_says_only_that_none_is_left(world):
    phone, here = await world.item(tracking="SERIAL", **CHEAP), await world.bin("A")
    for number in ("S1", "S2"):
        await stand(world, here, phone, 1, serial_id=await a_serial(world, phone, number))

    for difference in (1, -1):
        asked = adjust(phone, here, difference)
        assert (await world.refused(request_adjustment, asked)).code == "SERIAL_REQUIRED"
    assert await serials_in(world, here) == ["S1", "S2"]
    await world.do(request_adjustment, adjust(phone, here, -2))

    assert await serials_in(world, here) == []
    await world.prove()
