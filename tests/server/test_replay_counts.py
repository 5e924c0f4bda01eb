"""What a replay counts, what it finds in bins, and what it notices of a wrong figure."""

from collections import Counter
from dataclasses import fields

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from backend.control.counting.rules import Tolerance, is_within
from backend.server.demo.generate import business_days, generate
from backend.server.demo.retail import read_book
from backend.server.replay.rounds import CountDue, lines_of, with_counts
from backend.server.replay.shelves import Look, Seen, Shelves, Truth
from backend.server.replay.tally import Difference, Tally, differences
from tests.demo.folders import WEEK

BINS = st.text("ABC123-", min_size=1)
HELD = st.dictionaries(st.sampled_from(["tea", "cup", "pot"]), st.integers(1, 5_000), min_size=1)


@pytest.fixture(scope="module")
def week():
    return generate(read_book(WEEK))


@pytest_asyncio.fixture(scope="module")
async def tolerances(owner):
    """Return how far a count may differ, by velocity, as the house is set up."""
    rows = await owner.fetch("SELECT units, basis_points FROM count_tolerance")
    return [Tolerance(row["units"], row["basis_points"]) for row in rows]


def test_every_day_counts_a_few_bins_for_every_hundred_lines(week):
    works = list(with_counts(business_days(week), week.stock))
    due = [work for work in works if isinstance(work, CountDue)]

    days = {work.at.date() for work in works}
    assert {one.at.date() for one in due} == days
    lines = sum(map(lines_of, works)) - sum(map(lines_of, due))
    assert lines == 16_588 + len(week.purchase_orders)
    assert 2 * lines // 100 < sum(map(lines_of, due)) < 4 * lines // 100


def test_the_same_book_counts_the_same_bins_and_leaves_its_events_as_they_are(week):
    first = list(with_counts(business_days(week), week.stock))

    assert list(with_counts(business_days(week), week.stock)) == first
    events = [work for work in first if not isinstance(work, CountDue)]
    assert events == list(business_days(week))
    assert [work.at for work in first] == sorted(work.at for work in first)


def test_bins_are_counted_where_goods_of_the_round_lie(week):
    skus = {}
    for row in week.stock:
        skus.setdefault(row.bin, set()).add(row.sku)
    works = list(with_counts(business_days(week), week.stock))
    begins = [at for at, work in enumerate(works) if isinstance(work, CountDue)]

    for begin, end in zip(begins, [*begins[1:], len(works)], strict=True):
        moved = {
            sku
            for event in works[begin + 1 : end]
            for sku in (
                [line.sku for line in event.lines]
                if hasattr(event, "lines")
                else [getattr(event, "sku", None)]
            )
        }
        assert all(skus[code] & moved for code in works[begin].bins)


@given(code=BINS, held=HELD)
def test_a_bin_is_as_booked_or_within_every_tolerance_or_beyond_each(code, held, tolerances):
    look = Look("", held, held)
    seen = Shelves().begin(code, look)

    counted = seen.counted(look)

    off = [sku for sku in held if counted[sku] != held[sku]]
    within = [
        is_within(one, counted=counted[sku], book=held[sku]) for one in tolerances for sku in off
    ]
    assert (off == []) == (seen.truth is Truth.AS_BOOKED)
    assert all(within) if seen.truth is Truth.ONE_OFF else not any(within)


@given(code=BINS, held=HELD)
def test_nothing_is_missing_that_somebody_was_promised(code, held):
    seen = Shelves().begin(code, Look("", held, dict.fromkeys(held, 0)))

    assert all(units > 0 for units in seen.difference.values())


def test_two_people_find_the_same_and_what_left_meanwhile_is_gone_for_the_second():
    seen = Seen(Truth.FAR_OFF, {"tea": -8})

    assert seen.counted(Look("", {"tea": 20, "cup": 3}, {})) == {"tea": 12, "cup": 3}
    assert seen.counted(Look("", {"tea": 15, "cup": 3}, {})) == {"tea": 7, "cup": 3}
    assert seen.counted(Look("", {"tea": 5}, {})) == {}


def test_whoever_counts_again_is_right_where_the_first_miscounted():
    seen = Seen(Truth.MISCOUNTED, {"tea": 8})
    look = Look("", {"tea": 20}, {})

    assert (seen.counted(look), seen.counted(look)) == ({"tea": 28}, {"tea": 20})


def balanced():
    """Return a day of tea with every column, and what must be there in the evening."""
    return Tally(
        opening=Counter(tea=100),
        received=Counter(tea=50),
        found=Counter(tea=3),
        returned=Counter(tea=2),
        shipped=Counter(tea=60),
        written_off=Counter(tea=4),
        variance=Counter(tea=-6),
    ), {"tea": 85}


def test_a_day_that_adds_up_reconciles():
    tally, there = balanced()

    assert differences(tally, there) == []


@pytest.mark.parametrize("column", [field.name for field in fields(Tally)])
def test_one_wrong_unit_in_any_column_is_noticed(column):
    tally, there = balanced()
    getattr(tally, column)["tea"] += 1

    (off,) = differences(tally, there)

    less = column in {"shipped", "written_off"}
    assert off == Difference("tea", expected=84 if less else 86, on_hand=85)


def test_goods_that_nobody_spoke_of_and_goods_that_are_gone_are_noticed():
    tally, there = balanced()

    assert differences(tally, there | {"cup": 1}) == [Difference("cup", expected=0, on_hand=1)]
    assert differences(tally, {}) == [Difference("tea", expected=85, on_hand=0)]
