"""Sheets of labels: printed, turned into pictures and read back, label by label."""

import pytest

from labels.designs import resized
from labels.drawing import dots, draw
from labels.kinds import bin_label, carton_label, item_label
from labels.pdf import render_pdf, trial_page
from labels.proof import read
from labels.raster import picture
from labels.refused import LabelRefused
from labels.sheets import fitted, proved, render_sheets
from labels.stock import STOCKS
from tests.labels.pdf_paper import papers_of
from tests.labels.samples import FONTS, LABELS

ALL = pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)


def bins(count):
    return [bin_label(code=f"A-{number:02}-1", place="Leeds") for number in range(count)]


@ALL
def test_every_label_lies_on_the_sheet(stock):
    for left, top in stock.places():
        assert left >= 0
        assert top >= 0
        assert left + stock.label[0] <= stock.page[0] + 0.001
        assert top + stock.label[1] <= stock.page[1] + 0.001


@pytest.mark.parametrize("code", ["A4_2X5", "A4_2X4", "LETTER_2X5"])
@pytest.mark.parametrize("dpi", [300, pytest.param(600, marks=pytest.mark.prove)])
def test_a_full_sheet_of_bins_and_one_more_is_read_back(code, dpi):
    stock = STOCKS[code]
    labels = bins(stock.per_page + 1)

    pages = papers_of(render_sheets(labels, stock=stock, dpi=dpi, fonts=FONTS), dpi)

    found = [text for page in pages for _, text in read(page)]
    assert len(pages) == 2
    assert sorted(found) == sorted(2 * [f"A-{n:02}-1" for n in range(stock.per_page + 1)])


def test_items_fit_on_small_labels():
    skus = [f"22423-{number:02}" for number in range(24)]
    labels = [item_label(name="Teacup", sku=sku) for sku in skus]

    (page,) = papers_of(render_sheets(labels, stock=STOCKS["A4_3X8"], dpi=300, fonts=FONTS), 300)

    assert page.size == (dots(210, 300), dots(297, 300))
    assert sorted(text for _, text in read(page)) == skus


def test_a_carton_does_not_fit_on_an_item_label():
    with pytest.raises(LabelRefused):
        render_sheets([carton_label(code="CT-1")], stock=STOCKS["A4_3X8"], dpi=300, fonts=FONTS)


@ALL
def test_the_trial_page_shows_every_outline(stock):
    (page,) = papers_of(trial_page(stock, dpi=300), 300)

    for left, top in stock.places():
        corner = dots(left, 300), dots(top, 300)
        width, height = (dots(side, 300) for side in stock.label)
        outline = page.crop((*corner, corner[0] + width, corner[1] + height))
        assert outline.point(lambda dot: 255 - dot).getbbox() == (0, 0, width, height)


def test_no_label_is_no_file():
    with pytest.raises(LabelRefused, match="nothing to print"):
        render_pdf([], stock=STOCKS["A4_2X4"], dpi=300)


def test_a_design_on_larger_stock_has_larger_modules():
    label = bin_label(code="A-12")
    large = resized(label.design, width_mm=200, height_mm=100)

    drawing = draw(label, dpi=203, fonts=FONTS)

    assert (large.width_mm, large.height_mm) == (200, 100)
    assert large.codes["square"].box.width == 2 * label.design.codes["square"].box.width
    assert picture(drawing).size == (drawing.width, drawing.height)


@ALL
@pytest.mark.parametrize("name", ["bin, up", "tote", "item, EAN-13"])
def test_bins_totes_and_items_fit_every_stock(name, stock):
    drawing, _ = proved(fitted(LABELS[name], stock), dpi=300, fonts=FONTS)

    assert len(drawing.symbols) == len(LABELS[name].codes)
