"""Rules of promises: no more than is wanted, and nobody later gets what earlier ones need."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.outbound.orders.rules import Turn, Want, share_out

ITEMS = [UUID(int=number) for number in (1, 2)]
wants = st.lists(st.tuples(st.sampled_from(ITEMS), st.integers(1, 50)), max_size=30).map(
    lambda pairs: [
        Want(UUID(int=100 + index), item, units) for index, (item, units) in enumerate(pairs)
    ]
)
stock = st.fixed_dictionaries({item: st.integers(-5, 200) for item in ITEMS})


@given(wants, stock)
def test_no_more_is_given_than_there_is_and_none_than_is_wanted(asked, available):
    given_ = share_out(asked, available)

    for item in ITEMS:
        total = sum(given_.get(want.line_id, 0) for want in asked if want.item_id == item)
        wanted = sum(want.quantity for want in asked if want.item_id == item)
        assert total == min(wanted, max(0, available[item]))
    assert all(0 < given_.get(want.line_id, 1) <= want.quantity for want in asked)


@given(wants, stock)
def test_whoever_comes_after_a_line_that_went_short_gets_nothing(asked, available):
    given_ = share_out(asked, available)

    short: set[UUID] = set()
    for want in asked:
        if want.item_id in short:
            assert want.line_id not in given_
        if given_.get(want.line_id, 0) < want.quantity:
            short.add(want.item_id)


@given(wants, stock, st.integers(1, 20))
def test_more_stock_takes_nothing_away_from_anybody(asked, available, more):
    before = share_out(asked, available)
    after = share_out(asked, {item: units + more for item, units in available.items()})

    assert all(after.get(line, 0) >= units for line, units in before.items())


def test_turns_go_by_priority_then_day_then_when_it_was_ordered():
    def turn(number, priority, needed_on, hour):
        ordered_at = datetime(2010, 12, 6, hour, tzinfo=UTC)
        return Turn.of(
            UUID(int=number), priority=priority, needed_on=needed_on, ordered_at=ordered_at
        )

    urgent = turn(1, 1, None, 9)
    today = turn(2, 100, date(2010, 12, 6), 9)
    later = turn(3, 100, date(2010, 12, 24), 8)
    whenever = turn(4, 100, None, 7)
    after = turn(5, 100, None, 8)

    assert sorted([after, whenever, later, today, urgent]) == [
        urgent, today, later, whenever, after,
    ]  # fmt: skip
