"""The demo's warehouse has a place for everything and no two places that look alike."""

from itertools import pairwise
from statistics import mean

import pytest

from backend.server.demo.capacity import FACE, RESERVE
from backend.server.demo.catalogue import volume_ml
from backend.server.demo.check_digits import neighbors, of_slots
from backend.server.demo.generate import generate
from backend.server.demo.racks import Slot, slots
from backend.server.demo.retail import read_book
from tests.demo.folders import WEEK

KINDS = {
    "DOCK",
    "STAGE",
    "INSPECTION",
    "RESERVE",
    "PICK_FACE",
    "CART",
    "PACK",
    "OUTBOUND_STAGE",
    "RETURNS",
    "QUARANTINE",
}


@pytest.fixture(scope="module")
def week():
    return generate(read_book(WEEK))


def test_every_stocked_sku_has_one_pick_face_of_its_own(week):
    faces = [row.fixed_sku for row in week.bins if row.fixed_sku]

    assert sorted(faces) == sorted(item.sku for item in week.items if item.kind == "GOODS")
    assert all(row.kind == "PICK_FACE" for row in week.bins if row.fixed_sku)


def test_there_is_a_bin_of_each_kind_and_no_code_stands_twice(week):
    codes = [row.code for row in week.bins]

    assert {row.kind for row in week.bins} == KINDS
    assert len(set(codes)) == len(codes)
    assert {"A01-03-2", "DOCK-01", "QC-01", "PACK-01", "SHIP-01", "CART-01"} <= set(codes)


def test_no_two_bins_stand_in_one_place(week):
    places = [(row.x_mm, row.y_mm, row.z_mm) for row in week.bins]

    assert len(set(places)) == len(places)
    assert all(row.x_mm >= 0 and row.y_mm >= 0 for row in week.bins)


def test_check_digits_differ_between_neighbors():
    digits = of_slots(tuple(slots(4)))

    for slot, own in digits.items():
        assert len(own) == 2
        assert own.isdigit()
        assert own not in {digits[near] for near in neighbors(slot) if near in digits}


def test_check_digits_differ_from_one_bin_to_the_next_on_the_walk(week):
    assert all(one.check_digits != two.check_digits for one, two in pairwise(week.bins))


def test_the_walk_goes_up_one_aisle_and_down_the_next():
    walk = list(slots(2))
    faces = [slot for slot in walk if slot.level == 1]

    assert faces[0] == Slot(1, 1, 1)
    assert [slot.bay for slot in faces[38:42]] == [39, 40, 39, 40]
    assert [slot.aisle for slot in faces[38:42]] == [1, 1, 2, 2]
    assert faces[-1] == Slot(2, 2, 1)


def test_the_sequence_rises_along_the_walk(week):
    numbers = [row.pick_sequence for row in week.bins if row.aisle]

    assert all(one < two for one, two in pairwise(numbers))


def test_fast_movers_are_nearer_to_packing_and_to_the_hand(week):
    velocity = {item.sku: item.velocity for item in week.items}
    packing = mean(row.x_mm for row in week.bins if row.kind == "PACK")
    faces = [(velocity[row.fixed_sku], row) for row in week.bins if row.fixed_sku]

    def way(one):
        return mean(abs(row.x_mm - packing) + row.y_mm for kind, row in faces if kind == one)

    def golden(one):
        return mean(row.level == "2" for kind, row in faces if kind == one)

    assert way("A") < way("B") < way("C")
    assert golden("A") > 0.4 > 1 / 3 > golden("C")


def test_opening_stock_fits_its_bins_and_no_bin_holds_two_skus(week):
    items = {item.sku: item for item in week.items}
    kind_of = {row.code: row.kind for row in week.bins}
    bins = [row.bin for row in week.stock]

    assert len(set(bins)) == len(bins)
    for row in week.stock:
        holds = FACE if kind_of[row.bin] == "PICK_FACE" else RESERVE
        assert row.quantity * volume_ml(items[row.sku]) <= holds.volume_ml
        assert row.quantity * items[row.sku].weight_g <= holds.weight_g


def test_half_of_the_reserve_is_free_for_what_is_bought(week):
    kind_of = {row.code: row.kind for row in week.bins}
    held = sum(kind_of[row.bin] == "RESERVE" for row in week.stock)

    assert held * 2 < sum(kind == "RESERVE" for kind in kind_of.values())
