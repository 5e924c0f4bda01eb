"""Every label, at every resolution, in every format, is read back by a decoder as it was meant."""

import io
from itertools import groupby

import pytest
from PIL import Image

from labels.drawing import MM_PER_INCH, RESOLUTIONS
from labels.pdf import render_pdf
from labels.proof import prove, read
from labels.raster import picture, render_png
from labels.stock import single
from labels.svg import render_svg
from labels.twin.paper import print_label
from labels.zpl import render_zpl
from tests.labels.pdf_paper import papers_of
from tests.labels.samples import LABELS, drawn, meant
from tests.labels.svg_paper import paper_of, texts_of

ALL = pytest.mark.parametrize("name", LABELS)
AT_ALL = pytest.mark.parametrize("dpi", RESOLUTIONS)


def texts_on(image):
    return sorted(text for _, text in read(image))


def bars_on(image, drawing):
    """The dots across the middle of each symbol. PDFium may set a whole row one dot off."""
    middles = [
        placed.y + placed.height // 2 for placed in drawing.symbols if placed.symbol.is_linear
    ]
    return [image.crop((0, y, image.width, y + 1)).tobytes() for y in middles]


@ALL
@AT_ALL
def test_a_png_is_read_back(name, dpi):
    drawing = drawn(name, dpi)

    image = Image.open(io.BytesIO(render_png(drawing)))

    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.1)
    assert texts_on(image) == meant(drawing)


@ALL
@AT_ALL
def test_an_svg_is_read_back_and_shows_every_line(name, dpi):
    drawing = drawn(name, dpi)

    svg = render_svg(drawing)

    assert texts_on(paper_of(svg)) == meant(drawing)
    assert texts_of(svg) == [line.text for line in drawing.lines]


@ALL
@AT_ALL
def test_a_pdf_page_is_read_back_dot_by_dot(name, dpi):
    drawing = drawn(name, dpi)
    size = (side * 25.4 / dpi for side in (drawing.width, drawing.height))

    pdf = render_pdf([picture(drawing)], stock=single(*size), dpi=dpi)

    (page,) = papers_of(pdf, dpi)
    assert texts_on(page) == meant(drawing)
    assert page.size == (drawing.width, drawing.height)
    assert bars_on(page, drawing) == bars_on(picture(drawing).convert("L"), drawing)


@ALL
@AT_ALL
def test_what_a_zpl_printer_makes_of_it_is_read_back(name, dpi):
    drawing = drawn(name, dpi)

    printed = print_label(render_zpl(drawing, copies=3))

    assert printed.problems == ()
    assert printed.copies == 3
    assert printed.image.size == (drawing.width, drawing.height)
    assert texts_on(printed.image) == meant(drawing)


@ALL
@AT_ALL
def test_it_passes_its_own_proof(name, dpi):
    drawing = drawn(name, dpi)

    prove(drawing, picture(drawing))


@ALL
@AT_ALL
def test_every_bar_and_every_gap_is_whole_modules(name, dpi):
    drawing = drawn(name, dpi)
    image = picture(drawing).convert("L")

    for placed in drawing.symbols:
        middle = placed.y + placed.height // 2
        bars = image.crop((placed.x, middle, placed.x + placed.width, middle + 1)).tobytes()
        runs = [len(list(group)) for _, group in groupby(bars)]
        assert len(runs) > 1
        assert all(run % placed.module == 0 for run in runs)


@AT_ALL
def test_arrows_point_to_the_bin(dpi):
    up, down = drawn("bin, up", dpi).shapes[0], drawn("bin, down", dpi).shapes[0]

    assert up[0][1] < up[1][1]
    assert down[0][1] > down[1][1]


@pytest.mark.parametrize(("dpi", "share"), [(203, 0.79), (300, 0.87), (600, 1.0)])
def test_an_ean_is_drawn_finer_before_it_is_drawn_lower(dpi, share):
    (code,) = drawn("item, EAN-13", dpi).symbols

    x = code.module * MM_PER_INCH / dpi
    assert 0.264 <= x < 0.38
    assert code.height * MM_PER_INCH / dpi / (x * 22.85 / 0.33) == pytest.approx(share, abs=0.01)


@AT_ALL
def test_a_bin_is_scanned_from_afar(dpi):
    square, bars = sorted(drawn("bin, up", dpi).symbols, key=lambda each: each.symbol.is_linear)

    sizes = [each.module * MM_PER_INCH / dpi for each in (square, bars)]
    assert sizes == [pytest.approx(1.0, abs=0.02), pytest.approx(0.5, abs=0.01)]
