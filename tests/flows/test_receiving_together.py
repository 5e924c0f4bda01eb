"""Receiving by many at once, and what can be taken back: nothing is counted twice or lost."""

import asyncio

import asyncpg
import pytest

from backend.api.undo import undo_operation
from backend.inbound.receiving.close_receipt import CloseReceipt, close_receipt
from backend.inbound.receiving.receive_line import receive_line
from backend.kernel.ids import new_id
from backend.kernel.refusals import Refusal
from backend.tasks.undo import UndoOperation
from tests.flows.dock import Dock

LEDGER = ("operation", "stock_entry", "stock_balance_change", "task", "receipt_scan", "discrepancy")


@pytest.fixture
async def dock(world):
    return await Dock.at(world)


async def test_twenty_receivers_of_one_line_count_every_unit_once(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 200))

    await asyncio.gather(*(patiently(world, dock.line(tea, 10)) for _ in range(20)))

    received = await world.owner.fetchval(
        "SELECT received FROM purchase_order_line WHERE purchase_order_id = $1", dock.order.id
    )
    assert received == 200
    assert await world.on_hand(dock.dock_id, tea) == 200
    assert await dock.status("purchase_order", dock.order.id) == "RECEIVED"
    await world.prove()


async def test_receivers_of_many_lines_and_whoever_closes_agree_on_what_is_short(world, dock):
    items = [await world.item(f"I{number}") for number in range(8)]
    await dock.arrived(*((item, 10) for item in items))

    async def close():
        await asyncio.sleep(0.01)
        await world.do(close_receipt, CloseReceipt(receipt=dock.receipt))

    async def receive(item):
        return await patiently(world, dock.line(item, 10))

    tries = await asyncio.gather(
        close(), *(receive(item) for item in items), return_exceptions=True
    )

    late = [tried for tried in tries if isinstance(tried, BaseException)]
    assert {getattr(one, "code", one) for one in late} <= {"NOT_IN_THIS_STATE"}

    received = await world.owner.fetchval(
        "SELECT sum(received)::int FROM receipt_line WHERE receipt_id = $1", dock.receipt.id
    )
    missing = sum(row[1] - row[2] for row in await dock.discrepancies())
    assert received + missing == 80
    await world.prove()


async def patiently(world, asked):
    """Send again while others are in the way, as a device does."""
    operation_id = new_id()
    while True:
        try:
            return await world.do(receive_line, asked, operation_id=operation_id)
        except Refusal as refusal:
            if not refusal.retryable:
                raise


async def test_the_database_lets_no_line_put_away_more_than_came(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 5))
    answer = await dock.received(tea, 5)

    with pytest.raises(asyncpg.CheckViolationError):
        await world.owner.execute(
            "UPDATE receipt_line SET put_away = 6 WHERE id = $1", answer.receipt_line_id
        )


async def test_an_undone_scan_is_still_to_come_and_nothing_is_to_put_away(world, dock):
    tea = await world.item()
    await dock.arrived((tea, 20))
    operation_id = new_id()
    asked = dock.line(tea, 21)
    await world.do(receive_line, asked, operation_id=operation_id)

    await world.do(undo_operation, UndoOperation(operation_id))

    assert await world.on_hand(dock.dock_id, tea) == 0
    assert [task.status for task in await dock.tasks()] == ["CANCELED"]
    received = await world.owner.fetchval(
        "SELECT sum(received)::int FROM receipt_line WHERE receipt_id = $1", dock.receipt.id
    )
    assert received == 0
    assert await dock.status("purchase_order", dock.order.id) == "SENT"
    await dock.received(tea, 20)
    assert await dock.status("purchase_order", dock.order.id) == "RECEIVED"
    await world.prove()


async def test_a_scan_whose_goods_are_put_away_cannot_be_undone(world, dock):
    tea = await world.item()
    face = await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 20))
    operation_id = new_id()
    done = await world.do(receive_line, dock.line(tea, 20), operation_id=operation_id)
    await dock.put_away(done.answer.task_ids[0], face, quantity=1)

    refusal = await world.refused(undo_operation, UndoOperation(operation_id))

    assert refusal.code == "BUILT_UPON"
    assert await world.on_hand(dock.dock_id, tea) == 19
