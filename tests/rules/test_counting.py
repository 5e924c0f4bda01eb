"""When a count is taken, recounted or decided; and which goods a difference is taken from."""

import random
from uuid import UUID

import pytest

from backend.control.counting.rules import (
    Counted,
    Goods,
    Tolerance,
    Verdict,
    book_then,
    check_lines,
    compare,
    is_within,
    judge,
)
from backend.control.spreading import displace, promise_again, take
from backend.kernel.ids import new_id
from backend.kernel.refusals import InvalidInput
from backend.master.items import HOUSE_OWNER_ID
from backend.stock.changes import Level, Reservation
from backend.stock.reads import Balance

TEA, JAM = UUID(int=1), UUID(int=2)
LOOSE = Tolerance(units=2, basis_points=500)
SEEDS = range(200)


def balance(on_hand: int, reserved: int = 0, disposition: str = "USABLE") -> Balance:
    return Balance(
        key_id=new_id(), owner_id=HOUSE_OWNER_ID, item_id=TEA, lot_id=None, serial_id=None,
        disposition=disposition, bin_id=new_id(), container_id=None, location_id=new_id(),
        bin_kind="PICK_FACE", bin_code="A", on_hand=on_hand, reserved=reserved, version=1,
    )  # fmt: skip


def reservation(quantity: int) -> Reservation:
    return Reservation(new_id(), Level.HARD, TEA, JAM, new_id(), quantity)


@pytest.mark.parametrize(
    ("counted", "book", "within"),
    [
        (10, 10, True),
        (8, 10, True),
        (7, 10, False),
        (12, 10, True),
        (13, 10, False),
        (95, 100, True),
        (94, 100, False),
        (2, 0, True),
        (3, 0, False),
    ],
)
def test_a_count_may_differ_by_units_or_by_share_whichever_is_more(counted, book, within):
    assert is_within(LOOSE, counted=counted, book=book) is within


@pytest.mark.parametrize(
    ("attempt", "counted", "is_free", "verdict"),
    [
        (1, 10, False, Verdict.POST),
        (1, 5, False, Verdict.RECOUNT),
        (1, 5, True, Verdict.RECOUNT),
        (2, 9, False, Verdict.POST),
        (2, 5, True, Verdict.POST),
        (2, 5, False, Verdict.ASK),
    ],
)
def test_a_count_is_posted_recounted_or_decided(attempt, counted, is_free, verdict):
    lines = [Counted(TEA, counted, 10)]

    assert judge(lines, {TEA: LOOSE}, attempt=attempt, is_free=is_free) is verdict


def test_one_item_beyond_tolerance_has_the_whole_bin_recounted():
    lines = [Counted(TEA, 10, 10), Counted(JAM, 0, 10)]

    assert judge(lines, {TEA: LOOSE, JAM: LOOSE}, attempt=1, is_free=False) is Verdict.RECOUNT


def test_what_was_not_seen_is_zero_and_what_was_seen_besides_counts():
    assert compare({Goods(JAM): 3}, {Goods(TEA): 5}, only=frozenset()) == (
        Counted(TEA, 0, 5),
        Counted(JAM, 3, 0),
    )


def test_a_count_of_one_item_leaves_the_others_alone():
    assert compare({}, {Goods(TEA): 5, Goods(JAM): 4}, only=frozenset({TEA})) == (
        Counted(TEA, 0, 5),
    )


def test_what_moved_since_the_counter_looked_is_netted():
    assert book_then({Goods(TEA): 8}, {Goods(TEA): -2, Goods(JAM): 3}) == {Goods(TEA): 10}


@pytest.mark.parametrize(
    ("quantities", "is_empty"), [((), False), ((1,), True), ((-1,), False), ((1,) * 201, False)]
)
def test_a_count_that_says_nothing_or_nonsense_is_refused(quantities, is_empty):
    with pytest.raises(InvalidInput):
        check_lines(quantities, is_empty=is_empty)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_loss_is_taken_from_what_is_there_free_goods_first(seed):
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    lying = [
        balance(held, chance.randint(0, held), chance.choice(["USABLE", "DAMAGED"]))
        for held in (chance.randint(0, 9) for _ in range(chance.randint(0, 5)))
    ]
    lost = chance.randint(0, 40)

    takings, missing = take(lying, lost)

    taken = sum(one.quantity for one in takings)
    displaced = sum(one.displaces for one in takings)
    assert taken + missing == lost
    assert taken == min(lost, sum(one.on_hand for one in lying))
    assert all(0 < one.quantity <= one.balance.on_hand for one in takings)
    assert displaced == max(0, taken - sum(one.free for one in lying))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_more_is_displaced_than_must_be_and_no_more_promised_again_than_is_covered(seed):
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    held = [reservation(chance.randint(1, 9)) for _ in range(chance.randint(0, 6))]
    lost, covered = chance.randint(0, 30), chance.randint(-5, 30)

    displaced = displace(held, lost)
    again = promise_again(displaced, covered)

    gone = sum(one.quantity for one in displaced)
    assert displaced == tuple(held[: len(displaced)])
    assert gone >= min(lost, sum(one.quantity for one in held))
    assert not displaced or gone - displaced[-1].quantity < lost
    assert sum(again.values()) == min(max(0, covered), gone)
    assert all(again[one.id] <= one.quantity for one in displaced)


def test_the_oldest_promise_is_kept_first():
    old, young = (
        Reservation(UUID(int=number), Level.HARD, TEA, JAM, new_id(), 4) for number in (1, 2)
    )

    assert promise_again((young, old), 5) == {old.id: 4, young.id: 1}
