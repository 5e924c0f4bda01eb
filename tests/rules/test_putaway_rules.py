"""Where goods go: rules by property."""

from dataclasses import replace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.inbound.putaway.queue_putaways import cut
from backend.inbound.putaway.rules import (
    Liking,
    Placement,
    liking,
    place,
    ranking,
    trouble_with,
)
from backend.inbound.receiving.rules import ReceiptLine, allot, over, tolerance
from backend.stock.keys import Disposition
from backend.tasks.room.rules import UNLIMITED, Content, Goods, Space, Trouble, room_for

TEA, SALT = UUID(int=1), UUID(int=2)
HOUSE, GUEST = UUID(int=3), UUID(int=4)

GOODS = Goods(
    item_id=TEA,
    owner_id=HOUSE,
    disposition=Disposition.USABLE,
    weight_g=100,
    volume_mm3=1_000_000,
    height_mm=100,
)
SHELF = Space(
    bin_id=UUID(int=10),
    code="A",
    kind="RESERVE",
    is_blocked=False,
    mixing="ANY",
    weight_max_g=None,
    volume_max_ml=None,
    height_max_mm=None,
    fixed_item_id=None,
    distance_mm=0,
    version=0,
)

limits = st.one_of(st.none(), st.integers(1, 20_000))
contents = st.lists(
    st.builds(
        Content,
        item_id=st.sampled_from((TEA, SALT)),
        owner_id=st.sampled_from((HOUSE, GUEST)),
        lot_id=st.none(),
        quantity=st.integers(1, 30),
        weight_g=st.one_of(st.none(), st.integers(1, 300)),
        volume_mm3=st.one_of(st.none(), st.integers(1, 3_000_000)),
    ),
    max_size=3,
).map(tuple)


@st.composite
def spaces(draw):
    return [
        replace(
            SHELF,
            bin_id=UUID(int=100 + number),
            code=f"B{number}",
            kind=draw(st.sampled_from(("RESERVE", "PICK_FACE", "DOCK", "QUARANTINE"))),
            is_blocked=draw(st.booleans()),
            mixing=draw(st.sampled_from(("ANY", "ONE_ITEM", "ONE_LOT", "ONE_OWNER"))),
            weight_max_g=draw(limits),
            volume_max_ml=draw(limits),
            height_max_mm=draw(st.one_of(st.none(), st.integers(50, 200))),
            fixed_item_id=draw(st.sampled_from((None, TEA, SALT))),
            distance_mm=draw(st.integers(0, 5)),
            contents=draw(contents),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


@given(spaces(), st.integers(1, 300))
def test_every_base_unit_gets_one_place_and_no_bin_more_than_it_takes(found, quantity):
    placements = place(found, GOODS, quantity=quantity)

    assert sum(placement.quantity for placement in placements) == quantity
    used = [placement.space.bin_id for placement in placements if placement.space]
    assert len(used) == len(set(used))
    for placement in placements:
        assert placement.quantity > 0
        if placement.space:
            assert trouble_with(placement.space, GOODS, quantity=placement.quantity) is None


@given(spaces(), st.integers(1, 300))
def test_units_stay_without_a_place_only_when_every_bin_is_filled(found, quantity):
    *_, last = place(found, GOODS, quantity=quantity)

    if last.space is None:
        room = sum(room_for(space, GOODS) for space in ranking(found, GOODS))
        assert room == quantity - last.quantity


@given(spaces(), st.integers(1, 300))
def test_one_bin_that_takes_all_is_never_split_and_none_better_is_passed_over(found, quantity):
    first, *others = place(found, GOODS, quantity=quantity)
    takers = [space for space in found if trouble_with(space, GOODS, quantity=quantity) is None]

    if takers:
        assert not others
        assert liking(first.space, GOODS) == min(liking(space, GOODS) for space in takers)


@given(spaces(), st.integers(1, 300))
def test_what_was_put_away_takes_the_room_that_it_was_given(found, quantity):
    for space in found:
        if trouble_with(space, GOODS, quantity=quantity) is None:
            room = room_for(space, GOODS)
            held = Content(TEA, HOUSE, None, quantity, GOODS.weight_g, GOODS.volume_mm3)
            filled = replace(space, contents=(*space.contents, held))
            if room < UNLIMITED:
                assert room_for(filled, GOODS) == room - quantity


def test_the_own_pick_face_comes_first_then_its_like_then_empty_then_shared():
    salt, tea = (Content(item, HOUSE, None, 1, 1, 1) for item in (SALT, TEA))
    shared = replace(SHELF, code="1", contents=(salt,))
    empty = replace(SHELF, code="2")
    like = replace(SHELF, code="3", contents=(tea, salt))
    face = replace(SHELF, code="4", kind="PICK_FACE", fixed_item_id=TEA, contents=(salt,))

    ranked = ranking([shared, empty, like, face], GOODS)

    assert [space.code for space in ranked] == ["4", "3", "2", "1"]
    assert [liking(space, GOODS) for space in ranked] == list(Liking)


def test_the_nearer_of_two_empty_bins_is_chosen():
    near, far = (replace(SHELF, code=str(mm), distance_mm=mm) for mm in (10, 5_000))

    (chosen,) = place([far, near], GOODS, quantity=7)

    assert chosen == Placement(near, 7)


def test_weight_volume_and_height_each_limit_what_fits():
    used = Content(SALT, HOUSE, None, 2, 200, 500_000)
    by_weight = replace(SHELF, weight_max_g=1_000, contents=(used,))
    by_volume = replace(SHELF, volume_max_ml=5_000, contents=(used,))
    too_low = replace(SHELF, height_max_mm=99)

    assert room_for(by_weight, GOODS) == 6
    assert room_for(by_volume, GOODS) == 4
    assert trouble_with(by_volume, GOODS, quantity=5) is Trouble.BIN_FULL
    assert trouble_with(too_low, GOODS, quantity=1) is Trouble.BIN_FULL


def test_mixing_rules_keep_apart_what_they_say():
    salt, guest = Content(SALT, HOUSE, None, 1, 1, 1), Content(TEA, GUEST, None, 1, 1, 1)

    def trouble(mixing, held):
        space = replace(SHELF, mixing=mixing, contents=(held,))
        return trouble_with(space, GOODS, quantity=1)

    assert trouble("ANY", salt) is None
    assert trouble("ONE_ITEM", salt) is Trouble.BIN_MIXING
    assert trouble("ONE_ITEM", guest) is None
    assert trouble("ONE_OWNER", guest) is Trouble.BIN_MIXING
    assert trouble("ONE_LOT", Content(TEA, HOUSE, UUID(int=9), 1, 1, 1)) is Trouble.BIN_MIXING


def test_damaged_goods_rest_in_quarantine_and_nowhere_else():
    damaged = replace(GOODS, disposition=Disposition.DAMAGED)
    quarantine = replace(SHELF, kind="QUARANTINE")

    assert trouble_with(SHELF, damaged, quantity=1) is Trouble.WRONG_BIN
    assert trouble_with(quarantine, damaged, quantity=1) is None
    assert trouble_with(quarantine, GOODS, quantity=1) is Trouble.WRONG_BIN


@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.data())
def test_places_and_lines_are_cut_to_fit_each_other(shares, data):
    lines = [(UUID(int=number), share) for number, share in enumerate(shares)]
    placements, left = [], sum(shares)
    while left:
        taken = data.draw(st.integers(1, left))
        placements.append(Placement(None, taken))
        left -= taken

    pieces = list(cut(placements, lines))

    for line_id, share in lines:
        assert sum(piece.quantity for at, piece in pieces if at == line_id) == share
    assert all(piece.quantity > 0 for _, piece in pieces)
    assert len(pieces) < len(lines) + len(placements)


def line(number, *, ordered, received):
    return ReceiptLine(
        id=UUID(int=number),
        sequence=number,
        item_id=TEA,
        expected=ordered,
        received=received,
        unit_cost_minor=None,
        currency=None,
        version=1,
        purchase_order_line_id=UUID(int=50 + number),
        ordered=ordered,
        received_of_order=received,
        order_line_version=1,
    )


order_lines = st.lists(st.tuples(st.integers(1, 100), st.integers(0, 120)), min_size=1, max_size=4)


@given(order_lines, st.integers(1, 300))
def test_what_came_is_shared_out_whole_and_only_the_last_line_gets_too_much(pairs, quantity):
    lines = [
        line(number, ordered=ordered, received=received)
        for number, (ordered, received) in enumerate(pairs, start=1)
    ]

    shares = allot(lines, quantity=quantity)

    assert sum(share for _, share in shares) == quantity
    assert all(share > 0 for _, share in shares)
    assert all(share <= got.room for got, share in shares if got is not lines[-1])


@given(st.integers(1, 1_000), st.integers(0, 1_000), st.integers(1, 2_000))
def test_more_than_ordered_is_over_and_beyond_a_tenth_too_much(ordered, received, quantity):
    found = over([line(1, ordered=ordered, received=received)], quantity=quantity)

    if found is None:
        assert received + quantity <= ordered
    else:
        assert received + quantity > ordered
        assert found.is_beyond == (received + quantity - ordered > tolerance(ordered))
