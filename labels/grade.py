"""How well a printed symbol reads, A to F: a simple measure of our own.

It measures what ISO/IEC 15416 (bars) and 15415 (squares) name, with their limits, but on the dots
of a picture: no aperture, no calibrated light. It tells a good picture from a bad one; a verifier
it is not. Bars are measured along ten lines and the lines' grades averaged; a line is as good as
its worst measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from PIL import Image

from labels.drawing import PlacedSymbol
from labels.refused import Fault

PASSES = 1.5
"""C, the least that the GS1 General Specifications accept (section 5.12.3)."""
LINES = 10
LIMITS = {
    Fault.CONTRAST: (0.70, 0.55, 0.40, 0.20),
    Fault.SHARPNESS: (0.70, 0.60, 0.50, 0.40),
    Fault.EVENNESS: (0.62, 0.50, 0.37, 0.25),
}
"""Least measures for A, B, C and D: symbol contrast, modulation, decodability (ISO/IEC 15416)."""
SQUARE_LIMITS = LIMITS | {Fault.SHARPNESS: (0.50, 0.40, 0.30, 0.20)}
HALF_MODULE = 0.5
"""A bar's edge that far from its place makes another code word."""
WEAKEST = 0.02
"""This share of a square symbol's modules may be weak: its error correction bears them."""


@dataclass(frozen=True, slots=True)
class Grade:
    """From 4 (A) to 0 (F), and the measure that is worst."""

    value: float
    worst: Fault

    @property
    def letter(self) -> str:
        """Return the grade as a letter; halves round up."""
        return "FDCBA"[int(self.value + 0.5)]


def grade(placed: PlacedSymbol, image: Image.Image, zone: tuple[int, int, int, int]) -> Grade:
    """Grade a symbol where it was placed, with its quiet zones, in a picture of any shades."""
    if placed.symbol.is_linear:
        return _bars(placed, image, zone)
    return _squares(placed, image.crop(zone).convert("L"))


def _bars(placed: PlacedSymbol, image: Image.Image, zone: tuple[int, int, int, int]) -> Grade:
    left, top, right, bottom = zone
    wanted = _edges_wanted(placed)
    known: dict[bytes, Grade] = {}
    grades = []
    for line in range(LINES):
        y = top + int((bottom - top) * (line + 0.5) / LINES)
        dots = image.crop((left, y, right, y + 1)).convert("L").tobytes()
        if dots not in known:
            known[dots] = _line(dots, wanted, placed.module)
        grades.append(known[dots])
    worst = min(grades, key=lambda each: each.value)
    return Grade(sum(each.value for each in grades) / LINES, worst.worst)


def _edges_wanted(placed: PlacedSymbol) -> list[int]:
    symbol = placed.symbol
    modules = "0" * symbol.quiet_left + symbol.rows[0] + "0" * symbol.quiet_right
    runs = [len(list(group)) * placed.module for _, group in groupby(modules)]
    return list(accumulate(runs))[:-1]


def _line(dots: bytes, wanted: Sequence[int], module: int) -> Grade:
    """Grade one line across the bars."""
    light, dark = max(dots), min(dots)
    contrast = (light - dark) / 255
    if contrast < LIMITS[Fault.CONTRAST][-1]:
        return Grade(0, Fault.CONTRAST)
    edges = _edges(dots, (light + dark) / 2)
    if len(edges) != len(wanted):
        is_dirt = bool(edges) and (edges[0] < wanted[0] - module or edges[-1] > wanted[-1] + module)
        return Grade(0, Fault.QUIET_ZONE if is_dirt else Fault.SHARPNESS)
    off = [edge - place for edge, place in zip(edges, wanted, strict=True)]
    shift = sum(off) / len(off)
    furthest = max(abs(each - shift) for each in off) / module
    return _least(
        {
            Fault.CONTRAST: contrast,
            Fault.SHARPNESS: _modulation(dots, wanted) / (light - dark),
            Fault.EVENNESS: 1 - furthest / HALF_MODULE,
        },
        LIMITS,
    )


def _edges(dots: bytes, threshold: float) -> list[float]:
    """Return where the line crosses the threshold, between dots as well."""
    found = []
    for place, (before, after) in enumerate(pairwise(dots)):
        if (before > threshold) != (after > threshold):
            found.append(place + 0.5 + (threshold - before) / (after - before))
    return found


def _modulation(dots: bytes, wanted: Sequence[int]) -> int:
    """Return the least difference between a bar and the gap beside it."""
    bounds = [0, *wanted, len(dots)]
    elements = [dots[start:end] for start, end in pairwise(bounds)]
    extremes = [max(each) if place % 2 == 0 else min(each) for place, each in enumerate(elements)]
    return min(abs(after - before) for before, after in pairwise(extremes))


def _squares(placed: PlacedSymbol, zone: Image.Image) -> Grade:
    """Grade squares by the mean shade of each module."""
    symbol, quiet = placed.symbol, placed.symbol.quiet_left
    size = (symbol.width, len(symbol.rows) + 2 * quiet)
    shades = zone.resize(size, Image.Resampling.BOX).tobytes()
    light, dark = max(shades), min(shades)
    contrast = (light - dark) / 255
    if contrast < LIMITS[Fault.CONTRAST][-1]:
        return Grade(0, Fault.CONTRAST)
    threshold = (light + dark) / 2
    empty = "0" * symbol.width
    side = "0" * quiet
    rows = [empty] * quiet + [side + row + side for row in symbol.rows] + [empty] * quiet
    margins = sorted(
        (shade - threshold if module == "0" else threshold - shade) / ((light - dark) / 2)
        for module, shade in zip("".join(rows), shades, strict=True)
    )
    if not _is_quiet(shades, size, quiet, threshold):
        return Grade(0, Fault.QUIET_ZONE)
    weak = margins[int(len(margins) * WEAKEST)]
    return _least({Fault.CONTRAST: contrast, Fault.SHARPNESS: weak}, SQUARE_LIMITS)


def _is_quiet(shades: bytes, size: tuple[int, int], quiet: int, threshold: float) -> bool:
    width, height = size
    inside = range(quiet, width - quiet), range(quiet, height - quiet)
    return all(
        shade > threshold
        for place, shade in enumerate(shades)
        if place % width not in inside[0] or place // width not in inside[1]
    )


def _least(
    measures: dict[Fault, float], limits: dict[Fault, tuple[float, float, float, float]]
) -> Grade:
    """Return the worst of some measures by their limits."""
    graded = {
        fault: sum(measure >= limit for limit in limits[fault])
        for fault, measure in measures.items()
    }
    worst = min(graded, key=lambda fault: graded[fault])
    return Grade(graded[worst], worst)
