"""Items carry numbers that any scanner accepts and that no two of them share."""

from hypothesis import given
from hypothesis import strategies as st

from backend.server.demo.generate import generate
from backend.server.demo.gtin import PackDigit, check_digit, item_numbers, restricted_ean13
from backend.server.demo.retail import read_book
from tests.demo.folders import WEEK, traps


def barcodes_of(demo):
    """Return every barcode of a demo, of packs too."""
    for item in demo.items:
        yield from item.barcodes
        yield from (pack.split(":")[2] for pack in item.packs)


def test_the_check_digit_is_that_of_the_gs1_example():
    assert check_digit("629104150021") == 3


@given(st.sampled_from(PackDigit), st.integers(0, 10**10 - 1))
def test_every_number_is_a_restricted_ean13_with_its_check_digit(pack, number):
    code = restricted_ean13(pack, number)

    assert len(code) == 13
    assert 20 <= int(code[:2]) <= 29
    assert sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(code)) % 10 == 0


def test_every_barcode_of_the_week_is_valid_and_unique():
    codes = list(barcodes_of(generate(read_book(WEEK))))

    assert len(codes) == 3 * 2_325
    assert len(set(codes)) == len(codes)
    assert all(int(code[-1]) == check_digit(code[:-1]) for code in codes)


def test_an_item_keeps_its_number_whatever_else_is_numbered():
    alone = item_numbers(["85123A"])
    among_others = item_numbers(["85123a", "85123A", "10002"])

    assert among_others["85123A"] == alone["85123A"]
    assert among_others["85123a"] != alone["85123A"]


def test_charges_become_services_without_barcode_size_or_velocity(tmp_path):
    rows = {item.sku: item for item in generate(read_book(traps(tmp_path))).items}

    services = {sku for sku, item in rows.items() if item.kind == "SERVICE"}
    assert services == {"B", "D", "DOT", "POST"}
    assert rows["POST"].barcodes == ()
    assert rows["POST"].velocity is None
    assert rows["POST"].price_minor == 1_800


def test_velocity_follows_the_order_lines():
    demo = generate(read_book(WEEK))
    lines = dict.fromkeys("ABC", 0)
    for item in demo.items:
        if item.velocity:
            lines[item.velocity] += demo.demand[item.sku].lines
    total = sum(lines.values())

    assert 0.79 < lines["A"] / total < 0.81
    assert 0.14 < lines["B"] / total < 0.16
