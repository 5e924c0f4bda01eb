"""What was sold comes back: it is set against its order, and no more is paid back than left."""

import asyncio

import pytest

from backend.control.counting.submit_count import SubmitCount, submit_count
from backend.control.counting.telling import CountedLine
from backend.control.moving.move_stock import MoveStock, move_stock
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.packing.pack_item import PackItem, pack_item
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.returns.authorize_return import AuthorizedLine, AuthorizeReturn, authorize_return
from backend.returns.dispose_return import DisposeReturn, dispose_return
from backend.returns.grade_return import GradeReturn, grade_return
from backend.returns.receive_return import ReceiveReturn, receive_return
from backend.returns.rules import Grade, ReturnReason, ReturnRoute
from backend.stock.keys import Disposition
from tests.flows.control import cases, decide, events, row
from tests.flows.outbound_floor import a_pick
from tests.world import World


@pytest.fixture
async def sold(world):
    """Five of tea at 4.50 that left the house, and a returns bench."""
    pick = await a_pick(world)
    await pick.picks(5)
    scanned = ItemRef(barcode=world.barcode(pick.sku))
    packed = await world.do(pack_item, PackItem(tote=pick.tote(), item=scanned, quantity=5))
    left = ConfirmShipment(shipment=DocumentRef(id=packed.answer.shipment_id))
    await world.do(confirm_shipment, left)
    await world.owner.execute(
        "UPDATE order_line SET unit_price_minor = 450 WHERE id = $1", pick.line_id
    )
    await world.bin("RET-1", "RETURNS")
    return pick


def came(sold, quantity, **further):
    scanned = ItemRef(barcode=sold.world.barcode(sold.sku))
    order = {"order": DocumentRef(id=sold.order_id)} if "customer_return" not in further else {}
    return ReceiveReturn(item=scanned, quantity=quantity, **order, **further)


async def disposes(world: World, line_id, quantity, route=ReturnRoute.QUARANTINE, reason=None):
    await world.do(grade_return, GradeReturn(line_id=line_id, grade=Grade.C_WORN))
    asked = DisposeReturn(line_id=line_id, quantity=quantity, route=route, reason=reason)
    return await world.do(dispose_return, asked)


async def test_what_left_comes_back_and_is_paid_back_at_its_price(sold):
    world = sold.world
    received = (await world.do(receive_return, came(sold, 3))).answer

    done = await disposes(world, received.line_id, 3)

    line = await row(world, "return_line", received.line_id)
    assert (line["order_line_id"], line["unit_price_minor"]) == (sold.line_id, 450)
    assert (done.answer.refund_minor, received.case_id) == (1350, None)
    assert await events(world, done.cursor.operation_id) == ["ReturnDisposed", "RefundDue"]
    await world.prove()


async def test_more_than_ever_left_is_here_all_the_same_but_not_paid_back(sold):
    world = sold.world

    done = await world.do(receive_return, came(sold, 7))
    disposed = await disposes(world, done.answer.line_id, 7)

    assert done.outcome == "APPLIED_WITH_CASE"
    assert len(await cases(world)) == 1
    assert disposed.answer.refund_minor == 5 * 450
    await world.prove()


async def test_two_who_take_the_same_goods_back_at_once_are_not_both_believed(sold):
    world = sold.world

    both = await asyncio.gather(
        world.do(receive_return, came(sold, 5)), world.do(receive_return, came(sold, 5))
    )

    assert sorted(done.outcome for done in both) == ["APPLIED", "APPLIED_WITH_CASE"]
    paid = [await disposes(world, done.answer.line_id, 5) for done in both]
    assert sorted(done.answer.refund_minor for done in paid) == [0, 2250]
    await world.prove()


async def test_an_item_that_was_never_on_the_order_is_a_case_and_costs_us_nothing(sold):
    world = sold.world
    jam = await world.item("JAM", price_minor=300, currency="GBP")

    done = await world.do(
        receive_return,
        ReceiveReturn(item=ItemRef(id=jam), quantity=1, order=DocumentRef(id=sold.order_id)),
    )
    disposed = await disposes(world, done.answer.line_id, 1)

    assert (done.outcome, disposed.answer.refund_minor) == ("APPLIED_WITH_CASE", 0)
    assert await events(world, disposed.cursor.operation_id) == ["ReturnDisposed"]
    assert (await row(world, "customer_return", done.answer.return_id))["status"] == "DISPOSED"


async def test_goods_that_come_under_an_authorized_return_are_set_against_it(sold):
    world = sold.world
    line = AuthorizedLine(
        item=ItemRef(id=sold.item_id), quantity=2, reason=ReturnReason.CHANGED_MIND
    )
    asked = AuthorizeReturn(lines=(line,), order=DocumentRef(id=sold.order_id))
    authorized = (await world.do(authorize_return, asked)).answer
    under = DocumentRef(number=authorized.number)

    received = (await world.do(receive_return, came(sold, 2, customer_return=under))).answer

    kept = await row(world, "return_line", received.line_id)
    assert (received.return_id, received.case_id) == (authorized.return_id, None)
    assert (kept["authorized"], kept["received"], kept["reason"]) == (2, 2, "CHANGED_MIND")


async def test_more_than_is_still_out_is_not_authorized(sold):
    world = sold.world
    await world.do(receive_return, came(sold, 3))

    def asks(quantity):
        line = AuthorizedLine(
            item=ItemRef(id=sold.item_id), quantity=quantity, reason=ReturnReason.CHANGED_MIND
        )
        return AuthorizeReturn(lines=(line,), order=DocumentRef(id=sold.order_id))

    refused = await world.refused(authorize_return, asks(3))
    await world.do(authorize_return, asks(2))
    again = await world.refused(authorize_return, asks(1))  # both that are out are awaited by now

    assert (refused.code, refused.facts["left"]) == ("RETURN_EXCEEDS_SHIPPED", 2)
    assert (again.code, again.facts["left"]) == ("RETURN_EXCEEDS_SHIPPED", 0)


async def test_what_is_put_on_another_bench_is_a_line_of_its_own(sold):
    world = sold.world
    first = (await world.do(receive_return, came(sold, 2))).answer
    await world.bin("RET-2", "RETURNS")
    under = DocumentRef(id=first.return_id)

    second = (
        await world.do(receive_return, came(sold, 1, customer_return=under, to=Ref(code="RET-2")))
    ).answer
    disposed = await disposes(world, second.line_id, 1)

    assert second.line_id != first.line_id
    assert disposed.answer.refund_minor == 450
    await world.prove()


async def test_scrap_worth_little_is_written_off_with_its_grade_as_reason(sold):
    world = sold.world
    await world.owner.execute(
        "UPDATE item SET cost_minor = 100, currency = 'GBP' WHERE id = $1", sold.item_id
    )
    received = (await world.do(receive_return, came(sold, 2))).answer

    done = await disposes(world, received.line_id, 2, ReturnRoute.SCRAP)

    kept = await world.owner.fetchrow(
        "SELECT status, reason, note, is_write_off FROM adjustment WHERE posted_by = $1",
        done.cursor.operation_id,
    )
    number = (await row(world, "customer_return", received.return_id))["number"]
    assert tuple(kept) == ("POSTED", "SCRAPPED", f"Graded C_WORN in {number}", True)
    await world.prove()


async def test_scrap_above_the_limit_waits_for_another_person_and_the_customer_does_not(sold):
    world = sold.world
    bench = await world.owner.fetchval(
        "SELECT id FROM bin WHERE code = 'RET-1' AND location_id = $1", world.location_id
    )
    received = (await world.do(receive_return, came(sold, 2))).answer

    done = (await disposes(world, received.line_id, 2, ReturnRoute.SCRAP)).answer
    meanwhile = await world.on_hand(bench, sold.item_id)
    await decide(world, done.approval_id, by=world.supervisor)

    assert (meanwhile, await world.on_hand(bench, sold.item_id)) == (2, 0)
    assert done.refund_minor == 900
    await world.prove()


async def test_goods_that_somebody_carried_off_the_bench_are_looked_for_first(sold):
    world = sold.world
    received = (await world.do(receive_return, came(sold, 2))).answer
    await world.bin("Q-1", "QUARANTINE")
    off = MoveStock(
        item=ItemRef(id=sold.item_id),
        source=Ref(code="RET-1"),
        target=Ref(code="Q-1"),
        location=Ref(id=world.location_id),
        quantity=2,
        disposition=Disposition.RETURN_PENDING,
    )
    await world.do(move_stock, off)
    await world.do(grade_return, GradeReturn(line_id=received.line_id, grade=Grade.C_WORN))
    asked = DisposeReturn(line_id=received.line_id, quantity=2, route=ReturnRoute.QUARANTINE)

    refusal = await world.refused(dispose_return, asked)

    assert refusal.code == "NOT_ENOUGH_ON_HAND"


async def test_an_order_whose_goods_were_counted_away_knows_it(world):
    pick = await a_pick(world, 8, stock=20)
    two = CountedLine(item=ItemRef(id=pick.item_id), quantity=2)
    bin_ = Ref(id=pick.bin_id)
    await world.do(submit_count, SubmitCount(bin=bin_, lines=(two,)))
    asked = SubmitCount(bin=bin_, lines=(two,))
    done = await perform(world.database, submit_count, asked, Request(new_id(), world.other))

    await decide(world, done.answer.approval_id, by=world.supervisor)

    assert await world.on_hand(pick.bin_id, pick.item_id) == 2
    assert await pick.status() == "CANCELED"
    assert await pick.line() == {"promised": 2, "waiting": 6}
    await world.prove()
