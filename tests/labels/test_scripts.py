"""Any script: drawn with a font that has it, from the side that it is written from, or refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from labels.drawing import draw
from labels.fonts import OWN, Fonts
from labels.kinds import item_label
from labels.proof import prove
from labels.raster import picture, write_line
from labels.refused import LabelRefused
from labels.svg import render_svg
from labels.twin.paper import print_label
from labels.zpl import render_zpl
from tests.labels.samples import FONTS
from tests.labels.svg_paper import texts_of

HERE = Fonts((Path(__file__).with_name("fonts"),))
"""Thirty letters of Noto Sans CJK (SIL Open Font License 1.1), enough for the names below."""
RTL = "\u0634\u0627\u064a"
"""Tea: sheen, alef, yeh, in the order in which they are typed."""
AS_WRITTEN = "\ufef1\ufe8e\ufeb7"
"""The same from left to right as ink: yeh alone, alef joined to the right, sheen at the begin."""


def named(name, at_hand=FONTS):
    return draw(item_label(name=name, sku="S-1"), dpi=203, fonts=at_hand)


def ink(text, layout):
    font = ImageFont.truetype(str(OWN), 40, layout_engine=layout)
    image = Image.new("1", (300, 80), 1)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    pen.text((10, 10), text, font=font, fill=0)
    return image.tobytes()


@pytest.mark.parametrize("name", ["粉红茶杯", "粉紅色茶杯", "ティーカップ", "찻잔"])
def test_chinese_japanese_and_korean_are_drawn_where_a_font_has_them(name):
    drawing = named(name, HERE)
    line = drawing.lines[0]

    prove(drawing, picture(drawing))
    printed = print_label(render_zpl(drawing))

    box = (line.x, line.y, line.x + line.width, line.y + line.fitted.size)
    assert line.fitted.font.parent.name == "fonts"
    assert texts_of(render_svg(drawing))[0] == name
    assert printed.problems == ()
    assert printed.image.crop(box).tobytes() == picture(drawing).crop(box).tobytes()
    assert len(set(picture(drawing).crop(box).convert("L").tobytes())) == 2


def test_a_letter_that_no_font_has_is_refused_with_what_to_install():
    with pytest.raises(LabelRefused, match=r"write '.'; install fonts-noto-cjk"):
        named("\U00012000")


def test_arabic_is_joined_and_runs_from_the_right():
    shaped = ink(RTL, ImageFont.Layout.RAQM)

    assert shaped == ink(AS_WRITTEN, ImageFont.Layout.BASIC)
    assert shaped != ink(RTL, ImageFont.Layout.BASIC)


def test_hebrew_and_digits_run_from_their_own_sides():
    mixed = ink("\u05d0\u05d1 12", ImageFont.Layout.RAQM)

    assert mixed == ink("12 \u05d1\u05d0", ImageFont.Layout.BASIC)


def test_a_server_that_cannot_turn_letters_refuses_them_instead():
    plain = Fonts(can_shape=False)

    with pytest.raises(LabelRefused, match="libfribidi0"):
        named(RTL, plain)
    assert named("Tea", plain).lines[0].text == "Tea"


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize(
    "name", ["\u0642\u062f\u062d \u0634\u0627\u064a", "\u7c89\u7ea2\u8336\u676f", "Teacup 0"]
)
def test_bold_letters_keep_every_stroke_and_dot_of_thin_ones(name, dpi):
    (line,) = draw(item_label(name=name, sku="S-1"), dpi=dpi, fonts=HERE).lines[:1]
    thin = replace(line, fitted=replace(line.fitted, weight=0))

    bold_ink, thin_ink = (written(each) for each in (line, thin))

    assert line.fitted.weight > 0
    assert ImageChops.subtract(thin_ink, bold_ink).getbbox() is None
    assert ImageChops.subtract(bold_ink, thin_ink).getbbox() is not None


def written(line):
    image = Image.new("1", (line.x + line.width + 20, line.y + 3 * line.fitted.size), 1)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    write_line(pen, line)
    return ImageChops.invert(image.convert("L"))
