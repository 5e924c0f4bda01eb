"""Read a label before it leaves: what a decoder says must be what was meant.

Its symbols are also graded, and measured: every run of bars whole modules, every quiet zone empty.
A decoder on a screen forgives what a laser in a cold aisle does not.
"""

from itertools import groupby

import zxingcpp
from PIL import Image

from labels.drawing import Drawing, PlacedSymbol
from labels.grade import PASSES, Grade, grade
from labels.refused import Fault, LabelRefused
from labels.symbols import Symbology

IDENTIFIERS = {
    Symbology.CODE_128: ("]C0",),
    Symbology.GS1_128: ("]C1",),
    Symbology.EAN_13: ("]E0",),
    Symbology.UPC_A: ("]E0",),
    Symbology.EAN_8: ("]E4",),
    Symbology.ITF_14: ("]I1",),
    Symbology.QR: ("]Q1", "]Q2"),
    Symbology.DATA_MATRIX: ("]d1", "]d4"),
    Symbology.GS1_DATA_MATRIX: ("]d2",),
}
"""AIM identifiers by which scanners announce each kind (ISO/IEC 15424); ECI has its own."""


FORMATS = {
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.GS1_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.EAN_13: zxingcpp.BarcodeFormat.EAN13,
    Symbology.UPC_A: zxingcpp.BarcodeFormat.UPCA,
    Symbology.EAN_8: zxingcpp.BarcodeFormat.EAN8,
    Symbology.ITF_14: zxingcpp.BarcodeFormat.ITF14,
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.GS1_DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
}


SAID = {
    Fault.QUIET_ZONE: "something stands in the quiet zone of {text!r}",
    Fault.CONTRAST: "the bars of {text!r} are too faint",
    Fault.SHARPNESS: "the bars of {text!r} run together or break off",
    Fault.EVENNESS: "the bars of {text!r} are not where they should be",
}


def prove(drawing: Drawing, image: Image.Image) -> float:
    """Return the worst grade of its symbols, 4 to 0; refuse a label that fails in any way.

    One of its symbols is graded worse than C, is uneven by a single dot, is not read, or is read
    otherwise. A label without symbols has nothing to fail.
    """
    for placed in drawing.symbols:
        _check_zone(placed, image)
    worst = judge(drawing, image)
    for placed in drawing.symbols:
        _measure(placed, image)
    return worst


def judge(drawing: Drawing, image: Image.Image) -> float:
    """Return the worst grade of a label on paper, whose dots are no longer black and white.

    Refuses what is graded worse than C, is not read, or is read otherwise.
    """
    found = [_graded(placed, image) for placed in drawing.symbols]
    for placed in drawing.symbols:
        _read(placed, image)
    return min((each.value for each in found), default=4.0)


def _graded(placed: PlacedSymbol, image: Image.Image) -> Grade:
    found = grade(placed, image, zone(placed))
    if found.value < PASSES:
        said = SAID[found.worst].format(text=placed.symbol.text)
        raise LabelRefused(f"{said} (grade {found.letter})", fault=found.worst)
    return found


def read(image: Image.Image) -> list[tuple[str, str]]:
    """Return (AIM identifier, text) of every symbol that the decoder finds."""
    found = zxingcpp.read_barcodes(image.convert("L"), text_mode=zxingcpp.TextMode.Plain)
    return [(each.symbology_identifier, each.text) for each in found]


def _read(placed: PlacedSymbol, image: Image.Image) -> None:
    """Read it as it stands, dark on light, and as one kind: help for the decoder costs most."""
    symbol = placed.symbol
    found = zxingcpp.read_barcodes(
        image.crop(zone(placed)).convert("L"),
        formats=zxingcpp.BarcodeFormats(FORMATS[symbol.symbology]),
        text_mode=zxingcpp.TextMode.Plain,
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    for each in found:
        is_kind = each.symbology_identifier in IDENTIFIERS[symbol.symbology]
        if is_kind and same(symbol.symbology, each.text, symbol.text):
            return
    raise LabelRefused(
        f"a scanner would not read {symbol.text!r} on this label", fault=Fault.NOT_READ
    )


def same(symbology: Symbology, text: str, meant: str) -> bool:
    """Tell whether a decoder's text is what was meant; UPC-A is an EAN-13 with a zero before it."""
    return text in ({meant, f"0{meant}"} if symbology is Symbology.UPC_A else {meant})


def zone(placed: PlacedSymbol) -> tuple[int, int, int, int]:
    """Return what a symbol needs for itself: its modules and its quiet zones."""
    symbol, module = placed.symbol, placed.module
    above = 0 if symbol.is_linear else symbol.quiet_left * module
    return (
        placed.x - symbol.quiet_left * module,
        placed.y - above,
        placed.x + placed.width + symbol.quiet_right * module,
        placed.y + placed.height + above,
    )


def _check_zone(placed: PlacedSymbol, image: Image.Image) -> None:
    left, top, right, bottom = zone(placed)
    if left < 0 or top < 0 or right > image.width or bottom > image.height:
        said = f"the quiet zone of {placed.symbol.text!r} leaves the label"
        raise LabelRefused(said, fault=Fault.QUIET_ZONE)


def _measure(placed: PlacedSymbol, image: Image.Image) -> None:
    left, _, right, _ = zone(placed)
    tall = placed.height if placed.symbol.is_linear else placed.module
    for row, modules in enumerate(placed.symbol.rows):
        for y in (placed.y + row * tall, placed.y + (row + 1) * tall - 1):
            line = image.crop((left, y, right, y + 1)).convert("L").tobytes()
            if _runs(line) != _wanted(placed, modules):
                said = f"the bars of {placed.symbol.text!r} are not whole modules"
                raise LabelRefused(said, fault=Fault.EVENNESS)


def _runs(line: bytes) -> list[tuple[bool, int]]:
    return [(dot == 0, len(list(group))) for dot, group in groupby(line)]


def _wanted(placed: PlacedSymbol, modules: str) -> list[tuple[bool, int]]:
    symbol = placed.symbol
    all_modules = "0" * symbol.quiet_left + modules + "0" * symbol.quiet_right
    return [
        (module == "1", len(list(group)) * placed.module) for module, group in groupby(all_modules)
    ]
