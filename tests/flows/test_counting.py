"""Counting: the book becomes true, by people who do not see it, and never by one alone."""

import asyncio

import pytest

from backend.control.counting.count_short_bin import CountShortBin, count_short_bin
from backend.control.counting.document import CountTrigger
from backend.control.counting.request_count import RequestCount, request_count
from backend.control.counting.submit_count import SubmitCount, submit_count
from backend.control.counting.telling import CountedLine
from backend.kernel.ids import new_id
from backend.kernel.refusals import Busy
from backend.master.refs import ItemRef, Ref
from backend.stock.seen import LogPosition
from backend.stock.shortage import NotEnoughOnHand
from backend.tasks.claim_tasks import ClaimTasks, claim_tasks
from backend.tasks.task import TaskKind
from tests.flows.control import (
    cases,
    counting_floor,
    counts_to,
    events,
    moved,
    row,
    submits,
)
from tests.world import counts, person

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log")


@pytest.fixture
async def floor(world):
    return await counting_floor(world)


async def test_a_count_that_agrees_posts_nothing_and_is_done(floor):
    world, here, _, tea = floor

    done = await submits(floor, 100)

    assert (done.status, done.has_posted) == ("POSTED", False)
    assert await world.on_hand(here, tea) == 100
    assert (await row(world, "bin", here))["last_counted_at"] is not None


@pytest.mark.parametrize("counted", [99, 101])
async def test_a_small_difference_is_posted_at_once_with_its_evidence(floor, counted, owner):
    world, here, _, tea = floor

    done = await submits(floor, counted)

    assert (done.status, done.has_posted) == ("POSTED", True)
    assert await world.on_hand(here, tea) == counted
    line = await owner.fetchrow(
        "SELECT counted, book, number, counted_by FROM count_line"
        " JOIN count_attempt attempt ON attempt.id = attempt_id WHERE count_id = $1",
        done.count_id,
    )
    assert tuple(line) == (counted, 100, 1, world.worker.id)
    kept = await owner.fetchrow(
        "SELECT status, reason, difference, value_minor FROM adjustment"
        " JOIN adjustment_line line ON line.adjustment_id = adjustment.id WHERE count_id = $1",
        done.count_id,
    )
    assert tuple(kept) == ("POSTED", "COUNT", counted - 100, 300)
    await world.prove()


async def test_an_empty_bin_is_said_to_be_empty_and_never_assumed(floor, owner):
    world, here, _, tea = floor
    before = await counts(owner, *HISTORY)

    refusal = await world.refused(submit_count, counts_to(floor))

    assert refusal.code == "INVALID_INPUT"
    assert await counts(owner, *HISTORY) == before
    assert (await submits(floor, None, is_empty=True)).status == "RECOUNTING"


async def test_a_large_difference_moves_nothing_and_asks_another_person(floor):
    world, here, _, tea = floor

    done = await submits(floor, 90)

    task = await row(world, "task", done.recount_task_id)
    assert (done.status, done.has_posted) == ("RECOUNTING", False)
    assert (task["kind"], task["status"], task["not_by"]) == ("COUNT", "QUEUED", world.worker.id)
    assert (task["is_blind"], task["quantity"]) == (True, None)
    assert await world.on_hand(here, tea) == 100


async def test_what_left_after_the_counter_looked_is_netted(floor):
    world, here, _, tea = floor
    seen = (await moved(floor, 1)).cursor
    await moved(floor, 40)

    done = await submits(floor, 98, seen_at=LogPosition(seen.xid, seen.operation_id))

    assert (done.status, done.has_posted) == ("POSTED", True)
    assert await world.on_hand(here, tea) == 58
    await world.prove()


async def test_a_count_while_picking_ends_in_one_of_the_two_orders(floor):
    world, here, there, tea = floor

    async def pick():
        while True:
            try:
                return await moved(floor, 1)
            except NotEnoughOnHand:
                return None
            except Busy:
                continue

    picked, counted = asyncio.gather(*(pick() for _ in range(30))), submits(floor, 99)
    await picked
    done = await counted

    assert await world.on_hand(there, tea) == 30
    left = await world.on_hand(here, tea)
    assert left == 70 if done.status == "RECOUNTING" else left in {69, 70, 71}
    await world.prove()


async def test_what_turned_up_is_told_so_that_it_can_be_promised(floor, owner):
    world, *_ = floor

    done = await world.do(submit_count, counts_to(floor, 101))

    assert await events(world, done.cursor.operation_id) == ["StockFreed"]


async def test_a_count_sent_twice_counts_once(floor):
    world, here, _, tea = floor
    operation_id = new_id()

    first = await world.do(submit_count, counts_to(floor, 99), operation_id=operation_id)
    again = await world.do(submit_count, counts_to(floor, 99), operation_id=operation_id)

    assert (first.replayed, again.replayed) == (False, True)
    assert again.answer == first.answer
    assert await world.on_hand(here, tea) == 99


async def test_the_task_of_a_count_is_done_by_whoever_holds_it(floor):
    world, here, _, tea = floor
    asked = RequestCount(location=Ref(id=world.location_id), bins=(Ref(code="A"), Ref(code="B")))
    requested = (await world.do(request_count, asked)).answer
    await world.do(claim_tasks, ClaimTasks(location_id=world.location_id, kinds=(TaskKind.COUNT,)))
    refusal = await world.refused(submit_count, counts_to(floor, 100), by=world.other)

    done = await submits(floor, 100)

    assert len(requested.count_ids) == 2
    assert refusal.code == "TASK_TAKEN"
    assert done.count_id == requested.count_ids[0]
    status = await world.owner.fetchval(
        "SELECT status FROM task WHERE document_id = $1", done.count_id
    )
    assert status == "DONE"


async def test_a_bin_that_is_being_counted_is_not_asked_for_twice(floor):
    world, here, _, tea = floor
    asked = RequestCount(location=Ref(id=world.location_id), items=(ItemRef(id=tea),))
    first = (await world.do(request_count, asked)).answer

    short = CountShortBin(bin_id=here, location_id=world.location_id)
    again = (await world.do(count_short_bin, short)).answer

    assert again == first
    assert await world.owner.fetchval("SELECT count(*) FROM bin_count WHERE bin_id = $1", here) == 1


async def test_a_short_bin_is_counted_before_others(floor):
    world, here, _, tea = floor

    short = CountShortBin(bin_id=here, location_id=world.location_id)
    (count_id,) = (await world.do(count_short_bin, short)).answer.count_ids

    found = await world.owner.fetchrow(
        "SELECT trigger, priority, is_active FROM bin_count"
        " JOIN task ON document_id = bin_count.id JOIN bin ON bin.id = bin_count.bin_id"
        " WHERE bin_count.id = $1",
        count_id,
    )
    assert (found["trigger"], found["priority"]) == (CountTrigger.SHORT_PICK, 60)


async def test_a_count_that_arrives_after_another_ended_it_stands_for_itself(floor):
    world, here, _, tea = floor
    asked = RequestCount(location=Ref(id=world.location_id), bins=(Ref(code="A"),))
    (count_id,) = (await world.do(request_count, asked)).answer.count_ids
    task_id = await world.owner.fetchval("SELECT id FROM task WHERE document_id = $1", count_id)
    await submits(floor, 100)

    late = await submits(floor, 99, by=world.other, task_id=task_id)

    assert (late.status, late.has_posted) == ("RECOUNTING", False)
    assert late.count_id != count_id
    assert len(await cases(world)) == 1
    assert await world.on_hand(here, tea) == 100


async def test_another_bin_than_the_task_says_is_refused(floor):
    world, here, there, tea = floor
    asked = RequestCount(location=Ref(id=world.location_id), bins=(Ref(code="A"),))
    (count_id,) = (await world.do(request_count, asked)).answer.count_ids
    task_id = await world.owner.fetchval("SELECT id FROM task WHERE document_id = $1", count_id)

    refusal = await world.refused(
        submit_count, SubmitCount(bin=Ref(id=there), is_empty=True, task_id=task_id)
    )

    assert (refusal.code, refusal.facts) == ("WRONG_BIN", {"scanned": "B", "wanted": "A"})


async def test_who_may_not_count_is_refused(floor):
    world = floor[0]

    refusal = await world.refused(
        submit_count, counts_to(floor, 100), by=person("Vera", "READ_STOCK")
    )

    assert refusal.code == "NOT_ALLOWED"


async def test_an_item_that_the_book_does_not_know_there_is_found(floor):
    world, here, _, tea = floor
    jam = await world.item("JAM", velocity="D")
    both = SubmitCount(
        bin=Ref(id=here),
        lines=(
            CountedLine(item=ItemRef(id=tea), quantity=100),
            CountedLine(item=ItemRef(barcode=world.barcode("JAM")), quantity=3),
        ),
    )

    done = await world.do(submit_count, both)

    assert (done.answer.status, await world.on_hand(here, jam)) == ("POSTED", 3)
    await world.prove()
