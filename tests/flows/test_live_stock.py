"""Live stock: a snapshot and its deltas always equal a fresh read, and nothing is missed."""

from contextlib import aclosing
from dataclasses import replace

import pytest_asyncio

from backend.control.moving.move_stock import MoveStock, move_stock
from backend.master.editing.block_bin import BlockBin, block_bin
from backend.master.kinds import BinBlock
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.returns.dispose_return import DisposeReturn, dispose_return
from backend.returns.grade_return import GradeReturn, grade_return
from backend.returns.receive_return import ReceiveReturn, receive_return
from backend.returns.rules import Grade, ReturnRoute
from tests.flows.boxes import Boxes
from tests.flows.outbound_floor import a_pick
from tests.folding import Folded, following
from tests.graph import ask, watch
from tests.ledger.test_posting import Shift, shift
from tests.world import person

SUBSCRIPTION = """
subscription ($filter: StockFilter, $after: Cursor) {
  stockChanged(filter: $filter, after: $after, maxPerSecond: 20) {
    __typename
    ... on LiveMessage { from to }
    ... on StockSnapshot { isLast stock { ...S } balances { ...B } }
    ... on StockDelta { stock { ...S } balances { ...B } removed operations { kind } }
    ... on Resync { reason }
  }
}
fragment S on Stock { id version onHand reserved available item { sku } }
fragment B on Balance { id version onHand reserved available bin { code } }
"""

FRESH = """
query ($filter: StockFilter) {
  stock(filter: $filter, first: 200) { asOf nodes { ...S } }
  balances(filter: $filter, first: 200) { nodes { ...B } }
}
fragment S on Stock { id version onHand reserved available item { sku } }
fragment B on Balance { id version onHand reserved available bin { code } }
"""


@pytest_asyncio.fixture
async def live(database):
    async with following(database) as log:
        yield log


@pytest_asyncio.fixture
async def floor(world):
    here, there = await world.bin("A"), await world.bin("B")
    tea, nut = await world.item("TEA"), await world.item("NUT")
    await world.stock(here, tea, 100)
    await world.stock(there, nut, 7)
    return world, here, there, tea


async def fresh(world):
    read = await ask(world.database, world.worker, FRESH, filter=only(world))
    rows = [*read["stock"]["nodes"], *read["balances"]["nodes"]]
    return {row["id"]: row for row in rows}


def only(world):
    return {"locations": [{"code": world.code}]}


def shifting(floor, quantity):
    world, here, there, tea = floor
    return Shift(here, there, tea, quantity, world.location_id)


async def follow_until(stream, folded, operations):
    while len(folded.kinds) < operations:
        folded.fold((await anext(stream))["stockChanged"])


async def test_snapshot_and_deltas_equal_a_fresh_read(floor, live):
    world, *_ = floor
    folded = Folded("stock", "balances")

    async with aclosing(watch(live, world.worker, SUBSCRIPTION, filter=only(world))) as stream:
        await folded.begin(stream)
        assert folded.things == await fresh(world)
        for quantity in (30, 5, 65):
            await world.do(shift, shifting(floor, quantity))
        await follow_until(stream, folded, 3)

    assert folded.things == await fresh(world)
    assert folded.kinds == ["MOVE", "MOVE", "MOVE"]


async def test_what_moves_no_stock_is_told_as_soon_as_what_does(floor, live, monkeypatch):
    monkeypatch.setattr("backend.api.live.HEARTBEAT_S", 3600)
    world, here, *_ = floor
    asked = BlockBin(
        location=Ref(id=world.location_id), bin=Ref(id=here), block=BinBlock.BOTH, reason="wet"
    )
    folded = Folded("stock", "balances")

    async with aclosing(watch(live, world.worker, SUBSCRIPTION, filter=only(world))) as stream:
        await folded.begin(stream)
        await world.do(block_bin, asked, by=person("Ada", Permission.BLOCK_BIN))
        await follow_until(stream, folded, 1)

    assert folded.kinds == ["BLOCK_BIN"]


async def test_a_client_that_was_away_goes_on_without_a_gap(floor, live):
    world, *_ = floor
    folded = Folded("stock", "balances")
    async with aclosing(watch(live, world.worker, SUBSCRIPTION, filter=only(world))) as stream:
        await folded.begin(stream)

    for _ in range(25):
        await world.do(shift, shifting(floor, 2))
    again = watch(live, world.worker, SUBSCRIPTION, filter=only(world), after=folded.position)
    async with aclosing(again) as stream:
        await follow_until(stream, folded, 25)

    assert folded.things == await fresh(world)


async def test_a_cursor_of_another_epoch_is_told_to_start_anew(floor, live):
    world, *_ = floor
    foreign = f"00000000.{1:016x}.{0:032x}"
    folded = Folded("stock", "balances")
    folded.position = foreign

    stream = watch(live, world.worker, SUBSCRIPTION, filter=only(world), after=foreign)
    async with aclosing(stream):
        kind = folded.fold((await anext(stream))["stockChanged"])
        await folded.begin(stream)

    assert kind == "Resync"
    assert folded.things == await fresh(world)


async def test_each_step_of_a_day_seen_live_equals_a_fresh_read(world, live):
    folded = Folded("stock", "balances")
    stream = watch(live, world.worker, SUBSCRIPTION, filter=only(world))
    async with aclosing(stream):
        await folded.begin(stream)

        async for cursor in a_day(world):
            await folded.reach(stream, cursor)
            assert folded.things == await fresh(world)

    assert {"OPENING", "PICK", "PACK", "SHIP", "RETURN", "DISPOSE", "MOVE"} <= set(folded.kinds)


async def a_day(world):
    """Order, pick, pack, ship, take back, give up and move; yield the cursor of each step."""
    pick = await a_pick(world)
    yield (await world.do(confirm_pick, pick.of(5))).cursor
    packed = await world.do(pack_tote, PackTote(tote=pick.tote()))
    yield packed.cursor
    shipment = DocumentRef(id=packed.answer.shipment_id)
    yield (await world.do(confirm_shipment, ConfirmShipment(shipment=shipment))).cursor
    await world.bin("RET-1", "RETURNS")
    back = ReceiveReturn(
        item=ItemRef(id=pick.item_id), quantity=2, order=DocumentRef(id=pick.order_id)
    )
    came = await world.do(receive_return, back)
    yield came.cursor
    line_id = came.answer.line_id
    yield (await world.do(grade_return, GradeReturn(line_id=line_id, grade=Grade.B_OPENED))).cursor
    gone = DisposeReturn(line_id=line_id, quantity=2, route=ReturnRoute.QUARANTINE)
    yield (await world.do(dispose_return, gone)).cursor
    there = await world.bin("B-01")
    moved = MoveStock(
        item=ItemRef(id=pick.item_id), quantity=3, source=Ref(id=pick.bin_id), target=Ref(id=there)
    )
    yield (await world.do(move_stock, moved)).cursor
    boxes = Boxes(world)
    await boxes.box("P-1", there)
    onto = replace(moved, source=Ref(id=there), target=Ref(code=boxes.code("P-1")), quantity=2)
    yield (await world.do(move_stock, onto)).cursor
    yield (await boxes.moves("P-1", pick.bin_id)).cursor


async def test_who_may_not_see_a_location_hears_nothing_of_it(floor, live):
    world, *_ = floor
    stranger = world.worker.__class__(
        world.worker.id, "Stranger", frozenset(), {world.worker.id: frozenset({"READ_STOCK"})}
    )

    read = await ask(world.database, stranger, FRESH, filter=only(world))

    assert (read["stock"]["nodes"], read["balances"]["nodes"]) == ([], [])
