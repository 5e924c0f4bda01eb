"""Any payload, in every symbology that can carry it, at every resolution, is read as it was."""

import random
from math import ceil

import pytest

from labels.drawing import MM_PER_INCH, RESOLUTIONS
from labels.gs1 import check_digit
from labels.pdf import render_pdf
from labels.proof import prove, read, same
from labels.raster import picture
from labels.refused import LabelRefused
from labels.stock import single
from labels.symbols import (
    Symbology,
    code_128,
    data_matrix,
    gs1_128,
    gs1_data_matrix,
    itf_14,
    qr,
    trade_number,
)
from labels.twin.paper import print_label
from labels.zpl import render_zpl
from tests.labels.pdf_paper import papers_of
from tests.labels.test_symbols import alone

FINEST_MM = {True: 0.25, False: 0.33}
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
ASCII = "".join(map(chr, range(32, 127)))
SCRIPTS = ASCII + "äßéñÅøçŁžőпрстЖψΩאבجشहिไกคひカ漢字한글€½→✓😀"


def payload_of(chance):
    kind = chance.choice(("digits", "set82", "ascii", "scripts", "gtin"))
    if kind == "gtin":
        digits = "".join(chance.choices("0123456789", k=chance.choice((7, 11, 12, 13))))
        return digits + str(check_digit(digits))
    letters = {"digits": "0123456789", "set82": SET_82, "ascii": ASCII, "scripts": SCRIPTS}[kind]
    return "".join(chance.choices(letters, k=chance.randint(1, 40)))


def is_gtin(text):
    is_number = text.isascii() and text.isdigit() and len(text) in {8, 12, 13, 14}
    return is_number and check_digit(text[:-1]) == int(text[-1])


def carriers(text):
    """Each way to carry a payload, and whether the standards let it."""
    is_plain = text.isascii() and text.isprintable()
    is_element = len(text) <= 40 and set(text) <= set(SET_82)
    longest = 46  # with (10) before it, 48 characters
    return (
        (lambda: code_128(text), is_plain and len(text) <= 80),
        (lambda: qr(text), text.isprintable()),
        (lambda: data_matrix(text), text.isprintable()),
        (lambda: gs1_128((("10", text),)), is_element and len(text) <= longest),
        (lambda: gs1_data_matrix((("10", text),)), is_element and len(text) <= 20),
        (lambda: trade_number(text), is_gtin(text)),
        (lambda: itf_14(text), is_gtin(text)),
    )


def symbols_of(text):
    for carrier, carries in carriers(text):
        try:
            symbol = carrier()
        except LabelRefused:
            assert not carries, f"{text!r} was refused"
            continue
        yield symbol


def read_back(symbol, dpi, *, on_pdf):
    module = ceil(FINEST_MM[symbol.is_linear] * dpi / MM_PER_INCH)
    drawing = alone(symbol, module, dpi)
    image = picture(drawing)
    prove(drawing, image)
    printed = print_label(render_zpl(drawing)).image
    papers = [printed]
    if on_pdf:
        size = (side * MM_PER_INCH / dpi for side in image.size)
        papers += papers_of(render_pdf([image], stock=single(*size), dpi=dpi), dpi)
    for paper in papers:
        found = [text for _, text in read(paper)]
        assert len(found) == 1, (symbol.symbology, symbol.text, dpi, found)
        assert same(symbol.symbology, found[0], symbol.text)


def run(count, seed, *, pdf_every):
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    done = dict.fromkeys(Symbology, 0)
    for number in range(count):
        for symbol in symbols_of(payload_of(chance)):
            dpi = RESOLUTIONS[number % len(RESOLUTIONS)]
            read_back(symbol, dpi, on_pdf=number % pdf_every == 0)
            done[symbol.symbology] += 1
    return done


def test_a_slice_of_all_payloads_is_read_as_it_was():
    done = run(60, seed=5, pdf_every=6)

    assert all(done[kind] for kind in (Symbology.CODE_128, Symbology.QR, Symbology.ITF_14))


@pytest.mark.prove
def test_thousands_of_payloads_are_read_as_they_were():
    done = run(3_000, seed=17, pdf_every=10)

    print(sum(done.values()), "symbols", {kind.value: many for kind, many in done.items()})  # noqa: T201
    assert all(done.values())
