"""Short picks, picks undone and full totes: what goes otherwise than planned."""

import json

import pytest

from backend.master.refs import DocumentRef, Ref
from backend.outbound.picking.change_tote import ChangeTote, change_tote
from backend.outbound.picking.confirm_pick import ConfirmPick, confirm_pick
from backend.outbound.picking.short_pick import ShortPick, ShortReason, short_pick
from backend.outbound.picking.unpick import Unpick, unpick
from tests.flows.outbound_floor import a_pick, another_pick
from tests.world import counts


def short(pick, found: int, reason=ShortReason.NOT_ENOUGH, into: str = "T-1") -> ShortPick:
    return ShortPick(
        task_id=pick.task_id, found=found, reason=reason, into=pick.tote(into) if found else None
    )


async def test_a_short_pick_finds_the_rest_in_another_bin_on_the_same_walk(world):
    pick = await a_pick(world, 5, stock=5)
    reserve = await world.bin("R-01", "RESERVE")
    await world.stock(reserve, pick.item_id, 20)

    answer = (await world.do(short_pick, short(pick, 2))).answer

    assert (answer.elsewhere, answer.promised, answer.waiting) == (3, 0, 0)
    assert answer.next_task_id == answer.alternatives[0]
    assert await pick.status() == "SHORT"
    assert await pick.line() == {"allocated": 3, "picked": 2}
    found = ConfirmPick(
        task_id=answer.alternatives[0], item=pick.of(1).item, quantity=3, into=pick.tote()
    )
    await world.do(confirm_pick, found)
    assert await pick.line() == {"picked": 5}
    assert await world.on_hand(reserve, pick.item_id) == 17
    await world.prove()


async def test_an_empty_bin_asks_for_a_count_and_opens_a_case(world):
    pick = await a_pick(world, 5, stock=5)

    done = await world.do(short_pick, short(pick, 0, ShortReason.BIN_EMPTY))

    case = await world.owner.fetchrow(
        "SELECT kind, bin_id, item_id FROM work_case WHERE id = $1", done.answer.case_id
    )
    assert dict(case) == {"kind": "SHORT_PICK", "bin_id": pick.bin_id, "item_id": pick.item_id}
    told = await world.owner.fetchval(
        "SELECT body FROM outbox_event WHERE name = 'PickShort' AND body ->> 'task_id' = $1",
        str(pick.task_id),
    )
    body = json.loads(told)
    assert (body["asked"], body["found"], body["reason"]) == (5, 0, "BIN_EMPTY")
    assert body["bin_id"] == str(pick.bin_id)
    assert body["line_id"] == str(pick.line_id)


async def test_what_no_other_bin_has_waits_for_stock(world):
    pick = await a_pick(world, 5, stock=5)

    answer = (await world.do(short_pick, short(pick, 2))).answer

    assert (answer.elsewhere, answer.promised, answer.waiting) == (0, 0, 3)
    assert await pick.line() == {"picked": 2, "waiting": 3}
    assert await world.reserved(pick.bin_id, pick.item_id) == 0
    await world.prove()


async def test_what_the_house_has_elsewhere_stays_promised(world):
    pick = await a_pick(world, 5, stock=5)
    stage = await world.bin("OUT-1", "OUTBOUND_STAGE")
    await world.stock(stage, pick.item_id, 2)

    answer = (await world.do(short_pick, short(pick, 0, ShortReason.BIN_EMPTY))).answer

    assert (answer.elsewhere, answer.promised, answer.waiting) == (0, 2, 3)
    assert await pick.line() == {"promised": 2, "waiting": 3}
    await world.prove()


@pytest.mark.parametrize(("found", "code"), [(5, "INVALID_INPUT"), (-1, "INVALID_INPUT")])
async def test_a_short_pick_that_is_not_short_is_refused(world, found, code):
    pick = await a_pick(world, 5)
    before = await counts(world.owner, "operation", "work_case", "stock_entry")

    refusal = await world.refused(short_pick, short(pick, found))

    assert refusal.code == code
    assert await counts(world.owner, "operation", "work_case", "stock_entry") == before


async def test_what_was_found_needs_a_tote(world):
    pick = await a_pick(world, 5)
    asked = ShortPick(task_id=pick.task_id, found=2, reason=ShortReason.DAMAGED)

    refusal = await world.refused(short_pick, asked)

    assert refusal.code == "INVALID_INPUT"
    assert refusal.facts["field"] == "into"


async def test_a_short_pick_of_another_is_refused(world):
    pick = await a_pick(world, 5)
    await pick.picks(1)

    refusal = await world.refused(short_pick, short(pick, 1), by=world.other)

    assert refusal.code == "TASK_TAKEN"


async def test_an_undone_pick_is_to_be_picked_again(world):
    pick = await a_pick(world, 5, stock=12)
    await pick.picks(5)

    back = Unpick(task_id=pick.task_id, quantity=3, to=Ref(code="A-01"), reason="Wrong color")
    answer = (await world.do(unpick, back)).answer

    assert answer.remaining == 3
    assert (await pick.in_bin(), await pick.in_cart()) == (10, 2)
    assert await pick.line() == {"allocated": 3, "picked": 2}
    assert await pick.status() == "QUEUED"
    assert (await pick.picks(3)).remaining == 0
    assert await pick.line() == {"picked": 5}
    await world.prove()


@pytest.mark.parametrize(
    ("quantity", "to", "reason", "code"),
    [
        (6, "A-01", "Wrong", "QUANTITY_TOO_LARGE"),
        (1, "B-01", "Wrong", "WRONG_BIN"),
        (1, "A-01", "  ", "INVALID_INPUT"),
    ],
)
async def test_a_pick_cannot_be_undone_further_than_it_was_done(world, quantity, to, reason, code):
    pick = await a_pick(world, 5)
    await pick.picks(5)

    asked = Unpick(task_id=pick.task_id, quantity=quantity, to=Ref(code=to), reason=reason)
    refusal = await world.refused(unpick, asked)

    assert refusal.code == code
    assert await pick.line() == {"picked": 5}


async def test_a_full_tote_takes_no_more_and_the_walk_goes_on_with_another(world):
    pick = await a_pick(world, 5)
    await pick.picks(2)
    walk = DocumentRef(id=pick.walk_id)

    await world.do(change_tote, ChangeTote(walk=walk, full=pick.tote(), to=pick.tote("T-2")))
    closed = await world.refused(confirm_pick, pick.of(3))
    answer = await pick.picks(3, into="T-2")

    assert closed.code == "CONTAINER_CLOSED"
    assert answer.remaining == 0
    assert await pick.in_cart() == 5
    await world.prove()


async def test_a_tote_is_not_changed_for_itself(world):
    pick = await a_pick(world, 5)
    other = await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=1)
    await pick.picks(2)

    asked = ChangeTote(walk=DocumentRef(id=pick.walk_id), full=pick.tote(), to=pick.tote())
    refusal = await world.refused(change_tote, asked)

    assert refusal.code == "WRONG_CONTAINER"
    assert (await other.picks(1)).remaining == 0
