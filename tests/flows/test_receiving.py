"""Receiving: what comes is counted once, and what is wrong with it is written down."""

import pytest

from backend.inbound.buying.close_purchase_order import ClosePurchaseOrder, close_purchase_order
from backend.inbound.buying.create_purchase_order import (
    CreatePurchaseOrder,
    LineToOrder,
    create_purchase_order,
)
from backend.inbound.buying.send_purchase_order import SendPurchaseOrder, send_purchase_order
from backend.inbound.receiving.close_receipt import CloseReceipt, close_receipt
from backend.inbound.receiving.open_receipt import OpenReceipt, open_receipt
from backend.inbound.receiving.receive_line import ReceiveLine, receive_line
from backend.inbound.receiving.rules import DiscrepancyKind
from backend.kernel.ids import new_id
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.stock.keys import Disposition
from tests.flows.dock import Dock
from tests.world import counts, person

LEDGER = ("operation", "stock_entry", "stock_balance_change", "task", "receipt_scan", "discrepancy")


@pytest.fixture
async def dock(world):
    return await Dock.at(world)


async def test_received_goods_stand_at_the_dock_with_their_cost_and_wait_for_putaway(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))

    answer = await dock.received(tea, 12)

    assert await world.on_hand(dock.dock_id, tea) == 12
    assert await world.available(tea) == 0
    line = await world.owner.fetchrow(
        "SELECT expected, received, put_away, unit_cost_minor, currency FROM receipt_line"
        " WHERE id = $1",
        answer.receipt_line_id,
    )
    assert tuple(line) == (12, 12, 0, 250, "GBP")
    (task,) = await dock.tasks()
    assert (task.id, task.quantity, task.to_bin_id) == (answer.task_ids[0], 12, face)
    assert await dock.discrepancies() == []
    assert await dock.status("purchase_order", dock.order.id) == "RECEIVED"
    await world.prove()


async def test_a_scan_of_a_case_counts_as_many_base_units_and_the_line_keeps_how(world, dock):
    tea = await world.item(packs=[("CASE", 12)])
    await dock.arrived((tea, 48))
    asked = ReceiveLine(
        receipt=dock.receipt, item=ItemRef(barcode=world.barcode(pack="CASE")), packs=3
    )

    answer = (await world.do(receive_line, asked)).answer

    assert answer.quantity == 36
    assert await world.on_hand(dock.dock_id, tea) == 36
    scan = await world.owner.fetchrow(
        "SELECT quantity, pack_units FROM receipt_scan WHERE receipt_line_id = $1",
        answer.receipt_line_id,
    )
    assert tuple(scan) == (36, 12)
    assert await dock.status("purchase_order", dock.order.id) == "PARTLY_RECEIVED"


async def test_a_part_of_the_pack_that_was_scanned_is_refused_and_nothing_moves(world, dock):
    tea = await world.item(packs=[("CASE", 12)])
    await dock.arrived((tea, 48))
    before = await counts(world.owner, *LEDGER)

    refusal = await world.refused(receive_line, dock.line(tea, 30, pack=Ref(code="CASE")))

    assert (refusal.code, refusal.facts["units"]) == ("PACK_MISMATCH", 12)
    assert await counts(world.owner, *LEDGER) == before


async def test_the_same_scan_sent_twice_is_counted_once(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 10))
    operation_id = new_id()

    first = await world.do(receive_line, dock.line(tea, 10), operation_id=operation_id)
    again = await world.do(receive_line, dock.line(tea, 10), operation_id=operation_id)

    assert (again.answer, again.replayed) == (first.answer, True)
    assert await world.on_hand(dock.dock_id, tea) == 10


async def test_a_little_too_much_is_taken_with_a_discrepancy(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 20))

    await dock.received(tea, 22)

    assert await dock.discrepancies() == [("OVER", 20, 22, None, None)]
    assert await world.on_hand(dock.dock_id, tea) == 22


async def test_far_too_much_needs_a_reason_and_then_opens_a_case(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 20))
    await dock.received(tea, 20)
    before = await counts(world.owner, *LEDGER, "work_case")

    refusal = await world.refused(receive_line, dock.line(tea, 3))
    assert (refusal.code, refusal.facts["expected"]) == ("OVER_TOLERANCE", 0)
    assert await counts(world.owner, *LEDGER, "work_case") == before

    answer = await dock.received(tea, 3, reason="They sent a bonus")
    (found,) = await dock.discrepancies()
    assert found == ("OVER", 0, 3, "They sent a bonus", answer.case_ids[0])


async def test_an_item_that_nobody_ordered_is_scanned_twice_and_opens_a_case(world, dock):
    tea, salt = await world.item(), await world.item("SALT")
    await dock.arrived((tea, 20))

    refusal = await world.refused(receive_line, dock.line(salt, 5))
    assert refusal.code == "NOT_EXPECTED"

    answer = await dock.received(salt, 5, rescanned=True)
    (found,) = await dock.discrepancies()
    assert found == ("UNEXPECTED_ITEM", 0, 5, None, answer.case_ids[0])
    assert await world.on_hand(dock.dock_id, salt) == 5
    await dock.received(salt, 2)
    assert len(await dock.discrepancies()) == 1


async def test_damaged_goods_are_kept_apart_and_go_to_quarantine(world, dock):
    tea = await world.item()
    await world.bin("F1", fixed_item_id=tea)
    quarantine = await world.bin("Q1", "QUARANTINE")
    await dock.arrived((tea, 10))

    answer = await dock.received(tea, 4, discrepancy=DiscrepancyKind.DAMAGED, reason="Wet")

    assert await dock.discrepancies() == [("DAMAGED", None, 4, "Wet", None)]
    (task,) = await dock.tasks()
    assert (task.disposition, task.to_bin_id) == (Disposition.DAMAGED, quarantine)
    await dock.put_away(answer.task_ids[0], quarantine)
    assert await world.on_hand(quarantine, tea) == 4
    assert await world.available(tea) == 0
    await world.prove()


async def test_what_is_missing_when_the_receipt_closes_is_short(world, dock):
    tea, salt = await world.item(), await world.item("SALT")
    await dock.arrived((tea, 20), (salt, 20))
    await dock.received(tea, 19)
    await dock.received(salt, 5)

    answer = (await world.do(close_receipt, CloseReceipt(receipt=dock.receipt))).answer

    found = await dock.discrepancies()
    assert [row[:3] for row in found] == [("SHORT", 20, 19), ("SHORT", 20, 5)]
    assert [row[4] is not None for row in found] == [False, True]
    assert len(answer.case_ids) == 1
    assert await dock.status("receipt", dock.receipt.id) == "CLOSED"
    assert await dock.status("purchase_order", dock.order.id) == "PARTLY_RECEIVED"


async def test_a_second_truck_is_expected_to_bring_what_the_first_did_not(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 20))
    await dock.received(tea, 15)
    await world.do(close_receipt, CloseReceipt(receipt=dock.receipt))

    opened = (await world.do(open_receipt, OpenReceipt(purchase_order=dock.order))).answer
    dock.receipt = DocumentRef(id=opened.receipt_id)
    answer = await dock.received(tea, 5)

    expected = await world.owner.fetchval(
        "SELECT expected FROM receipt_line WHERE id = $1", answer.receipt_line_id
    )
    assert expected == 5
    assert await dock.discrepancies() == []
    assert await dock.status("purchase_order", dock.order.id) == "RECEIVED"


async def test_a_blind_receipt_takes_whatever_comes(world, dock):
    tea = await world.item()
    await dock.arrived()

    first, second = await dock.received(tea, 7), await dock.received(tea, 4)

    assert first.receipt_line_id == second.receipt_line_id
    assert await dock.discrepancies() == []
    assert await world.on_hand(dock.dock_id, tea) == 11


async def test_one_item_on_two_order_lines_fills_the_first_and_then_the_second(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 5), (tea, 10))

    await dock.received(tea, 8)

    rows = await world.owner.fetch(
        "SELECT received FROM purchase_order_line WHERE purchase_order_id = $1 ORDER BY sequence",
        dock.order.id,
    )
    assert [row["received"] for row in rows] == [5, 3]
    assert sorted(task.quantity for task in await dock.tasks()) == [3, 5]
    await world.prove()


async def test_a_closed_receipt_takes_nothing_more(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 5))
    await world.do(close_receipt, CloseReceipt(receipt=dock.receipt))

    refusal = await world.refused(receive_line, dock.line(tea, 5))

    assert refusal.code == "NOT_IN_THIS_STATE"
    assert await world.on_hand(dock.dock_id, tea) == 0


async def test_goods_of_a_lot_need_its_number_and_stay_told_apart(world, dock):
    tea = await world.item(tracking="LOT")
    await dock.arrived((tea, 9))

    refusal = await world.refused(receive_line, dock.line(tea, 4))
    assert refusal.code == "LOT_REQUIRED"

    await dock.received(tea, 4, lot_number="L1")
    await dock.received(tea, 2, lot_number="L2")
    await dock.received(tea, 3, lot_number="L1")
    rows = await world.owner.fetch(
        "SELECT lot.number, on_hand FROM stock_balance JOIN stock_key ON stock_key.id = key_id"
        " JOIN lot ON lot.id = lot_id WHERE bin_id = $1 ORDER BY 1",
        dock.dock_id,
    )
    assert [tuple(row) for row in rows] == [("L1", 7), ("L2", 2)]


async def test_receiving_takes_the_permission_and_so_does_buying(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 5))
    picker = person("Peter Picker", "PICK")

    assert (await world.refused(receive_line, dock.line(tea, 5), by=picker)).code == "NOT_ALLOWED"
    asked = CreatePurchaseOrder(
        supplier=dock.supplier,
        location=Ref(id=world.location_id),
        lines=(LineToOrder(item=ItemRef(id=tea), quantity=1),),
    )
    assert (await world.refused(create_purchase_order, asked, by=picker)).code == "NOT_ALLOWED"


async def test_an_order_is_written_sent_and_closed_in_that_order(world, dock):
    tea = await world.item(cost_minor=120, currency="GBP")
    asked = CreatePurchaseOrder(
        number=f"PO-{world.code}",
        supplier=dock.supplier,
        location=Ref(id=world.location_id),
        lines=(LineToOrder(item=ItemRef(id=tea), quantity=6),),
    )
    created = (await world.do(create_purchase_order, asked)).answer
    order = DocumentRef(number=created.number)
    cost = await world.owner.fetchval(
        "SELECT unit_cost_minor FROM purchase_order_line WHERE purchase_order_id = $1",
        created.purchase_order_id,
    )
    assert cost == 120
    assert (await world.refused(create_purchase_order, asked)).code == "CODE_TAKEN"

    early = await world.refused(open_receipt, OpenReceipt(purchase_order=order))
    assert early.code == "NOT_IN_THIS_STATE"
    await world.do(send_purchase_order, SendPurchaseOrder(purchase_order=order))
    twice = await world.refused(send_purchase_order, SendPurchaseOrder(purchase_order=order))
    assert twice.code == "NOT_IN_THIS_STATE"

    opened = (await world.do(open_receipt, OpenReceipt(purchase_order=order))).answer
    closing = ClosePurchaseOrder(purchase_order=order, reason="Called off")
    assert (await world.refused(close_purchase_order, closing)).code == "NOT_IN_THIS_STATE"
    await world.do(close_receipt, CloseReceipt(receipt=DocumentRef(id=opened.receipt_id)))
    await world.do(close_purchase_order, closing)
    assert await dock.status("purchase_order", created.purchase_order_id) == "CLOSED"
