"""What is in stock, bought and short is what the README of the demo says."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from backend.server.demo.generate import generate
from backend.server.demo.retail import read_book
from backend.server.demo.supply import Rounding
from tests.demo.folders import WEEK, traps


def test_seventy_percent_is_in_stock_a_quarter_bought_and_a_twentieth_short():
    demo = generate(read_book(WEEK))
    asked = sum(one.units for one in demo.demand.values())
    short = sum(one.short for one in demo.supplies.values())

    assert asked == 117_654
    assert sum(row.quantity for row in demo.stock) == asked * 70 // 100
    assert sum(row.quantity for row in demo.purchase_orders) == 29_414
    assert short == asked - asked * 70 // 100 - 29_414 == 5_883


def test_each_sku_gets_what_its_plan_says():
    demo = generate(read_book(WEEK))
    stocked: Counter[str] = Counter()
    bought: Counter[str] = Counter()
    for row in demo.stock:
        stocked[row.sku] += row.quantity
    for row in demo.purchase_orders:
        bought[row.sku] += row.quantity

    for sku, plan in demo.supplies.items():
        assert (stocked[sku], bought[sku]) == (plan.opening, plan.purchased)
        assert plan.opening + plan.purchased + plan.short == demo.demand[sku].units
        assert plan.short >= 0


def test_a_giant_line_is_no_demand(tmp_path):
    demo = generate(read_book(traps(tmp_path)))

    assert demo.demand["23166"].units == 0
    assert demo.demand["23166"].giant_units == 74_215
    assert not [row for row in demo.stock if row.sku == "23166"]


def test_what_is_written_off_counts_as_demand_and_what_is_found_does_not(tmp_path):
    demo = generate(read_book(traps(tmp_path)))

    assert demo.demand["10123G"].units == 18
    assert demo.demand["22139"].units == 2


def test_purchase_orders_come_within_the_days_of_the_book():
    demo = generate(read_book(WEEK))
    days = {row.expected_on for row in demo.purchase_orders}

    assert min(days) == date(2010, 12, 6)
    assert max(days) == date(2010, 12, 11)
    assert len({row.number for row in demo.purchase_orders}) == 12
    assert all(row.quantity > 0 for row in demo.purchase_orders)


@given(st.lists(st.integers(0, 5_000)), st.integers(0, 100))
def test_shares_add_up_to_the_share_of_the_sum(numbers, percent):
    share = Rounding(percent, 100)

    parts = [share.of(number) for number in numbers]

    assert sum(parts) == sum(numbers) * percent // 100
    assert all(0 <= part <= number for part, number in zip(parts, numbers, strict=True))
