"""Somebody takes back what they did, while nothing depends on it; the ledger stays whole."""

from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from backend.kernel.command import Command, command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import bins_by_id
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.posting import post
from backend.stock.reads import reservations_on
from backend.stock.where import place_of, usable
from backend.tasks.taking_back import Ways, goods_alone
from backend.tasks.undo import UndoOperation, undoing
from tests.world import counts

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log")


@dataclass(frozen=True, slots=True)
class Shift:
    source: UUID
    target: UUID
    item_id: UUID
    quantity: int
    demand_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Done:
    id: UUID


@command
async def shift(work: Work, asked: Shift) -> Plan[Done]:
    """Move goods; with a demand, carry its reservation along as a pick does."""
    bins = await bins_by_id(work.reader, [asked.source, asked.target])
    source, target = (
        usable(place_of(bins[bin_id]), item_id=asked.item_id, owner_id=HOUSE_OWNER_ID)
        for bin_id in (asked.source, asked.target)
    )
    opens, ends = (), ()
    if asked.demand_id:
        held = await reservations_on(work.reader, source.id)
        ends = tuple(End(one, Outcome.POSTED) for one in held)
        opens = (Open(Level.PICK, target.pool_id, asked.demand_id, asked.quantity, target.id),)
        rest = sum(one.quantity for one in held) - asked.quantity
        if rest:
            stays = Open(Level.HARD, source.pool_id, asked.demand_id, rest, source.id)
            opens = (*opens, stays)
    goods = post(work, moves=[Move(source, target, asked.quantity)], opens=opens, ends=ends)
    return Plan(answer=Done(work.operation_id), writes=goods, kind="MOVE")


@command
async def allocate(work: Work, asked: Shift) -> Plan[Done]:
    bins = await bins_by_id(work.reader, [asked.source])
    key = usable(place_of(bins[asked.source]), item_id=asked.item_id, owner_id=HOUSE_OWNER_ID)
    opens = [Open(Level.HARD, key.pool_id, asked.demand_id, asked.quantity, key.id)]
    return Plan(answer=Done(work.operation_id), writes=post(work, opens=opens), kind="TEST")


undo: Command = undoing(Ways(back={"shift": goods_alone}, instead={}))


@pytest.fixture
async def shelf(world):
    """Two bins and 10 of an item in the first."""
    source, target = await world.bin("A-01"), await world.bin("B-01")
    item_id = await world.item()
    await world.stock(source, item_id, 10)
    return Shift(source, target, item_id, 4)


async def test_goods_go_back_the_way_they_came(world, shelf):
    moved = (await world.do(shift, shelf)).answer.id

    undone = await world.do(undo, UndoOperation(moved))

    assert await world.on_hand(shelf.source, shelf.item_id) == 10
    assert await world.on_hand(shelf.target, shelf.item_id) == 0
    reverses = await world.owner.fetchval(
        "SELECT reverses FROM operation WHERE id = $1", undone.answer.operation_id
    )
    assert reverses == moved
    await world.prove()


async def test_an_operation_is_undone_once(world, shelf):
    moved = (await world.do(shift, shelf)).answer.id
    await world.do(undo, UndoOperation(moved))
    before = await counts(world.owner, *HISTORY)

    assert (await world.refused(undo, UndoOperation(moved))).code == "NOT_IN_THIS_STATE"
    assert await counts(world.owner, *HISTORY) == before


async def test_a_reservation_that_went_along_comes_back_as_it_was(world, shelf):
    order = replace(shelf, demand_id=new_id())
    await world.do(allocate, replace(order, quantity=6))
    picked = (await world.do(shift, order)).answer.id
    assert await world.reserved(shelf.target, shelf.item_id) == 4

    await world.do(undo, UndoOperation(picked))

    assert await world.reserved(shelf.source, shelf.item_id) == 6
    assert await world.reserved(shelf.target, shelf.item_id) == 0
    assert await world.available(shelf.item_id) == 4
    await world.prove()


async def test_a_pick_is_not_undone_before_the_one_that_followed_it(world, shelf):
    order = replace(shelf, demand_id=new_id(), quantity=3)
    await world.do(allocate, replace(order, quantity=6))
    first = (await world.do(shift, order)).answer.id
    second = (await world.do(shift, order)).answer.id

    assert (await world.refused(undo, UndoOperation(first))).code == "BUILT_UPON"
    await world.do(undo, UndoOperation(second))
    await world.do(undo, UndoOperation(first))

    assert await world.reserved(shelf.source, shelf.item_id) == 6
    await world.prove()


async def test_goods_that_have_gone_on_are_not_undone(world, shelf):
    moved = (await world.do(shift, shelf)).answer.id
    further = await world.bin("C-01")
    await world.do(shift, replace(shelf, source=shelf.target, target=further, quantity=1))
    before = await counts(world.owner, *HISTORY)

    assert (await world.refused(undo, UndoOperation(moved))).code == "BUILT_UPON"
    assert await counts(world.owner, *HISTORY) == before


async def test_goods_that_are_promised_since_are_not_undone(world):
    dock, shelf = await world.bin("D-01", "DOCK"), await world.bin("A-01")
    item_id = await world.item()
    await world.stock(dock, item_id, 5)
    putaway = Shift(dock, shelf, item_id, 5)
    moved = (await world.do(shift, putaway)).answer.id
    await world.do(allocate, Shift(shelf, shelf, item_id, 2, new_id()))

    assert (await world.refused(undo, UndoOperation(moved))).code == "BUILT_UPON"


async def test_only_ones_own_and_only_for_a_while(world, shelf):
    moved = (await world.do(shift, shelf)).answer.id

    by_other = await world.refused(undo, UndoOperation(moved), by=world.other)
    unknown = await world.refused(undo, UndoOperation(new_id()))

    assert (by_other.code, unknown.code) == ("NOT_ALLOWED", "NOT_FOUND")
    await world.owner.execute("ALTER TABLE operation DISABLE TRIGGER operation_is_history")
    await world.owner.execute(
        "UPDATE operation SET recorded_at = now() - interval '16 minutes' WHERE id = $1", moved
    )
    await world.owner.execute("ALTER TABLE operation ENABLE TRIGGER operation_is_history")
    assert (await world.refused(undo, UndoOperation(moved))).code == "UNDO_TOO_LATE"


async def test_what_has_no_way_back_says_so(world, shelf):
    order = replace(shelf, demand_id=new_id())
    allocated = (await world.do(allocate, order)).answer.id

    assert (await world.refused(undo, UndoOperation(allocated))).code == "NOT_UNDOABLE"
