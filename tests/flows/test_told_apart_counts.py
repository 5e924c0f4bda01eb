"""Counts and adjustments say which lot and which things; the book changes there alone."""

import pytest

from backend.control.adjusting.asking import AskedLine
from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.request_adjustment import RequestAdjustment, request_adjustment
from backend.control.counting.submit_count import SubmitCount, submit_count
from backend.control.counting.telling import CountedLine
from backend.master.editing.save_lot import SaveLot, save_lot
from backend.master.refs import ItemRef, LotRef, Ref
from tests.flows.control import cases, decide
from tests.flows.shelf_life import a_lot, a_serial, in_days, lying, serials_in, stand

CHEAP = {"cost_minor": 100, "currency": "GBP", "velocity": "D"}


def lot(number):
    return LotRef(number=number)


async def milk_of_two_lots(world):
    milk, here = await world.item("MILK", tracking="LOT", **CHEAP), await world.bin("A")
    for number in ("L1", "L2"):
        await stand(world, here, milk, 5, lot_id=await a_lot(world, milk, number))
    return milk, here


async def phones(world, *numbers):
    phone, here = await world.item("PHONE", tracking="SERIAL", **CHEAP), await world.bin("A")
    for number in numbers:
        await stand(world, here, phone, 1, serial_id=await a_serial(world, phone, number))
    return phone, here


def counted(item, here, *lines, **more):
    found = tuple(CountedLine(item=ItemRef(id=item), **line) for line in lines)
    return SubmitCount(bin=Ref(id=here), lines=found, **more)


def by_serial(item, here, *numbers):
    return counted(item, here, {"quantity": len(numbers), "serials": numbers})


async def test_a_swap_of_lots_is_seen_where_lots_are_counted(world):
    milk, here = await milk_of_two_lots(world)
    lines = ({"quantity": 6, "lot": lot("L1")}, {"quantity": 4, "lot": lot("L2")})

    done = (await world.do(submit_count, counted(milk, here, *lines))).answer

    assert (done.status, done.has_posted) == ("POSTED", True)
    assert await lying(world, milk) == {("A", "L1", "USABLE"): 6, ("A", "L2", "USABLE"): 4}
    await world.prove()


async def test_counted_as_a_whole_the_lots_are_left_alone(world):
    milk, here = await milk_of_two_lots(world)

    done = (await world.do(submit_count, counted(milk, here, {"quantity": 10}))).answer

    assert done.has_posted is False
    mixed = ({"quantity": 5, "lot": lot("L1")}, {"quantity": 5})
    assert (await world.refused(submit_count, counted(milk, here, *mixed))).code == "INVALID_INPUT"
    unknown = ({"quantity": 5, "lot": lot("L9")},)
    assert (await world.refused(submit_count, counted(milk, here, *unknown))).code == "NOT_FOUND"


async def test_things_are_counted_by_name_and_a_new_one_becomes_known(world):
    phone, here = await phones(world, "S1", "S2", "S3")

    done = (await world.do(submit_count, by_serial(phone, here, "S1", "S3", "S4"))).answer

    assert (done.status, done.has_posted) == ("POSTED", True)
    assert await serials_in(world, here) == ["S1", "S3", "S4"]
    await world.prove()


async def test_things_missed_count_together_so_that_many_are_not_within_tolerance_each(world):
    phone, here = await phones(world, *(f"S{number}" for number in range(12)))
    first = by_serial(phone, here, "S0")

    assert (await world.do(submit_count, first)).answer.status == "RECOUNTING"
    waits = (await world.do(submit_count, first, by=world.other)).answer
    await decide(world, waits.approval_id, by=world.supervisor)

    assert await serials_in(world, here) == ["S0"]
    await world.prove()


async def test_a_thing_that_the_book_has_elsewhere_is_a_case(world):
    phone, here = await phones(world, "S1")
    there = await world.bin("B")
    await stand(world, there, phone, 1, serial_id=await a_serial(world, phone, "S2"))

    done = await world.do(submit_count, by_serial(phone, here, "S1", "S2"))

    assert done.outcome == "APPLIED_WITH_CASE"
    assert await serials_in(world, there) == ["S2"]
    assert await cases(world) == ["Serial S2 lies in A, and by the book in B"]
    await world.prove()


def adjusting(item, here, difference, **which):
    line = AskedLine(item=ItemRef(id=item), bin=Ref(id=here), difference=difference, **which)
    reason = AdjustmentReason.FOUND if difference > 0 else AdjustmentReason.LOST
    return RequestAdjustment(reason=reason, note="Behind the rack", lines=(line,))


async def test_an_adjustment_is_of_the_lot_that_it_names(world):
    milk, here = await milk_of_two_lots(world)

    await world.do(request_adjustment, adjusting(milk, here, -2, lot=lot("L2")))
    await world.do(request_adjustment, adjusting(milk, here, 1, lot=lot("L1")))

    assert await lying(world, milk) == {("A", "L1", "USABLE"): 6, ("A", "L2", "USABLE"): 3}
    more_than_there = adjusting(milk, here, -4, lot=lot("L2"))
    assert (await world.refused(request_adjustment, more_than_there)).code == "NOT_ENOUGH_ON_HAND"
    await world.prove()


async def test_an_adjustment_takes_and_brings_things_by_name(world):
    phone, here = await phones(world, "S1", "S2")

    await world.do(request_adjustment, adjusting(phone, here, -1, serials=("S2",)))
    await world.do(request_adjustment, adjusting(phone, here, 2, serials=("S2", "S3")))

    assert await serials_in(world, here) == ["S1", "S2", "S3"]
    for said, code in (
        ({"difference": 1, "serials": ("S1",)}, "SERIAL_ELSEWHERE"),
        ({"difference": -2, "serials": ("S1",)}, "SERIAL_REQUIRED"),
        ({"difference": -1, "serials": ("S9",)}, "NOT_ENOUGH_ON_HAND"),
    ):
        refusal = await world.refused(request_adjustment, adjusting(phone, here, **said))
        assert refusal.code == code
    await world.prove()


@pytest.mark.parametrize("verdict", ["the thing is still nowhere", "it came in meanwhile"])
async def test_a_dear_thing_that_was_found_waits_for_a_yes(world, verdict):
    phone, here = await phones(world, "S1")
    await world.owner.execute("UPDATE item SET cost_minor = 90000 WHERE id = $1", phone)
    asked = adjusting(phone, here, 1, serials=("S2",))
    waits = (await world.do(request_adjustment, asked)).answer
    came = verdict == "it came in meanwhile"
    if came:
        known = await world.owner.fetchval(
            "SELECT id FROM serial WHERE number = 'S2' AND item_id = $1", phone
        )
        await stand(world, await world.bin("B"), phone, 1, serial_id=known)

    await decide(world, waits.approval_id, by=world.supervisor)

    assert await serials_in(world, here) == (["S1"] if came else ["S1", "S2"])
    assert len(await cases(world)) == came
    await world.prove()


async def test_a_lot_is_made_known_and_its_dates_are_corrected(world):
    milk = await world.item("MILK", tracking="LOT", needs_expiry=True)
    said = {"item": ItemRef(id=milk), "lot": lot("L7"), "reason": "The label was misread"}

    undated = await world.refused(save_lot, SaveLot(**said))
    made = (await world.do(save_lot, SaveLot(**said, expires_on=in_days(9)))).answer
    again = (await world.do(save_lot, SaveLot(**said, expires_on=in_days(90), if_version=1))).answer
    stale = await world.refused(save_lot, SaveLot(**said, expires_on=in_days(3), if_version=1))

    assert (undated.code, stale.code) == ("INVALID_INPUT", "VERSION_CHANGED")
    assert made == again
    expires_on = "SELECT expires_on FROM lot WHERE id = $1"
    assert await world.owner.fetchval(expires_on, made.lot_id) == in_days(90)
