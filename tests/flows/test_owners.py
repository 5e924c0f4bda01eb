"""Owners: goods of one never stand in for another's, in a promise, a pick, a move or a figure."""

import pytest

from backend.api.global_ids import encode
from backend.control.adjusting.asking import AskedLine
from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.request_adjustment import RequestAdjustment, request_adjustment
from backend.control.counting.submit_count import SubmitCount, submit_count
from backend.control.counting.telling import CountedLine
from backend.control.moving.change_disposition import change_disposition
from backend.control.moving.move_stock import move_stock
from backend.inbound.receiving.open_receipt import OpenReceipt, open_receipt
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import ItemRef, Ref
from tests.flows.control import cases
from tests.graph import ask
from tests.orders import order, pick, release
from tests.owning import damages, moves, shared_bin

NUMBERS = """
query Numbers($filter: StockFilter!, $item: ItemRef!) {
  stock(filter: $filter) { nodes { onHand reserved available owner { code } } }
  balances(filter: $filter) { nodes { onHand owner { code } } }
  onHand: explain(number: ON_HAND, item: $item, filter: $filter) { quantity }
  available: explain(number: AVAILABLE, item: $item, filter: $filter) { quantity }
}
"""


@pytest.fixture
async def world(database, owner):
    return await shared_bin(database, owner)


async def lies(world, bin_id=None):
    """How much of the tea lies in the shelf, by owner."""
    rows = await world.owner.fetch(
        "SELECT owner_id, sum(on_hand)::bigint AS units FROM stock_balance"
        " JOIN stock_key ON stock_key.id = key_id WHERE bin_id = $1 AND item_id = $2"
        " AND disposition = 'USABLE' AND container_id IS NULL GROUP BY owner_id",
        bin_id or world.shelf, world.tea,
    )  # fmt: skip
    found = {row["owner_id"]: row["units"] for row in rows}
    return found.get(HOUSE_OWNER_ID, 0), found.get(world.acme, 0)


async def test_an_order_is_promised_its_owners_goods_alone(world):
    house = await order(world, (world.tea, 25))
    acme = await order(world, (world.tea, 25), owner=Ref(id=world.acme))

    assert (house.promised, house.waiting) == (20, 5)
    assert (acme.promised, acme.waiting) == (25, 0)
    await world.prove()


async def test_what_is_picked_is_its_owners(world):
    await world.bin("CART-1", "CART")
    acme = await order(world, (world.tea, 30), owner=Ref(id=world.acme))
    await release(world, acme)
    await pick(world, acme, into=f"T-1{world.code[1:]}")

    assert await lies(world) == (20, 0)
    await world.prove()


async def test_goods_are_received_for_their_owner(world):
    dock = await world.bin("DOCK", "DOCK")
    opened = await world.do(
        open_receipt,
        OpenReceipt(
            location=Ref(id=world.location_id), dock=Ref(id=dock), owner=Ref(id=world.acme)
        ),
    )

    owner_id = await world.owner.fetchval(
        "SELECT owner_id FROM receipt WHERE id = $1", opened.answer.receipt_id
    )
    assert owner_id == world.acme


async def test_a_move_says_whose_goods_where_there_are_several_owners(world):
    refusal = await world.refused(move_stock, moves(world, 5))
    await world.do(move_stock, moves(world, 5, world.acme))

    assert refusal.code == "OWNER_REQUIRED"
    assert (await lies(world), await lies(world, world.next)) == ((20, 25), (0, 5))
    await world.prove()


async def test_a_move_of_more_than_an_owner_has_takes_nobody_elses(world):
    refusal = await world.refused(move_stock, moves(world, 21, HOUSE_OWNER_ID))

    assert (refusal.code, refusal.facts["on_hand"]) == ("NOT_ENOUGH_ON_HAND", 20)
    assert await lies(world) == (20, 30)


async def test_a_bin_for_one_owner_takes_in_no_others_goods(world):
    await world.owner.execute("UPDATE bin SET mixing = 'ONE_OWNER' WHERE id = $1", world.next)
    await world.do(move_stock, moves(world, 5, world.acme))

    refusal = await world.refused(move_stock, moves(world, 5, HOUSE_OWNER_ID))

    assert refusal.code == "BIN_MIXING"
    assert await lies(world, world.next) == (0, 5)


async def test_damage_is_somebodys(world):
    refusal = await world.refused(change_disposition, damages(world))
    await world.do(change_disposition, damages(world, world.acme))

    assert refusal.code == "OWNER_REQUIRED"
    assert await lies(world) == (20, 26)
    await world.prove()


def finds(world, units, owner_id=None):
    line = AskedLine(
        item=ItemRef(id=world.tea),
        bin=Ref(id=world.shelf),
        difference=units,
        owner=Ref(id=owner_id) if owner_id else None,
    )
    return RequestAdjustment(reason=AdjustmentReason.FOUND, note="behind the rack", lines=(line,))


async def test_what_is_found_is_found_for_its_owner(world):
    refusal = await world.refused(request_adjustment, finds(world, 2))
    await world.do(request_adjustment, finds(world, 2, world.acme))

    assert refusal.code == "OWNER_REQUIRED"
    assert await lies(world) == (20, 32)


async def test_a_count_never_guesses_whose_a_difference_is(world):
    line = CountedLine(item=ItemRef(id=world.tea), quantity=49)
    await world.do(submit_count, SubmitCount(bin=Ref(id=world.shelf), lines=(line,)))

    assert await lies(world) == (20, 30)
    assert await cases(world) == ["-1 units in A-01: say whose, by an adjustment"]
    await world.prove()


async def test_a_figure_is_of_the_owners_that_were_asked_for(world):
    await order(world, (world.tea, 4), owner=Ref(id=world.acme))
    here = {"locations": [{"code": world.code}]}

    async def numbers(**more):
        return await ask(
            world.database, world.supervisor, NUMBERS,
            filter=here | more, item={"id": encode("Item", world.tea)},
        )  # fmt: skip

    acme = await numbers(owners=[{"code": f"ACME-{world.code}"}])
    everybody = await numbers()

    (stock,) = acme["stock"]["nodes"]
    assert (stock["onHand"], stock["reserved"], stock["available"]) == (30, 4, 26)
    assert [(one["onHand"], one["owner"]["code"]) for one in acme["balances"]["nodes"]] == [
        (30, f"ACME-{world.code}")
    ]
    assert (acme["onHand"]["quantity"], acme["available"]["quantity"]) == (30, 26)
    assert (everybody["onHand"]["quantity"], everybody["available"]["quantity"]) == (50, 46)
    assert len(everybody["stock"]["nodes"]) == 2
