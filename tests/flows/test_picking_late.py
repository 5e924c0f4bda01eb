"""Facts that come late or surprise the book are recorded, never refused, and open a case."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.refs import Ref
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.outbound.picking.put_back import PutBack, put_back
from backend.stock.allocations import allocations_of
from backend.stock.changes import End, Outcome
from backend.stock.posting import post
from backend.tasks.task import cancel_task, task_of
from tests.flows.outbound_floor import a_pick, another_pick


@dataclass(frozen=True, slots=True)
class CallOff:
    task_id: UUID


@dataclass(frozen=True, slots=True)
class CalledOff:
    units: int


@command
async def call_off(work: Work, asked: CallOff) -> Plan[CalledOff]:
    """Cancel a pick and what was allocated to it, as canceling an order does."""
    task = await task_of(work.reader, asked.task_id)
    held = await allocations_of(work.reader, [task.line_id])
    units = sum(one.quantity for one in held)
    change = LineChange(line_id=task.line_id, allocated=-units, canceled=units)
    return Plan(
        answer=CalledOff(units),
        writes=(
            *change_lines(work, [change]),
            cancel_task(work, task),
            *post(work, ends=[End(one.reservation, Outcome.VOIDED) for one in held]),
        ),
        kind="CANCEL",
    )


def back(task_id, quantity, to):
    return PutBack(task_id=task_id, quantity=quantity, to=Ref(code=to))


async def claimed(world, pick, *, fence: int):
    """Let the worker hold the pick under this fence."""
    await world.owner.execute(
        "UPDATE task SET status = 'CLAIMED', assignee_id = $2, fence = $3,"
        " lease_until = now() + interval '15 minutes' WHERE id = $1",
        pick.task_id,
        world.worker.id,
        fence,
    )


async def test_a_pick_whose_order_was_canceled_meanwhile_is_recorded_and_goes_back(world):
    pick = await a_pick(world, 5, stock=12)
    await claimed(world, pick, fence=1)
    await world.do(call_off, CallOff(pick.task_id))

    done = await world.do(confirm_pick, pick.of(5, fence=1))

    assert done.outcome == "APPLIED_WITH_CASE"
    assert (await pick.in_bin(), await pick.in_cart()) == (7, 5)
    assert await pick.line() == {"canceled": 5}
    assert await world.reserved(pick.cart_id, pick.item_id) == 0
    case = await world.owner.fetchrow(
        "SELECT kind, bin_id FROM work_case WHERE id = $1", done.answer.case_id
    )
    assert dict(case) == {"kind": "OFFLINE_CONFLICT", "bin_id": pick.bin_id}
    await world.prove()


async def test_goods_that_belong_to_no_order_are_put_back_and_can_be_promised_again(world):
    pick = await a_pick(world, 5, stock=5)
    await claimed(world, pick, fence=1)
    await world.do(call_off, CallOff(pick.task_id))
    await world.do(confirm_pick, pick.of(5, fence=1))
    task_id = await world.owner.fetchval(
        "SELECT id FROM task WHERE kind = 'MOVE' AND location_id = $1", world.location_id
    )

    first = await world.do(put_back, back(task_id, 3, "A-01"))
    refusal = await world.refused(
        put_back, PutBack(task_id=task_id, quantity=3, to=Ref(code="A-01"))
    )
    nowhere = await world.refused(
        put_back, PutBack(task_id=task_id, quantity=2, to=Ref(code="PACK-1"))
    )
    last = await world.do(put_back, PutBack(task_id=task_id, quantity=2, to=Ref(code="A-01")))

    assert (first.answer.remaining, last.answer.remaining) == (2, 0)
    assert (refusal.code, nowhere.code) == ("QUANTITY_TOO_LARGE", "WRONG_BIN")
    assert (await pick.in_bin(), await pick.in_cart()) == (5, 0)
    assert await world.available(pick.item_id) == 5
    await world.prove()


async def test_a_pick_under_a_stale_fence_takes_the_goods_but_not_the_demand(world):
    pick = await a_pick(world, 5, stock=5)
    await claimed(world, pick, fence=2)

    done = await world.do(confirm_pick, pick.of(5, fence=1), by=world.other)

    assert done.outcome == "APPLIED_WITH_CASE"
    assert (await pick.in_bin(), await pick.in_cart()) == (0, 5)
    assert await pick.line() == {"promised": 5}
    assert await pick.status() == "CANCELED"
    assert await pick.order_status() == "PROMISED"
    await world.prove()


async def test_a_late_pick_leaves_others_their_goods_where_there_are_enough(world):
    pick = await a_pick(world, 5, stock=12)
    await claimed(world, pick, fence=2)

    await world.do(confirm_pick, pick.of(5, fence=1), by=world.other)
    await pick.picks(5, into="T-2", fence=2)

    assert await pick.line() == {"picked": 5}
    assert (await pick.in_bin(), await pick.in_cart()) == (2, 10)
    await world.prove()


async def test_a_late_pick_displaces_the_youngest_allocation_on_its_bin(world):
    pick = await a_pick(world, 4, stock=10)
    old = await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=4)
    await claimed(world, pick, fence=1)
    await world.do(call_off, CallOff(pick.task_id))
    young = await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=4)

    await world.do(confirm_pick, pick.of(4, fence=1))

    assert await old.line() == {"allocated": 4}
    assert await young.line() == {"promised": 4}
    assert (await old.status(), await young.status()) == ("QUEUED", "CANCELED")
    await world.prove()


async def test_what_the_book_does_not_have_comes_from_unexplained(world):
    pick = await a_pick(world, 5, stock=5)
    await claimed(world, pick, fence=2)
    await pick.picks(5, fence=2)

    await world.do(confirm_pick, pick.of(5, into="T-2", fence=1), by=world.other)

    assert (await pick.in_bin(), await pick.in_cart()) == (0, 10)
    unexplained = await world.owner.fetchval(
        "SELECT sum(quantity)::bigint FROM stock_entry JOIN stock_key ON stock_key.id = from_key"
        " JOIN bin ON bin.id = bin_id WHERE virtual_kind = 'UNEXPLAINED' AND item_id = $1",
        pick.item_id,
    )
    assert unexplained == 5
    assert await pick.line() == {"picked": 5}
    await world.prove()


async def test_a_pick_of_more_than_the_book_has_counts_for_its_order(world):
    pick = await a_pick(world, 5, stock=12)
    await world.do(lose, Lose(pick.task_id))

    done = await world.do(confirm_pick, pick.of(5))

    assert done.outcome == "APPLIED_WITH_CASE"
    assert await pick.line() == {"picked": 5}
    assert await pick.status() == "DONE"
    assert await world.reserved(pick.cart_id, pick.item_id) == 5
    assert await pick.in_bin() == 7
    await world.prove()


@dataclass(frozen=True, slots=True)
class Lose:
    task_id: UUID


@command
async def lose(work: Work, asked: Lose) -> Plan[CalledOff]:
    """Void what is allocated to a pick, as a count that finds too little does."""
    task = await task_of(work.reader, asked.task_id)
    held = await allocations_of(work.reader, [task.line_id])
    return Plan(
        answer=CalledOff(0),
        writes=post(work, ends=[End(one.reservation, Outcome.VOIDED) for one in held]),
        kind="COUNT",
    )
