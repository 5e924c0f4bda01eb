"""The carried week is whole, and a folder with every trap of the real data is read as it stands."""

from datetime import UTC, date, datetime

import pytest

from backend.server.demo.book import Line
from backend.server.demo.retail import read_book
from backend.server.demo.sheet import UnreadableRetail
from tests.demo.folders import WEEK, bare_traps, broken, traps


def test_the_carried_week_has_every_line_of_the_source():
    book = read_book(WEEK)

    assert (book.first_day, book.last_day) == (date(2010, 12, 6), date(2010, 12, 12))
    assert len(book.documents) == 717
    assert sum(len(document.lines) for document in book.documents) == 16_588
    assert len(book.products) == 2_333
    assert sum(not product.is_goods for product in book.products.values()) == 8


def test_the_first_day_of_the_week_has_3_878_lines():
    book = read_book(WEEK, date(2010, 12, 6), date(2010, 12, 6))

    assert sum(len(document.lines) for document in book.documents) == 3_878
    assert {document.at.date() for document in book.documents} == {date(2010, 12, 6)}


def test_the_extract_is_small_enough_to_travel():
    assert sum(path.stat().st_size for path in WEEK.iterdir()) < 1_500_000


def test_skus_that_differ_only_in_a_letters_case_stay_two(tmp_path):
    book = read_book(traps(tmp_path))

    assert book.products["85123A"].price_minor == 295
    assert book.products["85123a"].price_minor is None


def test_equal_lines_of_a_document_stay_two_lines(tmp_path):
    book = read_book(traps(tmp_path))

    assert book.documents[0].lines == (
        Line("85123A", 6, 255, ""),
        Line("85123A", 6, 255, ""),
        Line("85123a", 1, 13, ""),
    )


def test_names_keep_their_quotes_and_commas_and_a_missing_one_is_said_so(tmp_path):
    products = read_book(traps(tmp_path)).products

    assert products["22139"].name == 'RETROSPOT "TEA" SET, CERAMIC 11 PC'
    assert products["10123G"].name == "(no description) 10123G"


def test_documents_come_in_the_order_of_time_and_products_only_when_named(tmp_path):
    book = read_book(traps(tmp_path), last_day=date(2011, 1, 18))

    assert book.documents[0].at == datetime(2011, 1, 18, 9, tzinfo=UTC)
    assert [document.number for document in book.documents][-1] == "108"
    assert "99999" not in book.products


def test_days_without_documents_make_an_empty_book(tmp_path):
    book = read_book(traps(tmp_path), date(2012, 1, 1), date(2012, 1, 31))

    assert book.documents == ()
    assert book.products == {}


def test_a_folder_may_lack_catalogue_and_reasons(tmp_path):
    book = read_book(bare_traps(tmp_path))

    assert not book.is_goods("DOT")
    assert not book.is_goods("D")
    assert book.is_goods("85123a")
    assert book.products["22139"].name == "(no description) 22139"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("999,22139,1,1.0\n", "lines.csv line 17: doc '999' is not among the documents."),
        ("100,22139,x,1.0\n", "lines.csv line 17: qty 'x' is no whole number."),
        ("100,22139,0,1.0\n", "lines.csv line 17: qty '0' moves nothing."),
        ("100,22139,-1,1.0\n", "lines.csv line 17: qty '-1' is below 0 in a sale."),
        ("C102,22139,1,1.0\n", "lines.csv line 17: qty '1' is above 0 in a cancellation."),
        ("100,22139,1,NaN\n", "lines.csv line 17: unit_price_gbp 'NaN' is no price."),
    ],
)
def test_a_row_that_makes_no_sense_is_named_by_file_and_line(tmp_path, line, fault):
    folder = broken(tmp_path, line=line)

    with pytest.raises(UnreadableRetail) as trouble:
        read_book(folder)

    assert str(trouble.value) == f"{fault} Correct the file and run it again."


def test_a_folder_without_documents_is_no_folder_of_retail_files(tmp_path):
    with pytest.raises(UnreadableRetail, match=r"documents\.csv is not there"):
        read_book(tmp_path)
