"""Rules of promises: no more than is wanted, and nobody later gets what earlier ones need."""

from collections import Counter
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.outbound.orders.rules import Turn
from backend.outbound.orders.shares import Share, Shelf, Want, share_out, split, total

ITEMS = [UUID(int=number) for number in (1, 2)]
CHANNELS = [UUID(int=number) for number in (11, 12, 13)]
OF_ALL = {item: UUID(int=50 + number) for number, item in enumerate(ITEMS)}
wants = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.integers(1, 50), st.sampled_from([None, *CHANNELS])),
    max_size=30,
).map(
    lambda rows: [
        Want(UUID(int=100 + index), item, units, channel)
        for index, (item, units, channel) in enumerate(rows)
    ]
)
stock = st.fixed_dictionaries({item: st.integers(0, 200) for item in ITEMS})
owned = st.dictionaries(
    st.sampled_from(CHANNELS), st.tuples(st.integers(0, 60), st.booleans()), max_size=3
)


def shelves(available, own):
    """Every item has so much for everybody, and these channels have a pool of their own of it."""
    return {item: shelf(item, units, own) for item, units in available.items()}


def shelf(item, units, own):
    pools = {channel: UUID(int=item.int * 1000 + channel.int) for channel in own}
    return Shelf(
        OF_ALL[item],
        {OF_ALL[item]: units, **{pools[channel]: kept for channel, (kept, _) in own.items()}},
        pools,
        {channel for channel, (_, is_quota) in own.items() if is_quota},
    )


@given(wants, stock, owned)
def test_no_pool_gives_more_than_it_has_and_no_line_gets_more_than_it_wants(asked, available, own):
    before = {
        id_: units for one in shelves(available, own).values() for id_, units in one.left.items()
    }
    on_shelves = shelves(available, own)

    given_ = share_out(asked, on_shelves)

    taken: Counter[UUID] = Counter()
    for want in asked:
        assert total(given_.get(want.line_id, ())) <= want.quantity
        taken.update({share.pool_id: share.units for share in given_.get(want.line_id, ())})
    for one in on_shelves.values():
        assert all(before[id_] - taken[id_] == left >= 0 for id_, left in one.left.items())


@given(wants, stock, owned)
def test_a_quota_sells_what_the_channel_has_and_others_cannot_touch_it(asked, available, own):
    on_shelves = shelves(available, own)

    given_ = share_out(asked, on_shelves)

    for want in asked:
        one = on_shelves[want.item_id]
        pools = {share.pool_id for share in given_.get(want.line_id, ())}
        mine = {one.own[want.channel_id]} if want.channel_id in own else set()
        assert pools <= mine | {one.of_all}
        if want.channel_id in one.quotas:
            assert pools <= mine


@given(wants, stock, owned)
def test_a_line_goes_short_only_when_all_its_pools_are_empty(asked, available, own):
    on_shelves = shelves(available, own)

    given_ = share_out(asked, on_shelves)

    for want in asked:
        if total(given_.get(want.line_id, ())) < want.quantity:
            one = on_shelves[want.item_id]
            assert not any(one.left.get(id_, 0) for id_ in one.sources(want.channel_id))


@given(wants, stock, st.integers(1, 20))
def test_more_stock_takes_nothing_away_from_anybody(asked, available, more):
    before = share_out(asked, shelves(available, {}))
    richer = {item: units + more for item, units in available.items()}
    after = share_out(asked, shelves(richer, {}))

    assert all(total(after.get(line, ())) >= total(shares) for line, shares in before.items())


@given(st.lists(st.tuples(st.sampled_from(CHANNELS), st.integers(1, 9))), st.integers(0, 60))
def test_shares_are_divided_without_loss_and_in_order(rows, quantity):
    shares = [Share(pool, units) for pool, units in rows]

    first, rest = split(shares, quantity)

    def units(of):
        return [share.pool_id for share in of for _ in range(share.units)]

    assert units(first) + units(rest) == units(shares)
    assert total(first) == min(quantity, total(shares))


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
