"""Numbers of variable measure are taken apart as their layout says, and refused without one."""

from decimal import Decimal

import pytest

from backend.kernel.refusals import InvalidInput
from backend.master.barcodes.measured import (
    Layout,
    Measured,
    check_of_measure,
    may_be_measured,
    measured,
    prefix_of,
)
from backend.master.gtin import check_digit


def whole(digits):
    return digits + str(check_digit(digits))


def layout(pattern, measure="WEIGHT", decimals=3):
    return Layout(prefix_of(pattern), pattern, measure, decimals)


@pytest.mark.parametrize(
    ("pattern", "number", "item", "value"),
    [
        ("21IIIIIMMMMMC", "211234501250", "211234500000", "1.250"),
        ("20IIIIIVMMMMC", "201234592875", "201234500000", "2.875"),
        ("02IIIIVMMMMMC", "021234614685", "021234000000", "14.685"),
        ("2212IIIMMMMMC", "221277700001", "221277700000", "0.001"),
        ("28IIIMMMMMMMC", "281230000000", "281230000000", "0"),
    ],
)
def test_a_layout_says_which_digits_are_the_measure(pattern, number, item, value):
    found = measured(whole(number), [layout(pattern)])

    assert found == Measured(whole(item), "WEIGHT", Decimal(value))


@pytest.mark.parametrize(("digits", "check"), [("2875", 9), ("14685", 6), ("0000", 0)])
def test_a_measure_has_a_check_digit_of_its_own(digits, check):
    assert check_of_measure(digits) == check


@pytest.mark.parametrize("digits", ["2875", "14685"])
def test_every_single_wrong_digit_of_a_measure_is_noticed(digits):
    right = check_of_measure(digits)

    wrong = [
        digits[:place] + str(digit) + digits[place + 1 :]
        for place in range(len(digits))
        for digit in range(10)
        if str(digit) != digits[place]
    ]

    assert [each for each in wrong if check_of_measure(each) == right] == []


def test_without_a_layout_the_number_is_refused_with_the_reason():
    said = measured(whole("211234501250"), [layout("20IIIIIMMMMMC")])

    assert said == "Numbers that begin with 21 may carry a weight; no layout is set here."


def test_a_wrong_check_digit_of_the_measure_is_refused():
    said = measured(whole("201234532875"), [layout("20IIIIIVMMMMC")])

    assert said == "The digit that checks the measure 2875 is wrong; scan it again."


def test_the_first_layout_that_fits_is_taken():
    layouts = [layout("2112IIIMMMMMC", decimals=2), layout("21IIIIIMMMMMC")]

    values = [measured(whole(each), layouts).value for each in ("211234501250", "213334501250")]

    assert values == [Decimal("12.50"), Decimal("1.250")]


@pytest.mark.parametrize(
    "pattern",
    ["", "21IIIIIMMMMM", "21IIIIIMMMMMCC", "31IIIIIMMMMMC", "21MMMMMMMMMMC", "21IIIIIIIIIIC",
     "IIIIIIIMMMMMC", "21IIIIMIMMMMC", "21IIIIVMMVMMC", "21IIIIIIVMMMC", "2IIIIIIMMMMMC"],
)  # fmt: skip
def test_what_is_no_layout_is_refused(pattern):
    with pytest.raises(InvalidInput):
        prefix_of(pattern)


@pytest.mark.parametrize(
    ("number", "may"),
    [("2112345012504", True), ("0212345012504", True), ("0412345012504", False),
     ("4006381333931", False), ("211234501250", False)],
)  # fmt: skip
def test_only_numbers_of_one_company_may_carry_a_measure(number, may):
    assert may_be_measured(number) is may
