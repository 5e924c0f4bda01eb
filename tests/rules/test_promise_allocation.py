"""Rules of allocation and of walks: the fewest stops, the first to expire, nothing twice."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.outbound.release.allocate import Shelf, choose
from backend.outbound.release.walks import ORDERS_MAX, STOPS_MAX, PickMethod, Stop, plan_walks
from backend.stock.keys import Disposition, Key, Place

ITEM = UUID(int=1)


def shelf(number, kind, free, lot=None):
    place = Place(UUID(int=1000 + number), UUID(int=2), kind)
    return Shelf(Key(UUID(int=3), ITEM, Disposition.USABLE, place, lot_id=lot), free)


shelves = st.lists(
    st.tuples(st.sampled_from(["PICK_FACE", "RESERVE"]), st.integers(0, 40)), max_size=8
).map(lambda rows: [shelf(index, *row) for index, row in enumerate(rows)])


@given(shelves, st.integers(1, 150))
def test_all_that_is_there_is_given_and_no_shelf_gives_more_than_it_has(offered, quantity):
    chosen = choose(offered, quantity)

    assert sum(units for _, units in chosen) == min(quantity, sum(one.free for one in offered))
    assert all(0 < units <= one.free for one, units in chosen)
    assert len({id(one) for one, _ in chosen}) == len(chosen)


@given(shelves, st.integers(1, 150))
def test_one_shelf_that_holds_all_of_it_is_one_stop(offered, quantity):
    faces = [one for one in offered if one.is_pick_face]

    chosen = choose(offered, quantity)

    if any(one.free >= quantity for one in faces):
        assert len(chosen) == 1
    if sum(one.free for one in faces) >= quantity:
        assert all(one.is_pick_face for one, _ in chosen)
    elif any(one.free >= quantity for one in offered):
        assert len(chosen) == 1


def test_lots_go_in_the_order_in_which_they_expire():
    soon, late = UUID(int=10), UUID(int=11)
    reserve, face = shelf(1, "RESERVE", 5, soon), shelf(2, "PICK_FACE", 50, late)

    assert choose([reserve, face], 7) == [(reserve, 5), (face, 2)]


stops = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 500), st.sampled_from("ABC")), max_size=250
).map(
    lambda rows: [
        Stop(
            order_id=UUID(int=order),
            line_id=UUID(int=10_000 + index),
            item_id=ITEM,
            bin_id=UUID(int=20_000 + sequence),
            quantity=1,
            zone=zone,
            sequence=sequence,
        )
        for index, (order, sequence, zone) in enumerate(sorted(rows))
    ]
)


@given(stops, st.sampled_from(PickMethod))
def test_each_stop_is_walked_once_in_pick_sequence_and_no_walk_is_too_long(asked, method):
    walks = plan_walks(asked, method)

    walked = [stop.line_id for walk in walks for stop in walk]
    assert sorted(walked) == sorted(stop.line_id for stop in asked)
    for walk in walks:
        assert 1 <= len(walk) <= STOPS_MAX
        assert [stop.sequence for stop in walk] == sorted(stop.sequence for stop in walk)
        assert len({stop.order_id for stop in walk}) <= ORDERS_MAX


@given(stops)
def test_single_walks_are_of_one_order_and_zone_walks_of_one_zone(asked):
    for walk in plan_walks(asked, PickMethod.SINGLE):
        assert len({stop.order_id for stop in walk}) == 1
    for walk in plan_walks(asked, PickMethod.ZONE):
        assert len({stop.zone for stop in walk}) == 1
