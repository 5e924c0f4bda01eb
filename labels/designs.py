"""How labels look: every design as data, in millimeters from the top left corner.

Bars keep to the standards: modules between `module_min` and `module_max`, bars at least
`height_min` high. A design on other stock is the same design with its boxes stretched; its symbols
then choose their modules anew, so they stay whole dots.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Align(StrEnum):
    """Where a line stands in its box."""

    LEFT = "LEFT"
    CENTER = "CENTER"
    RIGHT = "RIGHT"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the label, in millimeters."""

    x: float
    y: float
    width: float
    height: float

    def stretched(self, across: float, down: float) -> "Box":
        """Return the same place on larger or smaller stock."""
        return Box(self.x * across, self.y * down, self.width * across, self.height * down)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text stands, how large its letters may be and how many lines it may take."""

    box: Box
    size_max: float
    size_min: float = 1.8
    lines_max: int = 1
    align: Align = Align.LEFT
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a symbol stands, its modules' size and its bars' least height, in millimeters."""

    box: Box
    module_min: float
    module_max: float
    height_min: float = 0.0


@dataclass(frozen=True, slots=True)
class Design:
    """A whole label."""

    code: str
    width_mm: float
    height_mm: float
    texts: Mapping[str, TextPlace]
    codes: Mapping[str, CodePlace]
    arrow: Box | None = None


LINEAR = (0.25, 0.5)
"""X-dimension of Code 128 inside a house: 0.25 mm reads at arm's length."""
FAR = (0.25, 1.0)
"""X-dimension of bins and totes, which are scanned from afar: the more the farther."""
RETAIL = (0.25, 0.66)
"""X-dimension on an item: EAN and UPC up to 200 %, and Code 128 of a SKU."""
RETAIL_MIN = 0.264
"""EAN and UPC are never finer than 80 % (GS1 General Specifications, section 5.2.6.6)."""
EAN_HIGH, EAN_8_HIGH = 22.85 / 0.33, 18.23 / 0.33
"""How high EAN-13, UPC-A and EAN-8 are by the standard, in X-dimensions (section 5.2.3)."""
LOGISTIC = (0.25, 0.94)
"""X-dimension of GS1-128 that is read by hand (section 5.12.3)."""
DISTRIBUTED = (0.495, 1.016)
"""X-dimension of ITF-14, and of GS1-128 on logistic units, that conveyors read (section 5.12.3).

GS1-128 there takes no more than 0.94 mm, which no SSCC comes near to on a label of 105 mm.
"""
SQUARES = (0.33, 1.2)
"""X-dimension of 2-D symbols that phones read too."""

ITEM = Design(
    "item",
    57,
    32,
    texts={
        "name": TextPlace(Box(2, 0.7, 53, 4.7), 3.4, 1.9, lines_max=2, is_bold=True),
        "human": TextPlace(Box(2, 26.2, 53, 2.9), 2.4, 1.8, align=Align.CENTER),
        "sku": TextPlace(Box(2, 29.1, 53, 2.6), 2.1, 1.2, align=Align.LEFT),
    },
    codes={
        "code": CodePlace(Box(0.4, 5.5, 56.2, 20.6), *RETAIL, height_min=8),
        "square": CodePlace(Box(2, 5.5, 53, 20.6), *SQUARES),
    },
)
PACK = Design(
    "pack",
    100,
    70,
    texts={
        "name": TextPlace(Box(4, 3, 92, 12), 5.5, 2.5, lines_max=2, is_bold=True),
        "sku": TextPlace(Box(4, 15.5, 60, 5), 3.6, 1.8),
        "facts": TextPlace(Box(4, 21, 64, 16), 3.6, 2.2, lines_max=3),
        "human": TextPlace(Box(2, 62, 96, 5), 3.4, 2.0, align=Align.CENTER),
    },
    codes={
        "code": CodePlace(Box(0.1, 39, 99.8, 22), *LOGISTIC, height_min=12.7),
        "square": CodePlace(Box(72, 15.5, 25, 22), *SQUARES),
    },
)
BIN = Design(
    "bin",
    100,
    50,
    texts={
        "code": TextPlace(Box(4, 3, 62, 20), 18, 4, is_bold=True),
        "place": TextPlace(Box(4, 25.5, 46, 4.6), 3.4, 1.8),
        "digits": TextPlace(Box(52, 25.5, 14, 4.6), 3.4, 2.2, align=Align.RIGHT),
    },
    codes={
        "code": CodePlace(Box(0.5, 32.4, 80, 16), *FAR, height_min=8),
        "square": CodePlace(Box(67, 1.5, 32, 30), *SQUARES),
    },
    arrow=Box(83, 32.4, 14, 16),
)
TOTE = Design(
    "tote",
    100,
    50,
    texts={
        "code": TextPlace(Box(4, 3, 62, 20), 18, 4, is_bold=True),
        "place": TextPlace(Box(4, 25.5, 62, 4.6), 3.4, 1.8),
    },
    codes={
        "code": CodePlace(Box(0.5, 32.4, 99, 16), *FAR, height_min=8),
        "square": CodePlace(Box(67, 1.5, 32, 30), *SQUARES),
    },
)
BADGE = Design(
    "badge",
    85.6,
    54,
    texts={
        "name": TextPlace(Box(4, 4, 50, 16), 7, 2.5, lines_max=2, is_bold=True),
        "place": TextPlace(Box(4, 21, 50, 5), 3.4, 1.8),
    },
    codes={
        "square": CodePlace(Box(54, 2, 30, 30), *SQUARES),
        "code": CodePlace(Box(0.5, 34, 84.6, 16), 0.16, 0.5, height_min=8),
    },
)
CASE = Design(
    "case",
    100,
    70,
    texts={
        "name": TextPlace(Box(4, 2.5, 92, 10), 5, 2.5, lines_max=2, is_bold=True),
        "sku": TextPlace(Box(4, 13, 60, 5), 3.6, 1.8),
        "facts": TextPlace(Box(4, 18.5, 92, 5), 3.6, 2.2),
        "human": TextPlace(Box(2, 63.5, 96, 5), 3.8, 2.0, align=Align.CENTER),
    },
    codes={"code": CodePlace(Box(0.5, 24.5, 99, 37.5), *DISTRIBUTED, height_min=31.75)},
)
CARTON = Design(
    "carton",
    105,
    148,
    texts={
        "name": TextPlace(Box(5, 5, 95, 20), 8, 3, lines_max=2, is_bold=True),
        "facts": TextPlace(Box(5, 28, 62, 44), 5, 2.4, lines_max=6),
        "human": TextPlace(Box(3, 137, 99, 8), 5, 2.4, align=Align.CENTER, is_bold=True),
    },
    codes={
        "square": CodePlace(Box(70, 28, 31, 31), *SQUARES),
        "code": CodePlace(Box(1, 78, 103, 57), *LINEAR, height_min=31.75),
        "sscc": CodePlace(Box(1, 78, 103, 57), *DISTRIBUTED, height_min=31.75),
    },
)
PALLET = Design(
    "pallet",
    105,
    148,
    texts={
        "place": TextPlace(Box(4, 2, 97, 4.5), 3.2, 1.8),
        "name": TextPlace(Box(4, 6.5, 70, 9), 6, 2.4, lines_max=2, is_bold=True),
        "facts": TextPlace(Box(4, 16, 70, 20.5), 4, 1.9, lines_max=6),
        "human_content": TextPlace(Box(2, 69.2, 101, 3.6), 3.2, 2.0, align=Align.CENTER),
        "human_lot": TextPlace(Box(2, 105.2, 101, 3.6), 3.2, 2.0, align=Align.CENTER),
        "human": TextPlace(Box(2, 141.6, 101, 4.6), 4, 2.4, align=Align.CENTER, is_bold=True),
    },
    codes={
        "square": CodePlace(Box(76, 8, 28, 28), *SQUARES),
        "content": CodePlace(Box(1, 37, 103, 32), *DISTRIBUTED, height_min=31.75),
        "lot": CodePlace(Box(1, 73, 103, 32), *DISTRIBUTED, height_min=31.75),
        "code": CodePlace(Box(1, 109, 103, 32), *DISTRIBUTED, height_min=31.75),
    },
)
SHIPPING = Design(
    "shipping",
    105,
    148,
    texts={
        "place": TextPlace(Box(4, 2.5, 97, 9), 3.2, 1.8, lines_max=2),
        "name": TextPlace(Box(4, 13, 97, 36), 7, 2.4, lines_max=6, is_bold=True),
        "facts": TextPlace(Box(4, 51, 97, 15), 4, 2, lines_max=3),
        "human_tracking": TextPlace(Box(2, 91, 101, 4.2), 3.6, 2.0, align=Align.CENTER),
        "human": TextPlace(Box(2, 141, 101, 5), 4.2, 2.4, align=Align.CENTER, is_bold=True),
    },
    codes={
        "tracking": CodePlace(Box(1, 68, 103, 22.5), *LINEAR, height_min=12.7),
        "code": CodePlace(Box(1, 98, 103, 42), *LINEAR, height_min=31.75),
        "sscc": CodePlace(Box(1, 98, 103, 42), *DISTRIBUTED, height_min=31.75),
    },
)
CARD = Design(
    "card",
    85.6,
    54,
    texts={
        "name": TextPlace(Box(4, 4, 54, 16), 9, 2.5, lines_max=2, is_bold=True),
        "facts": TextPlace(Box(4, 21, 54, 9), 3.4, 1.8, lines_max=2),
        "human": TextPlace(Box(4, 48, 77, 4), 3.0, 1.8, align=Align.CENTER),
    },
    codes={
        "square": CodePlace(Box(60, 2, 24, 28), *SQUARES),
        "code": CodePlace(Box(0.5, 31, 84.6, 16), *LINEAR, height_min=8),
    },
)

DESIGNS: Mapping[str, Design] = {
    design.code: design
    for design in (ITEM, PACK, CASE, BIN, TOTE, BADGE, CARTON, PALLET, SHIPPING, CARD)
}


def resized(design: Design, *, width_mm: float, height_mm: float) -> Design:
    """Return the design for stock of another size: boxes stretch, letters grow with the less."""
    across, down = width_mm / design.width_mm, height_mm / design.height_mm
    letters = min(across, down)
    return replace(
        design,
        width_mm=width_mm,
        height_mm=height_mm,
        texts={
            name: replace(
                place, box=place.box.stretched(across, down), size_max=place.size_max * letters
            )
            for name, place in design.texts.items()
        },
        codes={
            name: replace(place, box=place.box.stretched(across, down))
            for name, place in design.codes.items()
        },
        arrow=design.arrow and design.arrow.stretched(across, down),
    )
