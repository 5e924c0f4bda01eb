"""Designs as text: what people may change comes out, and what no scanner could read is refused."""

import json
from dataclasses import replace

import pytest

from labels.design_text import design_of, written
from labels.designs import BIN, DESIGNS, PALLET, TOTE
from labels.drawing import draw
from labels.examples import EXAMPLES, finest_needed
from labels.proof import read
from labels.refused import LabelRefused
from labels.sheets import proved
from tests.labels.samples import FONTS


def changed(design, **parts):
    """The design as text, with parts of it replaced; None takes a place out."""
    source = json.loads(written(design))
    for path, value in parts.items():
        *way, last = path.split("__")
        at = source
        for step in way:
            at = at[step]
        if value is None:
            del at[last]
        else:
            at[last] = value
    return json.dumps(source)


def refused(design, **parts):
    source = changed(design, **parts)
    with pytest.raises(LabelRefused) as refusal:
        finest_needed(
            design_of(source, width_mm=design.width_mm, height_mm=design.height_mm), FONTS
        )
    return str(refusal.value)


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_of_ours_is_the_same_after_a_round_through_its_text(name):
    design = DESIGNS[name]

    found = design_of(written(design), width_mm=design.width_mm, height_mm=design.height_mm)

    assert found == design


@pytest.mark.parametrize("name", DESIGNS)
def test_every_layout_has_examples_and_every_example_its_layout(name):
    assert {label.design.code for label in EXAMPLES[name]} == {name}
    assert finest_needed(DESIGNS[name], FONTS) == 203


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"layout": "poster"}, "layout 'poster' is none of item, pack"),
        ({"texts__nickname": {"box": [1, 1, 5, 5], "size": [2, 3]}}, "'nickname' is none of code"),
        ({"codes__aztec": {"box": [1, 1, 9, 9], "module": [1, 2]}}, "'aztec' is none of code"),
        ({"texts__code__font": "Comic Sans"}, "texts code font: Extra inputs"),
        ({"codes__code__module": [0.1, 0.5]}, "X-dimension of 0.1 to 0.5 mm"),
        ({"codes__code__module": [0.5, 0.3]}, "X-dimension of 0.5 to 0.3 mm"),
        ({"codes__code__height": 3}, "bars 3.0 mm high; the least is 8 mm"),
        ({"codes__code__box": [0.5, 32.5, 20, 15.5]}, "finer than 0.25 mm"),
        ({"codes__square__box": [68, 2, 6, 6]}, "finer than 0.33 mm"),
        ({"codes__code__box": [0.5, 44, 78, 5]}, "lower than 8"),
        ({"texts__code__box": [4, 2.5, 200, 17]}, "texts code does not stand on the label"),
        ({"texts__code__box": [4, 2.5, 0, 17]}, "texts code does not stand on the label"),
        ({"texts__place__box": [4, 10, 48, 4.6]}, "texts code and texts place stand on one"),
        ({"texts__digits__box": [53, 30, 13, 4.6]}, "texts digits and codes code stand on one"),
        ({"texts__code__size": [0.2, 5]}, "letters of 0.2 to 5.0 mm; the least is 1.2 mm"),
        ({"texts__code__box": [4, 2.5, 6, 5]}, "does not fit"),
        ({"texts__code__lines": 0}, "greater than or equal to 1"),
        ({"codes__code__box": [-1, 26, 78, 21]}, "greater than or equal to 0"),
        ({"codes__code": None, "codes__square": None}, "no place for code, square"),
    ],
)
def test_what_a_design_must_not_be_is_refused_with_the_reason(parts, said):
    assert said in refused(BIN, **parts)


def test_squares_on_one_another_are_refused_by_the_decoder_or_the_quiet_zone():
    said = refused(
        BIN,
        texts__digits=None,
        texts__place=None,
        arrow=None,
        codes__square__box=[30, 24, 30, 23.5],
    )

    assert "'A-12-03-2'" in said


def test_a_logistic_label_keeps_its_bars():
    assert "no place for content" in refused(PALLET, codes__content=None)


@pytest.mark.parametrize(
    "source",
    ["", "{", "[]", "null", '{"layout": "bin"}', '{"layout":"bin","texts":{},"codes":[]}', "\0"],
)
def test_a_text_that_is_no_design_is_refused(source):
    with pytest.raises(LabelRefused):
        design_of(source, width_mm=100, height_mm=50)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", '"5"x'])
def test_numbers_that_are_none_are_refused(number):
    source = written(TOTE).replace('"box": [4, 3, 62, 20]', f'"box": [{number}, 3, 62, 20]')
    assert source != written(TOTE)

    with pytest.raises(LabelRefused):
        design_of(source, width_mm=100, height_mm=50)


@pytest.mark.parametrize("side", [0, 9, 401, -5])
def test_a_label_has_a_size_that_can_be_printed(side):
    with pytest.raises(LabelRefused, match="10 to 400"):
        design_of(written(TOTE), width_mm=side, height_mm=50)


def test_a_changed_design_comes_out_as_it_was_changed():
    source = changed(
        BIN, codes__code=None, texts__digits=None, arrow=[83, 32.5, 14, 15.5],
        texts__code__box=[4, 26, 62, 17], texts__place__box=[4, 3, 60, 5],
    )  # fmt: skip
    design = design_of(source, width_mm=100, height_mm=50)
    (label,) = EXAMPLES["bin"]

    drawing, image = proved(replace(label, design=design), dpi=203, fonts=FONTS)

    before = draw(label, dpi=203, fonts=FONTS)
    assert [text for _, text in read(image)] == ["A-12-03-2"]
    assert [placed.symbol.symbology for placed in drawing.symbols] == ["QR"]
    assert [line.text for line in drawing.lines] == ["A-12-03-2", "Leeds · Aisle A"]
    assert drawing.lines[0].y > before.lines[0].y
