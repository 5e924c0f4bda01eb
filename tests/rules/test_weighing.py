"""Rules of weighing, by property: nothing is weighed away, and nothing weighs nothing."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.refusals import InvalidInput, Refusal
from backend.master.barcodes.measured import Layout, Measured, measured
from backend.master.barcodes.reading import read
from backend.master.barcodes.weights import measured_grams, net_grams
from backend.master.gtin import check_digit
from backend.master.items import Item
from backend.stock.weighing.rules import WeightMismatch, part_said, parts_of, weight_said


def ham(*, usual: int = 1_000, tolerance: int = 20, needs_weight: bool = True) -> Item:
    return Item(
        id=UUID(int=1), sku="HAM", name="Ham", kind="GOODS", base_unit="EACH", tracking="NONE",
        velocity="C", length_mm=None, width_mm=None, height_mm=None, weight_g=usual,
        needs_weight=needs_weight, weight_tolerance_percent=tolerance, cost_minor=None,
        price_minor=None, currency=None, units=1,
    )  # fmt: skip


def refused(item: Item, grams: int | None, *, quantity: int, reweighed: bool = False) -> str:
    with pytest.raises(Refusal) as no:
        weight_said(item, grams, quantity=quantity, reweighed=reweighed)
    return no.value.code


def test_three_hams_weigh_what_three_hams_weigh():
    assert refused(ham(), 2_399, quantity=3) == "WEIGHT_MISMATCH"
    assert weight_said(ham(), 2_400, quantity=3, reweighed=False) == 2_400
    assert weight_said(ham(), 3_600, quantity=3, reweighed=False) == 3_600
    assert refused(ham(), 3_601, quantity=3) == "WEIGHT_MISMATCH"
    assert weight_said(ham(), 3_601, quantity=3, reweighed=True) == 3_601


def test_the_bounds_are_the_whole_grams_within_the_tolerance():
    assert refused(ham(usual=333, tolerance=10), 299, quantity=1) == "WEIGHT_MISMATCH"
    assert weight_said(ham(usual=333, tolerance=10), 300, quantity=1, reweighed=False) == 300
    assert weight_said(ham(usual=333, tolerance=10), 366, quantity=1, reweighed=False) == 366
    assert refused(ham(usual=333, tolerance=10), 367, quantity=1) == "WEIGHT_MISMATCH"


def test_a_weight_is_said_where_it_must_be_and_nowhere_else():
    assert refused(ham(), None, quantity=1) == "WEIGHT_REQUIRED"
    assert refused(ham(needs_weight=False), 1_000, quantity=1) == "WEIGHT_NOT_KEPT"
    assert weight_said(ham(needs_weight=False), None, quantity=1, reweighed=False) is None
    assert weight_said(ham(), None, quantity=0, reweighed=False) is None
    assert refused(ham(), 1, quantity=0) == "INVALID_INPUT"


def test_nobody_s_second_look_makes_a_piece_weigh_less_than_a_gram():
    assert refused(ham(), 2, quantity=3, reweighed=True) == "INVALID_INPUT"
    assert refused(ham(), -5, quantity=1, reweighed=True) == "INVALID_INPUT"
    assert refused(ham(), 1_000_000_001, quantity=1, reweighed=True) == "INVALID_INPUT"


@given(pieces=st.lists(st.integers(0, 50), min_size=1).filter(any), over=st.integers(0, 10_000))
def test_the_parts_weigh_what_the_whole_weighs_and_each_a_gram_a_piece(pieces, over):
    grams = sum(pieces) + over

    parts = list(parts_of(grams, pieces))

    assert sum(parts) == grams
    assert all(part >= units for part, units in zip(parts, pieces, strict=True))


@given(
    whole=st.integers(2, 20),
    part=st.integers(1, 20),
    grams=st.integers(1, 40_000),
    reweighed=st.booleans(),
)
def test_what_goes_back_leaves_a_weight_to_what_stays(whole, part, grams, reweighed):
    had = whole * 1_000
    try:
        goes = part_said(
            ham(), grams, quantity=part, of_grams=had, of_quantity=whole, reweighed=reweighed
        )
    except (WeightMismatch, InvalidInput):
        return

    assert goes == had if part >= whole else had - goes >= whole - part


@pytest.mark.parametrize(
    ("label", "grams"),
    [
        ("(01)90614141000015(3103)001250", 1_250),
        ("(01)90614141000015(3100)000002", 2_000),
        ("(01)90614141000015(3105)012345", 123),
        ("(01)90614141000015(3105)012350", 124),
        ("(01)90614141000015(3103)000000", None),
        ("(01)90614141000015(3922)00125", None),
        ("4006381333931", None),
    ],
)
def test_a_net_weight_is_read_in_whole_grams(label, grams):
    reading = read(label)

    assert (reading.problem, net_grams(reading)) == (None, grams)


@pytest.mark.parametrize(("kind", "grams"), [("WEIGHT", 1_250), ("PRICE", None), ("COUNT", None)])
def test_only_a_weight_of_a_number_of_variable_measure_is_one(kind, grams):
    digits = "219876501250"

    found = measured(digits + str(check_digit(digits)), [Layout("21", "21IIIIIMMMMMC", kind, 3)])

    assert isinstance(found, Measured)
    assert measured_grams(found) == grams
