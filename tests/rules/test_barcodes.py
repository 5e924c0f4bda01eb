"""Whatever a scanner sends is read: GS1's own vectors, and texts that are nearly right."""

import json
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.master.barcodes.days import day_of
from backend.master.barcodes.elements import problem_of
from backend.master.barcodes.reading import gs1_of, read
from backend.master.barcodes.table import table
from tests.mutations import VECTORS, mutations
from tools.readers import line

NAMES = {
    "QR": {"QR Code", "GS1 QR Code"},
    "DM": {"DataMatrix", "GS1 DataMatrix"},
    "DOT_CODE": {"DotCode", "GS1 DotCode"},
    "EAN13": {"EAN-13"},
    "EAN8": {"EAN-8"},
}
LENGTHS = {"00": 18, "01": 14, "02": 14, "03": 14, "410": 13, "414": 13, "8006": 14, "8018": 18}


def digit_of(body):
    """Work a check digit out in another way than the house does."""
    total = sum(int(digit) * (3 if (len(body) - at) % 2 else 1) for at, digit in enumerate(body))
    return str(-total % 10)


def assert_checked(reading):
    for number in reading.gtins:
        assert number[-1] == digit_of(number[:-1]), reading
    for element in reading.elements:
        if element.ai in LENGTHS:
            checked = element.value[: LENGTHS[element.ai]]
            assert checked[-1] == digit_of(checked[:-1]), reading


@pytest.mark.parametrize("row", VECTORS["gs1"], ids=lambda row: repr(row[1])[:60])
def test_a_vector_of_gs1_is_read_as_gs1_reads_it(row):
    _, text, is_valid, is_whole, elements, symbology = row
    label = read(text) if text.startswith("]") else gs1_of(text)

    is_good = label.problem is None and label.forbidden is None
    if text.startswith("]"):
        is_good = is_good and label.symbology not in {None, "ITF-14"}
        assert symbology is None or label.symbology in NAMES[symbology]
    assert (is_good, is_good and label.missing is None) == (is_valid, is_whole)
    assert not is_good or [[one.ai, one.value] for one in label.elements] == elements


@pytest.mark.parametrize(("text", "said"), VECTORS["read"], ids=repr)
def test_what_scanners_send_is_read_as_it_was_checked_once(text, said):
    assert json.loads(line("read", text)) == said


def test_no_mutation_raises_and_no_wrong_check_digit_passes():
    for text in mutations(seed=1, many=3000):
        assert_checked(read(text))


@given(st.text(max_size=100))
def test_any_text_is_read(text):
    assert_checked(read(text))


@st.composite
def coupons(draw, name):
    """Write a coupon as the table says, and where it may end."""
    coupon = table().coupons[name]
    text, ends = "", []
    for digit, fields in (("", coupon.fields), *coupon.groups):
        if digit and not draw(st.booleans()):
            continue
        text += digit
        for field in fields:
            many = field.digits
            if field.lengths:
                taken = [digit for digit, many in enumerate(field.lengths) if many >= 0]
                first = draw(st.sampled_from(taken))
                text, many = f"{text}{first}", field.lengths[first]
            day = {"expiration date": "271231", "start date": "270101"}.get(field.name)
            text += day or draw(st.text("0123456789", min_size=many, max_size=many))
        ends.append(len(text))
    return text, ends


@pytest.mark.parametrize(("ai", "name"), [("8110", "couponcode"), ("8112", "couponposoffer")])
@settings(max_examples=40)
@given(st.data())
def test_a_coupon_is_read_whole_and_nowhere_cut_off(ai, name, data):
    text, ends = data.draw(coupons(name))
    identifier = table().identifiers[ai]

    for end in range(1, min(len(text), identifier.longest) + 1):
        said = problem_of(identifier, text[:end])
        assert (said is None) == (end in ends), (text[:end], said)


@pytest.mark.parametrize("place", range(14))
@pytest.mark.parametrize(
    "before", ["]C101", "]d201", "(01)", "\x1d01", "https://a.example/01/", "]I1"]
)
def test_one_wrong_digit_is_always_refused(before, place):
    right = "15901234123454"
    assert read(before + right).gtins == (right,)

    for digit in set("0123456789") - {right[place]}:
        wrong = read(before + right[:place] + digit + right[place + 1 :])
        assert (wrong.gtins, wrong.elements) == ((), ())
        assert wrong.problem


def test_what_is_longer_than_8_kib_is_refused_and_what_is_not_takes_no_time():
    assert "too long" in read("9" * 8193).problem
    assert "too long" in read("\U0001f600" * 4097).problem

    before = perf_counter()
    for hard in ("(01)" * 2048, "^01" * 2700, "\r" * 8191 + "x", "https://a/" + "/01" * 2700,
                 "\x1d" * 8191 + "x", "]C1" + "10a\x1d" * 2000, "+A123" + "1" * 8000):  # fmt: skip
        read(hard)
    assert perf_counter() - before < 1


@pytest.mark.parametrize(
    ("said", "day"),
    [("280229", "2028-02-29"), ("280200", "2028-02-29"), ("770101", "1977-01-01"),
     ("760101", "2076-01-01"), ("991231", "1999-12-31")],
)  # fmt: skip
def test_six_digits_are_the_nearest_day(said, day):
    assert day_of(said, this_year=2026).isoformat() == day
