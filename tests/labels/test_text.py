"""Text on labels: shrunk, wrapped, refused, never cut; and never a command."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from labels.drawing import draw
from labels.fonts import clean
from labels.kinds import bin_label, carton_label, item_label
from labels.raster import picture
from labels.refused import LabelRefused
from labels.svg import render_svg
from labels.twin.language import commands_in
from labels.twin.paper import print_label
from labels.zpl import render_zpl
from tests.labels.samples import FONTS

HEAD = ["XA", "CI", "LH", "PW", "LL", "FO", "BY", "BC", "FD", "FS"]
LINE = ["FO", "A", "FH", "FD", "FS"]
COMMANDS = [*HEAD, *LINE, *LINE, "PQ", "XZ"]
"""What an item's label with a name of one line is made of, and nothing else."""
ANY_TEXT = some.text(max_size=60)
HOSTILE = [
    "^XA^JUF^XZ",
    "~JR",
    "~DGR:A.GRF,1,1,FF",
    "_5EXZ",
    "\\&line",
    "</text><script>alert(1)</script>",
    "]]>",
    "&#x1b;",
    '" onload="x',
    "${jndi}",
    "%!PS (x) showpage",
]


def item_named(name):
    return draw(item_label(name=name, sku="S-1"), dpi=203, fonts=FONTS)


def tags_of(svg):
    root = ET.fromstring(svg)  # noqa: S314 - our own
    return {element.tag.split("}")[1] for element in root.iter()}


def written(name):
    return " ".join(line.text for line in item_named(name).lines[:-1])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_print_and_nothing_else(name):
    drawing = item_named(name)

    zpl = render_zpl(drawing)

    assert [told.name for told in commands_in(zpl)] == COMMANDS
    assert zpl.count(b"^XA") == 1
    assert zpl.count(b"^XZ") == 1
    assert b"~" not in zpl
    assert " ".join(print_label(zpl).texts[1:-1]) == written(name)
    assert tags_of(render_svg(drawing)) <= {"svg", "rect", "path", "text"}


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_drawn_whole_or_refused(name):
    try:
        drawing = item_named(name)
    except LabelRefused:
        return

    shown = "".join("".join(line.text.split()) for line in drawing.lines[:-1])
    zpl, svg = render_zpl(drawing), render_svg(drawing)

    assert shown == "".join(clean(name).split())
    assert {told.name for told in commands_in(zpl)} <= {*COMMANDS, "GF"}
    assert tags_of(svg) <= {"svg", "rect", "path", "text"}


def test_what_is_too_long_shrinks_and_then_wraps():
    short, long, longer = (item_named("Teacup " * count).lines for count in (1, 4, 8))

    assert short[0].fitted.size > long[0].fitted.size
    assert [line.y for line in longer[:-1]] == sorted({line.y for line in longer[:-1]})
    assert len(longer[:-1]) == 2


def test_what_does_not_fit_at_all_is_refused():
    with pytest.raises(LabelRefused, match="does not fit"):
        item_named("Teacup " * 40)


def test_every_line_stays_on_the_label():
    for count in range(1, 12):
        drawing = item_named("Wm" * count + " Wm" * count)
        for line in drawing.lines:
            assert line.x >= 0
            assert line.x + line.width <= drawing.width


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u202eb", "a\u2066b", "a\u200fb", "\x9d"])
def test_control_and_direction_characters_are_refused(text):
    with pytest.raises(LabelRefused, match="cannot show"):
        item_named(text)


def test_line_ends_in_a_name_become_spaces():
    assert written("Tea\r\ncup\tpink") == "Tea cup pink"


def test_a_script_without_a_font_is_refused_with_the_character():
    with pytest.raises(LabelRefused, match="no font at hand"):
        item_named("\U00012000 tablet")


@pytest.mark.parametrize("name", ["قدح شاي", "Чашка", "Φλιτζάνι", "Größe ½ ø 35 €"])
def test_scripts_that_the_printer_lacks_are_sent_as_pictures(name):
    drawing = item_named(name)

    zpl = render_zpl(drawing)

    line = drawing.lines[0]
    box = (line.x, line.y, line.x + line.width, line.y + line.fitted.size)
    printed = print_label(zpl)
    assert b"^GFA" in zpl
    assert printed.image.crop(box).tobytes() == picture(drawing).crop(box).tobytes()


def test_facts_keep_their_lines():
    label = carton_label(code="CT-1", facts=("Order SO-1", "Carton 1 of 2"))

    drawing = draw(label, dpi=203, fonts=FONTS)

    assert [line.text for line in drawing.lines] == ["Order SO-1", "Carton 1 of 2", "CT-1"]


def test_a_bin_code_too_long_for_its_bars_is_refused():
    with pytest.raises(LabelRefused, match="finer"):
        draw(bin_label(code="A-" * 20), dpi=203, fonts=FONTS)
