"""A label in a printer's dots: everything placed, nothing drawn yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor

from labels.designs import EAN_8_HIGH, EAN_HIGH, RETAIL_MIN, Align, Box, CodePlace, TextPlace
from labels.fitting import Fitted, Room, fit, line_height
from labels.fonts import Fonts, width_of
from labels.itf import BEARER_MODULES
from labels.kinds import Arrow, Label
from labels.refused import LabelRefused
from labels.symbols import Symbol, Symbology

MM_PER_INCH = 25.4
RESOLUTIONS = (203, 300, 600)
HAIR = 0.001
"""Two dots of 203 dpi are 0.2502 mm and as good as 0.25."""
RETAIL_SYMBOLS = {
    Symbology.EAN_13: EAN_HIGH,
    Symbology.UPC_A: EAN_HIGH,
    Symbology.EAN_8: EAN_8_HIGH,
}

ALWAYS: Mapping[str, frozenset[str]] = {
    "pallet": frozenset({"code", "content", "lot"}),
    "shipping": frozenset({"code", "sscc", "tracking"}),
}
"""Symbols that others scan on the way: these no design may leave out."""


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A symbol whose first dark module stands at x, y; `module` dots a module."""

    symbol: Symbol
    x: int
    y: int
    module: int
    height: int

    @property
    def width(self) -> int:
        """Return how many dots wide its modules are, without quiet zones."""
        return len(self.symbol.rows[0]) * self.module

    @property
    def bearers(self) -> tuple[tuple[int, int, int, int], ...]:
        """Return the bars above and below an ITF-14, as wide as it is with its quiet zones."""
        if self.symbol.symbology is not Symbology.ITF_14:
            return ()
        left, thick = self.x - self.symbol.quiet_left * self.module, BEARER_MODULES * self.module
        wide = self.symbol.width * self.module
        return tuple((left, y, wide, thick) for y in (self.y - thick, self.y + self.height))

    def runs(self) -> list[tuple[int, int, int, int]]:
        """Return its dark rectangles as (x, y, width, height) in dots."""
        tall = self.height if self.symbol.is_linear else self.module
        return [
            (self.x + start * self.module, self.y + row * tall, count * self.module, tall)
            for row, modules in enumerate(self.symbol.rows)
            for start, count in _dark(modules)
        ] + list(self.bearers)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line of text, its top left corner at x, y."""

    text: str
    x: int
    y: int
    width: int
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class Drawing:
    """A label at a resolution."""

    dpi: int
    width: int
    height: int
    symbols: tuple[PlacedSymbol, ...]
    lines: tuple[PlacedLine, ...]
    shapes: tuple[tuple[tuple[int, int], ...], ...]
    """Filled outlines, corner by corner."""


def dots(mm: float, dpi: int) -> int:
    """Return a length in dots."""
    return round(mm * dpi / MM_PER_INCH)


def draw(label: Label, *, dpi: int, fonts: Fonts) -> Drawing:
    """Place everything on the label; refuse what does not fit or could not be read."""
    if dpi not in RESOLUTIONS:
        raise LabelRefused(f"{dpi} dpi is none of {', '.join(map(str, RESOLUTIONS))}")
    design = label.design
    shapes = (_arrow(design.arrow, label.arrow, dpi),) if design.arrow and label.arrow else ()
    return Drawing(
        dpi,
        dots(design.width_mm, dpi),
        dots(design.height_mm, dpi),
        _symbols(label, dpi),
        tuple(
            line
            for name, text in label.texts.items()
            if text.strip() and name in design.texts
            for line in _lines(text, design.texts[name], dpi, fonts)
        ),
        shapes,
    )


def _symbols(label: Label, dpi: int) -> tuple[PlacedSymbol, ...]:
    """Place each symbol where the design has room for it; a design may leave some out, not all."""
    placed: dict[str, PlacedSymbol] = {}
    for name, symbol in label.codes.items():
        tries = [(name, symbol), *([label.instead[name]] if name in label.instead else [])]
        there = [each for each in tries if each[0] in label.design.codes]
        for number, (at, drawn) in enumerate(there, 1):
            try:
                placed[at] = _placed(drawn, label.design.codes[at], dpi)
                break
            except LabelRefused:
                if number == len(there):
                    raise
    always = ALWAYS.get(label.design.code, frozenset())
    missing = (always & label.codes.keys()) - label.design.codes.keys()
    if missing or (label.codes and not placed):
        lacks = ", ".join(sorted(missing)) or ", ".join(label.codes)
        raise LabelRefused(f"the design has no place for {lacks}")
    return tuple(placed.values())


def _placed(symbol: Symbol, place: CodePlace, dpi: int) -> PlacedSymbol:
    """Center the symbol in its box with the largest whole-dot module that fits."""
    box = place.box
    wide, high = dots(box.width, dpi), dots(box.height, dpi)
    down = 1 if symbol.is_linear else len(symbol.rows) + 2 * symbol.quiet_left
    module = min(floor((place.module_max + HAIR) * dpi / MM_PER_INCH), wide // symbol.width)
    module = module if symbol.is_linear else min(module, high // down)
    least = place.module_min
    if symbol.symbology in RETAIL_SYMBOLS:
        # Finer bars before lower ones: what is cut low is read from fewer sides.
        least = max(least, RETAIL_MIN)
        finest = ceil((least - HAIR) * dpi / MM_PER_INCH)
        module = min(module, max(finest, int(high / RETAIL_SYMBOLS[symbol.symbology])))
    if module * MM_PER_INCH / dpi < least - HAIR:
        raise LabelRefused(
            f"{symbol.text!r} has {symbol.width} modules; on {box.width:.0f} mm at {dpi} dpi "
            f"they would be finer than {least} mm"
        )
    bearers = BEARER_MODULES * module if symbol.symbology is Symbology.ITF_14 else 0
    bars_mm = box.height - 2 * bearers * MM_PER_INCH / dpi
    if symbol.is_linear and bars_mm < place.height_min - HAIR:
        raise LabelRefused(f"bars {bars_mm:.1f} mm high are lower than {place.height_min} mm")
    spare = wide - symbol.width * module
    x = dots(box.x, dpi) + spare // 2 + symbol.quiet_left * module
    height = high - 2 * bearers if symbol.is_linear else len(symbol.rows) * module
    return PlacedSymbol(symbol, x, dots(box.y, dpi) + (high - height) // 2, module, height)


def _lines(text: str, place: TextPlace, dpi: int, fonts: Fonts) -> list[PlacedLine]:
    box = place.box
    wide, high = dots(box.width, dpi), dots(box.height, dpi)
    room = Room(
        wide,
        high,
        max(1, dots(place.size_max, dpi)),
        max(1, dots(min(place.size_min, place.size_max), dpi)),
        place.lines_max,
        place.is_bold,
    )
    fitted = fit(text, room, fonts)
    step = line_height(fitted)
    spare_below = high - step * len(fitted.lines)
    top = dots(box.y, dpi) + (0 if place.lines_max > 1 else spare_below // 2)
    lines = []
    for number, line in enumerate(fitted.lines):
        width = width_of(fitted.font, fitted.size, line) + fitted.weight
        spare = {Align.LEFT: 0, Align.CENTER: (wide - width) // 2, Align.RIGHT: wide - width}
        x = dots(box.x, dpi) + spare[place.align]
        lines.append(PlacedLine(line, x, top + number * step, width, fitted))
    return lines


def _arrow(box: Box, arrow: Arrow, dpi: int) -> tuple[tuple[int, int], ...]:
    """Return an arrow's outline: a head over half the height, a shaft a third of the width."""
    left, top = dots(box.x, dpi), dots(box.y, dpi)
    wide, high = dots(box.width, dpi), dots(box.height, dpi)
    third, middle = ceil(wide / 3), high // 2
    up = (
        (wide // 2, 0),
        (wide, middle),
        (wide - third, middle),
        (wide - third, high),
        (third, high),
        (third, middle),
        (0, middle),
    )
    turned = up if arrow is Arrow.UP else tuple((x, high - y) for x, y in up)
    return tuple((left + x, top + y) for x, y in turned)


def _dark(modules: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for module, group in groupby(modules):
        count = len(list(group))
        if module == "1":
            found.append((at, count))
        at += count
    return found
