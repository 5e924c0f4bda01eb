"""Every line of a book happens once, as the right thing, at the right time."""

from backend.server.demo.events import (
    CustomerReturn,
    Found,
    MoneyOnly,
    Sale,
    SaleLine,
    WriteOff,
    events,
)
from backend.server.demo.generate import business_days, generate
from backend.server.demo.retail import read_book
from tests.demo.folders import WEEK, traps


def happened(folder):
    """Return the events of a folder by their document."""
    return {event.document: event for event in events(read_book(folder))}


def test_each_trap_becomes_what_it_was(tmp_path):
    told = happened(traps(tmp_path))

    kinds = {document: type(event) for document, event in told.items()}
    assert kinds == {
        "100": Sale,
        "101": Sale,
        "C102": CustomerReturn,
        "103": Sale,
        "104": Found,
        "105": WriteOff,
        "C106": CustomerReturn,
        "A107": MoneyOnly,
        "108": Sale,
        "109": Sale,
    }


def test_goods_given_away_in_a_paid_order_are_sold_and_not_found(tmp_path):
    order = happened(traps(tmp_path))["103"]

    assert order.lines == (
        SaleLine("22139", 2, 0, is_goods=True),
        SaleLine("48184", 1, 847, is_goods=True),
        SaleLine("DOT", 1, 1646, is_goods=False),
    )


def test_write_offs_and_finds_keep_their_reason_and_count_upwards(tmp_path):
    told = happened(traps(tmp_path))

    assert (told["105"].units, told["105"].reason) == (18, "wet, thrown away")
    assert (told["104"].units, told["104"].reason) == (56, "amazon")


def test_a_return_knows_its_sale_when_there_was_one(tmp_path):
    told = happened(traps(tmp_path))

    assert [(line.units, line.sale) for line in told["C102"].lines] == [(74_215, "101")]
    assert [(line.sku, line.sale) for line in told["C106"].lines] == [("22139", None), ("D", None)]


def test_bad_debt_moves_money_only(tmp_path):
    assert happened(traps(tmp_path))["A107"].amount_minor == -1_106_210


def test_each_line_of_the_week_is_in_exactly_one_event():
    lines = 0
    for event in events(read_book(WEEK)):
        lines += len(event.lines) if isinstance(event, Sale | CustomerReturn) else 1

    assert lines == 16_588


def test_trucks_and_documents_come_in_the_order_of_time():
    demo = generate(read_book(WEEK))

    times = [event.at for event in business_days(demo)]

    assert times == sorted(times)
    assert len(times) == 717 + 12
