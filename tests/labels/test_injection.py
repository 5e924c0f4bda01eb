"""Every byte in every field, in every format: what stands on a label is never a command."""

from collections import Counter
from datetime import date
from itertools import islice
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from labels.drawing import draw
from labels.kinds import (
    badge_label,
    bin_label,
    card,
    carton_label,
    item_label,
    pack_label,
    tote_label,
)
from labels.logistics import Content, pallet_label, shipping_label
from labels.pdf import render_pdf
from labels.raster import picture
from labels.refused import LabelRefused
from labels.svg import render_svg
from labels.twin.language import commands_in
from labels.zpl import render_zpl
from tests.labels.samples import FONTS, SSCC

BYTES = [bytes([number]) for number in range(256)]
LATIN = [each.decode("latin-1") for each in BYTES]
GTIN = "10360002914529"
FIELDS = {
    "item name": lambda text: item_label(name=text, sku="S-1", gtin="4006381333931"),
    "item SKU": lambda text: item_label(name="Tea", sku=text),
    "item GTIN": lambda text: item_label(name="Tea", sku="S", gtin=f"400638133393{text}"),
    "pack name": lambda text: pack_label(name=text, sku="S", gtin=GTIN),
    "pack lot": lambda text: pack_label(
        name="Tea", sku="S", gtin=GTIN, lot=f"L{text}7", expires_on=date(2027, 3, 1)
    ),
    "pack facts": lambda text: pack_label(name="Tea", sku="S", gtin=GTIN, lot="L", facts=text),
    "bin code": lambda text: bin_label(code=f"A{text}1"),
    "bin place": lambda text: bin_label(code="A-1", place=text),
    "bin digits": lambda text: bin_label(code="A-1", check_digits=text),
    "tote code": lambda text: tote_label(code=f"T{text}1"),
    "badge name": lambda text: badge_label(name=text, badge="sw-1"),
    "badge secret": lambda text: badge_label(name="Ana", badge=f"sw{text}"),
    "carton code": lambda text: carton_label(code=f"C{text}1"),
    "carton to": lambda text: carton_label(code="C-1", to=text),
    "carton facts": lambda text: carton_label(code="C-1", facts=(text, "2")),
    "pallet number": lambda text: pallet_label(sscc=SSCC[:-1] + text),
    "pallet name": lambda text: pallet_label(sscc=SSCC, name=text),
    "pallet lot": lambda text: pallet_label(
        sscc=SSCC, content=Content(gtin=GTIN, count=4, lot=f"L{text}")
    ),
    "shipping address": lambda text: shipping_label(code="C-1", sender="L", to=("Ana", text)),
    "shipping sender": lambda text: shipping_label(code="C-1", sender=text, to=("Ana",)),
    "tracking number": lambda text: shipping_label(
        code="C-1", sender="L", to=("Ana",), tracking_number=f"J{text}1"
    ),
    "card title": lambda text: card(title=text, code="SW-DONE"),
    "card code": lambda text: card(title="Done", code=f"SW{text}"),
}
ONCE = ("XA", "CI", "LH", "PW", "LL", "PQ", "XZ")
MAY = {*ONCE, "FO", "FS", "FD", "FH", "A", "BY", "BC", "BE", "B2", "BX", "BQ", "GF", "GB"}
DATA = {"FD", "GF", "GB"}


def drawings(field):
    """Each byte in a field, alone, doubled and among hostile neighbours; those that are drawn."""
    for text in LATIN:
        for written in (f"{text}", f"^XZ{text}~JR{text}_5E"):
            try:
                yield text, draw(FIELDS[field](written), dpi=203, fonts=FONTS)
            except LabelRefused:
                continue


def check_zpl(drawing):
    zpl = render_zpl(drawing)
    names = [told.name for told in commands_in(zpl)]
    counted = Counter(names)
    places = len(drawing.symbols) + len(drawing.lines) + len(drawing.shapes)
    boxes = sum(len(placed.bearers) for placed in drawing.symbols)
    assert zpl.isascii()
    assert b"~" not in zpl
    assert zpl.count(b"^") == len(names)
    assert [counted[name] for name in ONCE] == [1] * len(ONCE)
    assert counted["FO"] == counted["FS"] == sum(counted[name] for name in DATA) == places + boxes
    assert set(names) <= MAY


def check_svg(drawing):
    svg = render_svg(drawing)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "rect", "path", "polygon", "text"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name]
    shown = [element.text for element in root.iter() if element.tag.endswith("}text")]
    assert shown == [line.text for line in drawing.lines]


def check_pdf(drawing):
    pdf = render_pdf([picture(drawing)], stock=None, dpi=203)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    assert document[0].get_textpage().get_text_range() == ""
    assert {each.type for each in document[0].get_objects()} == {3}, "pictures only"


@pytest.mark.parametrize("field", FIELDS)
def test_every_byte_in_every_field_is_print_or_refused(field):
    seen = set()
    for text, drawing in drawings(field):
        check_zpl(drawing)
        check_svg(drawing)
        seen.add(text)
        assert all(line.text.isprintable() for line in drawing.lines), "no control characters"
        assert all(placed.symbol.human.isprintable() for placed in drawing.symbols)

    assert seen & set("17")


@pytest.mark.parametrize("field", FIELDS)
def test_a_pdf_holds_pictures_and_no_text_that_could_be_a_command(field):
    for _, drawing in islice(drawings(field), 0, None, 60):
        check_pdf(drawing)


def test_a_graph_text_of_every_byte_pair_that_zpl_escapes_stays_text():
    for text in ("_5E", "_7E", "^FH", "\\&", ">8", ">;", "__", "^^", "~~", "_"):
        drawing = draw(item_label(name=f"a{text}b", sku="S"), dpi=203, fonts=FONTS)
        check_zpl(drawing)
