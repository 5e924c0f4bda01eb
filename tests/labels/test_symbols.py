"""Any text that a symbol can carry is drawn, decoded and is the same; any other is refused."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image

from labels.drawing import RESOLUTIONS, Drawing, PlacedSymbol
from labels.gs1 import SEPARATOR, check_digit
from labels.proof import prove
from labels.raster import picture
from labels.refused import Fault, LabelRefused
from labels.symbols import (
    code_128,
    data_matrix,
    ean_8,
    ean_13,
    gs1_128,
    gs1_data_matrix,
    itf_14,
    qr,
    trade_number,
    upc_a,
)
from labels.twin.paper import print_label
from labels.zpl import render_zpl
from tests.labels.samples import SSCC

PRINTABLE = some.text(some.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)
ANYTHING = some.text(min_size=1, max_size=60).filter(str.isprintable)
MODULES = some.sampled_from([2, 3, 5])
SET_82 = some.text(
    some.sampled_from("!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz"), min_size=1, max_size=20
)
DIGITS = some.text(some.sampled_from("0123456789"), min_size=17, max_size=17)
BARS = settings(max_examples=150, deadline=None)
SQUARES = settings(max_examples=60, deadline=None)


def alone(symbol, module, dpi=203):
    """A label that holds a symbol and nothing else."""
    quiet = symbol.quiet_left * module
    height = 60 if symbol.is_linear else len(symbol.rows) * module
    placed = PlacedSymbol(symbol, quiet, quiet, module, height)
    return Drawing(dpi, symbol.width * module, height + 2 * quiet + 12, (placed,), (), ())


def proved(symbol, module):
    drawing = alone(symbol, module)
    prove(drawing, picture(drawing))
    printed = print_label(render_zpl(drawing))
    dropped = replace(drawing.symbols[0], y=drawing.symbols[0].y + drop(drawing))
    prove(replace(drawing, symbols=(dropped,)), printed.image)


def drop(drawing):
    """Printers set a QR code ten dots lower than asked; a picture of one stays where it is."""
    return 10 if b"^BQ" in render_zpl(drawing) else 0


@BARS
@given(PRINTABLE, MODULES)
def test_code_128_carries_all_printable_ascii(text, module):
    proved(code_128(text), module)


@pytest.mark.parametrize("text", ["99", "9912", "999999", "099", "99A", "A99", "9"])
def test_code_128_keeps_a_leading_99(text):
    proved(code_128(text), 2)


@SQUARES
@given(ANYTHING, MODULES)
def test_qr_carries_any_script(text, module):
    proved(qr(text), module)


@SQUARES
@given(ANYTHING, MODULES)
def test_data_matrix_carries_any_script(text, module):
    proved(data_matrix(text), module)


@BARS
@given(DIGITS, MODULES)
def test_trade_numbers_of_every_length(digits, module):
    for length in (7, 11, 12, 13):
        number = digits[:length]
        proved(trade_number(number + str(check_digit(number))), module)
        proved(itf_14(number + str(check_digit(number))), module)


@BARS
@given(DIGITS, SET_82, SET_82, MODULES)
def test_gs1_element_strings(digits, lot, serial, module):
    gtin = digits[:13] + str(check_digit(digits[:13]))
    elements = (("01", gtin), ("10", lot[:12]), ("21", serial[:12]))

    proved(gs1_128(elements), module)
    proved(gs1_data_matrix(elements), module)


def test_a_separator_stands_only_after_what_does_not_end_by_itself():
    symbol = gs1_128((("01", "04006381333931"), ("10", "L7"), ("17", "270301"), ("21", "S")))

    assert symbol.text == f"010400638133393110L7{SEPARATOR}1727030121S"
    assert symbol.human == "(01) 04006381333931 (10) L7 (17) 270301 (21) S"


@pytest.mark.parametrize(
    ("draw", "number"),
    [
        (ean_13, "4006381333932"),
        (ean_8, "96385075"),
        (upc_a, "036000291453"),
        (itf_14, "10360002914528"),
    ],
)
def test_a_wrong_check_digit_is_refused_and_never_mended(draw, number):
    with pytest.raises(LabelRefused, match="one digit is wrong"):
        draw(number)


def test_every_wrong_digit_of_an_sscc_is_refused():
    for digit in set("0123456789") - {SSCC[-1]}:
        with pytest.raises(LabelRefused, match="one digit is wrong"):
            gs1_128((("00", SSCC[:-1] + digit),))


@pytest.mark.parametrize("number", ["", "12", "400638133393X", "٤٠٠٦٣٨١٣٣٣٩٣١", "40063813339310"])
def test_what_is_no_trade_number_is_refused(number):
    with pytest.raises(LabelRefused):
        trade_number(number)


@pytest.mark.parametrize("text", ["", "a\x1db", "a\nb", "\x00", "é", "\x7f", "x" * 81])
def test_code_128_refuses_what_would_type_control_keys(text):
    with pytest.raises(LabelRefused):
        code_128(text)


@pytest.mark.parametrize(
    ("ai", "value"),
    [
        ("10", "a b"),
        ("10", "a^b"),
        ("17", "27030"),
        ("1", "1"),
        ("01", "4006381333931"),
        ("10", ""),
    ],
)
def test_an_element_that_cannot_be_is_refused(ai, value):
    with pytest.raises(LabelRefused):
        gs1_128(((ai, value),))


def test_more_than_48_characters_are_refused():
    with pytest.raises(LabelRefused, match="48"):
        gs1_128((("10", "A" * 20), ("21", "B" * 20), ("240", "C" * 10)))


def test_the_proof_refuses_a_symbol_that_reads_otherwise():
    drawing = alone(code_128("A-12"), 3)
    other = alone(code_128("A-13"), 3)

    with pytest.raises(LabelRefused):
        prove(drawing, picture(other))


def test_the_proof_refuses_dirt_in_the_quiet_zone():
    drawing = alone(code_128("A-12"), 3)
    image = picture(drawing)
    image.paste(0, (25, 0, 28, image.height))

    with pytest.raises(LabelRefused, match="quiet zone") as refused:
        prove(drawing, image)

    assert refused.value.fault is Fault.QUIET_ZONE


def test_the_proof_refuses_bars_that_a_printer_rounded():
    drawing = alone(code_128("A-12-03"), 3)
    image = picture(drawing)
    narrower = image.resize((image.width * 15 // 16, image.height))
    rounded = Image.new("1", image.size, 1)
    rounded.paste(narrower, (0, 0))

    with pytest.raises(LabelRefused):
        prove(drawing, rounded)


def test_the_proof_refuses_a_faint_symbol():
    drawing = alone(qr("A-12-03"), 3)

    with pytest.raises(LabelRefused, match="too faint") as refused:
        prove(drawing, Image.new("1", (drawing.width, drawing.height), 1))

    assert refused.value.fault is Fault.CONTRAST


def test_resolutions_are_those_that_printers_have():
    assert RESOLUTIONS == (203, 300, 600)
