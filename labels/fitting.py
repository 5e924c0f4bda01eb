"""Text into its box: shrunk, then wrapped, then refused; it is never cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from labels.fonts import Fonts, clean, width_of
from labels.refused import LabelRefused

LEADING = 1.18
"""Height of a line over the size of its letters; DejaVu's ascenders and descenders need it."""
STEP = 0.93
SHRINK = 0.62
BOLD = 20
"""Strokes grow by this part of the size; more fills the zero until it looks an 8."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit, in one font at one size."""

    lines: tuple[str, ...]
    font: Path
    size: int
    weight: int
    """How many dots the strokes grow: bold."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much there is for a text, in dots."""

    width: int
    height: int
    size_max: int
    size_min: int
    lines_max: int
    is_bold: bool


def fit(text: str, room: Room, fonts: Fonts) -> Fitted:
    """Return the text fitted into its room; refuse it when it stays too large.

    It shrinks to SHRINK of its largest size before it wraps, and to its smallest before it is
    refused. Line ends of its own are kept while there is room for them.
    """
    parts = [clean(part) for part in text.split("\n")]
    parts = parts if len(parts) <= room.lines_max else [clean(text)]
    font = fonts.font_for("".join(parts))
    smallest = max(room.size_min, int(room.size_max * SHRINK))
    tries = [(lines, smallest) for lines in range(1, room.lines_max + 1)]
    for lines_max, size_min in (*tries, (room.lines_max, room.size_min)):
        for size in _sizes(room.size_max, size_min):
            fitted = _tried(parts, font, size=size, room=room)
            if fitted is not None and len(fitted.lines) <= lines_max:
                return fitted
    raise LabelRefused(f"{text!r} does not fit, not even at the smallest size that is readable")


def _tried(parts: list[str], font: Path, *, size: int, room: Room) -> Fitted | None:
    weight = max(1, size // BOLD) if room.is_bold else 0
    lines: list[str] = []
    for part in parts:
        wrapped = _wrapped(part, font, size=size, width=room.width - weight)
        if wrapped is None:
            return None
        lines += wrapped
    fitted = Fitted(tuple(lines), font, size, weight)
    return fitted if line_height(fitted) * len(lines) <= room.height else None


def line_height(fitted: Fitted) -> int:
    """Return how many dots lie between the tops of two lines."""
    return ceil(fitted.size * LEADING)


def _sizes(size_max: int, size_min: int) -> Iterator[int]:
    size = size_max
    while size > size_min:
        yield size
        size = min(size - 1, int(size * STEP))
    yield size_min


def _wrapped(text: str, font: Path, *, size: int, width: int) -> tuple[str, ...] | None:
    """Return the lines; None when a single word is too wide."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(font, size, longer) <= width:
            lines[-1] = longer
        elif width_of(font, size, word) <= width:
            lines.append(word)
        else:
            return None
    return tuple(lines)
