"""Recounts: what differs too much is counted by another, and decided by a third."""

import asyncpg
import pytest

from backend.control.counting.submit_count import submit_count
from backend.tasks.decide_approval import DecideApproval, Verdict, decide_approval
from tests.flows.control import (
    allocate,
    cases,
    counting_floor,
    counts_to,
    decide,
    differs,
    events,
    held,
    moved,
    row,
    submits,
)
from tests.world import counts

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log")


@pytest.fixture
async def floor(world):
    return await counting_floor(world)


async def test_who_counted_may_not_recount_and_nothing_changes(floor, owner):
    world, here, _, tea = floor
    await submits(floor, 90)
    before = await counts(owner, *HISTORY, "count_attempt")

    refusal = await world.refused(submit_count, counts_to(floor, 90))

    assert refusal.code == "RECOUNT_BY_ANOTHER"
    assert await counts(owner, *HISTORY, "count_attempt") == before


async def test_a_recount_that_agrees_with_the_book_ends_it(floor):
    world, here, _, tea = floor
    await submits(floor, 90)

    done = await submits(floor, 100, by=world.other)

    assert (done.status, done.has_posted) == ("POSTED", False)
    assert await world.on_hand(here, tea) == 100


async def test_a_recount_that_differs_waits_for_a_third_person_and_their_yes_posts_it(floor, owner):
    world, here, _, tea = floor

    done = await differs(floor)
    on_hand_meanwhile = await world.on_hand(here, tea)
    await decide(world, done.approval_id, by=world.supervisor)

    assert (done.status, on_hand_meanwhile) == ("AWAITING_APPROVAL", 100)
    assert await world.on_hand(here, tea) == 91
    assert (await row(world, "bin_count", done.count_id))["status"] == "POSTED"
    approved_by = await owner.fetchval(
        "SELECT operation.approved_by FROM operation JOIN adjustment ON posted_by = operation.id"
        " WHERE count_id = $1",
        done.count_id,
    )
    assert approved_by == world.supervisor.id
    await world.prove()


async def test_a_no_drops_the_variance_and_leaves_the_book(floor):
    world, here, _, tea = floor
    done = await differs(floor)

    await decide(world, done.approval_id, by=world.supervisor, verdict=Verdict.REJECT)

    assert await world.on_hand(here, tea) == 100
    assert (await row(world, "bin_count", done.count_id))["status"] == "REJECTED"


async def test_neither_counter_may_decide(floor):
    world, here, _, tea = floor
    done = await differs(floor)
    asked = DecideApproval(approval_id=done.approval_id, if_version=None, verdict=Verdict.APPROVE)

    codes = [
        (await world.refused(decide_approval, asked, by=counter)).code
        for counter in (world.worker, world.other)
    ]

    assert codes == ["SELF_APPROVAL", "SELF_APPROVAL"]
    assert await world.on_hand(here, tea) == 100


async def test_the_database_refuses_a_counter_who_recounts_or_decides(floor, owner):
    world, *_ = floor
    done = await differs(floor)
    attacks = (
        "UPDATE approval SET status = 'APPROVED', decided_by = requested_by WHERE id = $1",
        "UPDATE approval SET status = 'APPROVED', decided_by = not_by WHERE id = $1",
        (
            "INSERT INTO count_attempt (id, count_id, number, counted_by, counted_at, operation_id)"
            " SELECT gen_random_uuid(), count_id, 2, counted_by, counted_at, operation_id"
            " FROM count_attempt WHERE number = 1 AND $1::uuid IS NOT NULL"
        ),
    )

    for attack in attacks:
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await owner.execute(attack, done.approval_id)


async def test_what_was_counted_away_and_had_left_meanwhile_is_a_case_and_no_negative_bin(floor):
    world, here, _, tea = floor
    done = await differs(floor)
    await moved(floor, 95)

    await decide(world, done.approval_id, by=world.supervisor)

    assert await world.on_hand(here, tea) == 0
    assert await cases(world) == ["4 units that were counted away in A had left meanwhile"]
    await world.prove()


async def test_goods_that_are_gone_displace_the_youngest_allocation(floor, owner):
    world, here, _, tea = floor
    reserve_bin = await world.bin("R", "RESERVE")
    await world.stock(reserve_bin, tea, 30)
    old, young = await allocate(world, here, tea, 60), await allocate(world, here, tea, 40)
    await submits(floor, 80)
    done = await submits(floor, 80, by=world.other)

    await decide(world, done.approval_id, by=world.supervisor)

    assert await world.on_hand(here, tea) == 80
    assert (await held(world, old), await held(world, young)) == ([("HARD", 60)], [("SOFT", 40)])
    assert await cases(world) == ["40 units that were allocated in A are no longer there"]
    posted = await owner.fetchval(
        "SELECT posted_by FROM adjustment WHERE count_id = $1", done.count_id
    )
    assert await events(world, posted) == ["AllocationDisplaced"]
    await world.prove()


async def test_a_promise_that_the_pool_no_longer_covers_is_given_up(floor, owner):
    world, here, _, tea = floor
    old, young = await allocate(world, here, tea, 60), await allocate(world, here, tea, 40)
    await submits(floor, 80)
    done = await submits(floor, 80, by=world.other)

    await decide(world, done.approval_id, by=world.supervisor)

    assert (await held(world, old), await held(world, young)) == ([("HARD", 60)], [("SOFT", 20)])
    assert await world.available(tea) == 0
    await world.prove()
