"""Catch weight on its way in: hams are counted by the piece, and weighed at the dock."""

import pytest

from backend.api.undo import undo_operation
from backend.inbound.announcing.announce_goods import AnnounceGoods, LineAnnounced, announce_goods
from backend.inbound.receiving.receive_container import ReceiveContainer, receive_container
from backend.inbound.receiving.receive_line import receive_line
from backend.master.refs import ItemRef, Ref
from backend.returns.receive_return import ReceiveReturn, receive_return
from backend.stock.register_containers import sscc
from backend.tasks.undo import UndoOperation
from tests.flows.dock import Dock
from tests.flows.scale import SOLD_BY_WEIGHT, weighings, weight_of
from tests.world import counts

NUMBERS = iter(range(700_000, 800_000))
HISTORY = ("operation", "stock_entry", "receipt_scan", "weighing")


@pytest.fixture
async def dock(world):
    made = await Dock.at(world)
    made.ham = await world.item("HAM", **SOLD_BY_WEIGHT)
    return made


async def test_hams_are_counted_by_the_piece_and_weighed(world, dock):
    await dock.arrived((dock.ham, 5))

    first = await dock.received(dock.ham, 3, weight_grams=3_140)
    second = await dock.received(dock.ham, 2, weight_grams=1_990)

    assert first.receipt_line_id == second.receipt_line_id
    assert await weight_of(world, first.receipt_line_id) == (5, 5_130)
    assert await world.on_hand(dock.dock_id, dock.ham) == 5
    await world.prove()


async def test_what_is_not_weighed_or_cannot_weigh_that_does_not_come_in(world, dock):
    tea = await world.item("TEA")
    await dock.arrived((dock.ham, 5), (tea, 5))
    before = await counts(world.owner, *HISTORY)

    said = [
        await world.refused(receive_line, dock.line(item, 3, **more))
        for item, more in (
            (dock.ham, {}),
            (dock.ham, {"weight_grams": 1_500}),
            (dock.ham, {"weight_grams": 0}),
            (dock.ham, {"weight_grams": -3_000, "reweighed": True}),
            (tea, {"weight_grams": 3_000}),
        )
    ]

    assert [no.code for no in said] == [
        "WEIGHT_REQUIRED", "WEIGHT_MISMATCH", "INVALID_INPUT", "INVALID_INPUT", "WEIGHT_NOT_KEPT",
    ]  # fmt: skip
    sku = f"HAM-{world.code}"
    assert str(said[0]) == f"{sku} is sold by weight; weigh the 3 and say how much."
    assert str(said[1]) == f"3 of {sku} weigh 2400 to 3600 g, not 1500; count and weigh them again."
    assert await counts(world.owner, *HISTORY) == before


async def test_a_heavy_ham_comes_in_once_it_was_weighed_again(world, dock):
    await dock.arrived((dock.ham, 5))

    came = await dock.received(dock.ham, 1, weight_grams=2_100, reweighed=True)

    assert await weight_of(world, came.receipt_line_id) == (1, 2_100)


async def test_one_scan_for_two_lines_is_divided_by_the_piece_and_nothing_is_lost(world, dock):
    await dock.arrived((dock.ham, 2), (dock.ham, 1))

    done = await world.do(receive_line, dock.line(dock.ham, 3, weight_grams=3_001))

    assert await weighings(world, done.cursor.operation_id) == [(1, 1_001), (2, 2_000)]
    await world.prove()


async def test_what_is_taken_back_weighs_nothing_any_more(world, dock):
    await dock.arrived((dock.ham, 5))
    kept = await dock.received(dock.ham, 1, weight_grams=1_010)
    done = await world.do(receive_line, dock.line(dock.ham, 3, weight_grams=3_140))

    await world.do(undo_operation, UndoOperation(done.cursor.operation_id))

    assert await weight_of(world, kept.receipt_line_id) == (1, 1_010)
    assert await weighings(world, done.cursor.operation_id) == [(3, 3_140)], "history stays"
    await world.prove()


async def test_a_pallet_comes_in_by_the_weight_that_was_announced(world, dock):
    await dock.arrived((dock.ham, 6))
    number = sscc("0614141", next(NUMBERS))

    def announces(**said):
        lines = tuple(
            LineAnnounced(item=ItemRef(id=dock.ham), quantity=3, sscc=number, **said)
            for _ in range(2)
        )
        return AnnounceGoods(
            number=number, supplier=dock.supplier, location=Ref(id=world.location_id), lines=lines
        )

    unsaid = await world.refused(announce_goods, announces())
    await world.do(announce_goods, announces(weight_grams=3_050))
    scan = ReceiveContainer(receipt=dock.receipt, container=Ref(barcode=f"00{number}"))
    done = await world.do(receive_container, scan)

    assert unsaid.code == "WEIGHT_REQUIRED"
    assert await weighings(world, done.cursor.operation_id) == [(6, 6_100)]
    await world.prove()


async def test_a_pallet_that_cannot_weigh_that_is_received_line_by_line(world, dock):
    await dock.arrived((dock.ham, 3))
    number = sscc("0614141", next(NUMBERS))
    line = LineAnnounced(item=ItemRef(id=dock.ham), quantity=3, sscc=number, weight_grams=9_000)
    asked = AnnounceGoods(
        number=number, supplier=dock.supplier, location=Ref(id=world.location_id), lines=(line,)
    )
    await world.do(announce_goods, asked)

    scan = ReceiveContainer(receipt=dock.receipt, container=Ref(barcode=f"00{number}"))

    assert (await world.refused(receive_container, scan)).code == "WEIGHT_MISMATCH"


async def test_what_comes_back_is_weighed_again_and_taken_back_with_its_return(world, dock):
    await world.bin("RET-1", "RETURNS")
    asked = {"item": ItemRef(id=dock.ham), "quantity": 2, "location": Ref(id=world.location_id)}

    unsaid = await world.refused(receive_return, ReceiveReturn(**asked))
    done = await world.do(receive_return, ReceiveReturn(**asked, weight_grams=1_870))
    line_id = done.answer.line_id

    assert unsaid.code == "WEIGHT_REQUIRED"
    assert await weight_of(world, line_id) == (2, 1_870)
    await world.do(undo_operation, UndoOperation(done.cursor.operation_id))
    assert await weight_of(world, line_id) is None
    await world.prove()
