"""Rules of picking, by property: what a quantity takes, and which fact came too late."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.ids import new_id
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import Ref
from backend.outbound.picking.in_hand import portion_out
from backend.outbound.picking.rules import check_bin, was_overtaken
from backend.outbound.picking.takings import into_tote, let_go, stay, take
from backend.outbound.picking.totes import TOTE_CODE, Tote
from backend.stock.allocations import Allocation
from backend.stock.changes import Level, Outcome
from backend.stock.keys import Disposition, Key, Place
from backend.tasks.scans import WrongBin
from backend.tasks.task import Task, TaskStatus

LOCATION = new_id()
TOTE = Tote(new_id(), "T-1", Place(new_id(), LOCATION, "CART"))
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def allocation(quantity: int) -> Allocation:
    """Return so much allocated in a bin of its own."""
    item_id, bin_id = new_id(), new_id()
    key = Key(HOUSE_OWNER_ID, item_id, Disposition.USABLE, Place(bin_id, LOCATION, "PICK_FACE"))
    return Allocation(
        key_id=key.id, owner_id=HOUSE_OWNER_ID, item_id=item_id, lot_id=None, serial_id=None,
        disposition="USABLE", bin_id=bin_id, container_id=None, location_id=LOCATION,
        bin_kind="PICK_FACE", bin_code="A-01", on_hand=quantity, reserved=quantity, version=1,
        reservation_id=new_id(), level="HARD", pool_id=key.pool_id, demand_id=new_id(),
        quantity=quantity,
    )  # fmt: skip


ALLOCATIONS = st.lists(st.integers(1, 1000).map(allocation), max_size=6)


@given(ALLOCATIONS, st.integers(0, 5000))
def test_what_is_taken_is_what_was_asked_or_all_there_is(allocations, quantity):
    takings = take(allocations, quantity)

    held = sum(one.quantity for one in allocations)
    assert sum(taking.quantity for taking in takings) == min(quantity, held)
    assert all(0 < taking.quantity <= taking.allocation.quantity for taking in takings)
    assert [taking.allocation for taking in takings] == allocations[: len(takings)]


@given(ALLOCATIONS, st.integers(0, 5000))
def test_a_pick_keeps_every_unit_reserved_once(allocations, quantity):
    takings = take(allocations, quantity)
    untouched = allocations[len(takings) :]

    steps = into_tote(takings, TOTE) + stay(takings)

    ended = sum(end.reservation.quantity for end in steps.ends)
    opened = sum(one.quantity for one in steps.opens)
    moved = sum(move.quantity for move in steps.moves)
    assert opened == ended
    assert moved == sum(one.quantity for one in steps.opens if one.level is Level.PICK)
    assert {end.outcome for end in steps.ends} <= {Outcome.POSTED}
    assert all(move.target.container_id == TOTE.id for move in steps.moves)
    assert len(steps.ends) + len(let_go(untouched).ends) == len(allocations)


@given(st.lists(st.integers(-5, 100), max_size=6), st.integers(0, 300))
def test_portions_never_exceed_their_room_nor_what_is_asked(room, quantity):
    keys = [(allocation(1).key, units) for units in room]

    portions = portion_out(keys, quantity)

    given_room = dict(keys)
    assert all(0 < units <= given_room[key] for key, units in portions)
    assert sum(units for _, units in portions) == min(quantity, sum(max(0, one) for one in room))


def pick(**changes) -> Task:
    """Return a pick that nobody holds."""
    none = dict.fromkeys(Task.__dataclass_fields__)
    task = Task(**none)
    return replace(
        task, id=new_id(), status=TaskStatus.QUEUED, fence=3, quantity=5, done=0, **changes
    )


@pytest.mark.parametrize(
    ("status", "held_by_me", "fence", "is_late"),
    [
        ("QUEUED", False, None, False),
        ("CLAIMED", True, 3, False),
        ("CLAIMED", False, 2, True),
        ("DONE", True, 3, False),
        ("DONE", False, 2, True),
        ("DONE", True, None, False),
        ("CANCELED", True, None, True),
        ("CANCELED", False, 3, True),
        ("CANCELED", False, None, False),
    ],
)
def test_late_is_who_could_not_know(status, held_by_me, fence, is_late):
    me = new_id()
    task = replace(pick(), status=status, assignee_id=me if held_by_me else new_id())

    assert was_overtaken(task, actor_id=me, fence=fence) is is_late


@pytest.mark.parametrize("code", ["T-1", "T1", "TOTE-0017", "TOTE17"])
def test_a_tote_is_known_by_the_form_of_its_code(code):
    assert TOTE_CODE.fullmatch(code)


@pytest.mark.parametrize("code", ["A-01", "T-", "CT-1", "T-12345678901", "T-1 ", "5012345678900"])
def test_other_codes_are_no_totes(code):
    assert not TOTE_CODE.fullmatch(code)


def test_a_bin_that_was_not_scanned_is_not_judged():
    check_bin(None, wanted=None)


def test_a_bin_without_check_digits_is_not_known_by_none(place):
    with pytest.raises(WrongBin):
        check_bin(Ref(code="None"), wanted=place)


@pytest.fixture
def place():
    """Return a bin that has no check digits."""

    class Shelf:
        id, code, check_digits = new_id(), "A-01", None

    return Shelf()
