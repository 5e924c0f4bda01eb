"""Picking: goods go from bins into totes, exactly as often as people took them."""

import asyncio

import asyncpg
import pytest

from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Refusal
from backend.master.refs import ItemRef, Ref
from backend.outbound.picking.confirm_pick import confirm_pick
from tests.flows.outbound_floor import a_pick, another_pick
from tests.world import counts

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log", "container")


async def test_a_pick_moves_goods_into_the_tote_and_keeps_them_for_the_order(world):
    pick = await a_pick(world, 5, stock=12)

    answer = await pick.picks(5)

    assert answer.remaining == 0
    assert await pick.in_bin() == 7
    assert await pick.in_cart() == 5
    assert await world.reserved(pick.cart_id, pick.item_id) == 5
    assert await pick.line() == {"picked": 5}
    assert await pick.status() == "DONE"
    assert await pick.order_status() == "PICKING"
    assert await world.available(pick.item_id) == 7
    await world.prove()


async def test_a_pick_in_parts_keeps_the_rest_allocated(world):
    pick = await a_pick(world, 5)

    first = await pick.picks(2)
    second = await pick.picks(3)

    assert (first.remaining, second.remaining) == (3, 0)
    assert await pick.line() == {"picked": 5}
    assert await world.reserved(pick.bin_id, pick.item_id) == 0
    await world.prove()


async def test_a_case_is_taken_by_its_own_barcode(world):
    pick = await a_pick(world, 12)
    case = Ref(barcode=world.barcode(pack="CASE"))

    await pick.picks(6, pack=case)
    refusal = await world.refused(confirm_pick, pick.of(4, pack=case))

    assert refusal.code == "PACK_MISMATCH"
    assert await pick.line() == {"allocated": 6, "picked": 6}


@pytest.mark.parametrize("scanned", ["A-01", "42"])
async def test_a_bin_is_known_by_its_label_and_by_its_check_digits(world, scanned):
    pick = await a_pick(world)

    assert (await pick.picks(5, bin=Ref(code=scanned))).remaining == 0


@pytest.mark.parametrize(
    ("code", "quantity", "more"),
    [
        ("WRONG_BIN", 5, {"bin": Ref(code="A-02")}),
        ("QUANTITY_TOO_LARGE", 6, {}),
        ("INVALID_INPUT", 0, {}),
        ("INVALID_INPUT", -1, {}),
        ("BARCODE_UNKNOWN", 6, {"pack": Ref(barcode="nobody taught this")}),
    ],
)
async def test_a_wrong_scan_is_refused_and_nothing_moves(world, code, quantity, more):
    pick = await a_pick(world)
    before = await counts(world.owner, *HISTORY)

    refusal = await world.refused(confirm_pick, pick.of(quantity, **more))

    assert refusal.code == code
    assert await counts(world.owner, *HISTORY) == before


async def test_another_item_is_refused(world):
    pick = await a_pick(world)
    await world.item("COFFEE")
    asked = pick.of(5)
    other = type(asked)(
        task_id=pick.task_id,
        item=ItemRef(barcode=world.barcode("COFFEE")),
        quantity=5,
        into=asked.into,
    )

    refusal = await world.refused(confirm_pick, other)

    assert refusal.code == "WRONG_ITEM"
    assert await pick.in_cart() == 0


async def test_a_new_tote_is_registered_by_its_first_scan_and_stands_on_the_cart(world):
    pick = await a_pick(world)

    await pick.picks(2)
    await pick.picks(3)

    totes = await world.owner.fetch(
        "SELECT kind, status, bin_id FROM container WHERE location_id = $1", world.location_id
    )
    assert [dict(tote) for tote in totes] == [
        {"kind": "TOTE", "status": "OPEN", "bin_id": pick.cart_id}
    ]


async def test_a_code_that_no_tote_bears_is_refused(world):
    pick = await a_pick(world)

    refusal = await world.refused(confirm_pick, pick.of(5, into="A-01-"))

    assert refusal.code == "CONTAINER_UNKNOWN"


async def test_a_pick_stays_in_one_tote(world):
    pick = await a_pick(world)
    await pick.picks(2)

    refusal = await world.refused(confirm_pick, pick.of(3, into="T-2"))

    assert refusal.code == "WRONG_CONTAINER"


async def test_a_pick_that_another_holds_is_refused(world):
    pick = await a_pick(world)
    await pick.picks(2)

    refusal = await world.refused(confirm_pick, pick.of(3), by=world.other)

    assert refusal.code == "TASK_TAKEN"
    assert await pick.line() == {"allocated": 3, "picked": 2}


async def test_a_pick_that_is_done_takes_no_more(world):
    pick = await a_pick(world)
    await pick.picks(5)

    refusal = await world.refused(confirm_pick, pick.of(1))

    assert refusal.code == "NOT_IN_THIS_STATE"
    assert await pick.in_cart() == 5


async def test_the_same_operation_twice_picks_once(world):
    pick = await a_pick(world)
    operation_id = new_id()

    first = await world.do(confirm_pick, pick.of(2), operation_id=operation_id)
    again = await world.do(confirm_pick, pick.of(2), operation_id=operation_id)

    assert (first.replayed, again.replayed) == (False, True)
    assert again.answer == first.answer
    assert await pick.in_cart() == 2


async def test_eight_scanners_on_one_pick_never_take_more_than_it_needs(world, database):
    pick = await a_pick(world, 5)

    async def scan():
        try:
            await perform(database, confirm_pick, pick.of(1), Request(new_id(), world.worker))
        except Refusal as refusal:
            return refusal.code
        return "PICKED"

    told = await asyncio.gather(*(scan() for _ in range(8)))

    assert sorted(told) == ["NOT_IN_THIS_STATE"] * 3 + ["PICKED"] * 5
    assert await pick.in_cart() == 5
    assert await pick.line() == {"picked": 5}
    await world.prove()


async def test_pickers_of_one_bin_get_each_what_was_allocated_to_them(world, database):
    first = await a_pick(world, 3, stock=12)
    picks = [first] + [
        await another_pick(world, first.item_id, first.bin_id, first.cart_id, quantity=3)
        for _ in range(3)
    ]

    await asyncio.gather(
        *(
            perform(
                database,
                confirm_pick,
                pick.of(3, into=f"T-{number}"),
                Request(new_id(), world.worker),
            )
            for number, pick in enumerate(picks, 1)
        )
    )

    assert [await pick.line() for pick in picks] == [{"picked": 3}] * 4
    assert await first.in_bin() == 0
    await world.prove()


async def test_the_walk_goes_on_with_the_next_pick(world):
    pick = await a_pick(world)
    other = await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=4)
    await world.owner.execute(
        "UPDATE task SET walk_id = $1, sequence = 7 WHERE id = $2", pick.walk_id, other.task_id
    )

    answer = await pick.picks(5)
    last = await other.picks(4)

    assert answer.next_task_id == other.task_id
    assert last.next_task_id is None


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE order_line SET picked = picked + 1 WHERE id = $1",
        "UPDATE order_line SET packed = picked + 1 WHERE id = $1",
        "UPDATE order_line SET allocated = -1 WHERE id = $1",
    ],
)
async def test_the_database_refuses_a_line_that_counts_a_unit_twice(world, attack):
    pick = await a_pick(world, 5)
    await pick.picks(5)

    with pytest.raises(asyncpg.CheckViolationError):
        await world.owner.execute(attack, pick.line_id)
