"""A label on the twin's paper: commands in, dots out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import barcode
from PIL import Image, ImageDraw, ImageFont

from labels.twin.bars import code_128, ean_8, ean_13, interleaved, upc_a
from labels.twin.language import Told, commands_in, unescaped
from labels.twin.squares import data_matrix, graphic, qr

FONT = Path(barcode.__file__).with_name("fonts") / "DejaVuSansMono.ttf"
LETTER_WIDTH = 0.602
"""Width of the font's letters over their size, before they are stretched."""
QR_DROP = 10
"""Printers set a ^BQ this many dots lower than its field says."""
SIDE_MAX = 8000
QUIET = frozenset({"CI", "LH", "FX", "PR", "MD", "MM", "PO", "MN", "LS", "LT", "MT"})
"""Commands that change nothing that the twin can show."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What came out: a picture, how many times, and what the printer did not understand."""

    image: Image.Image
    copies: int
    problems: tuple[str, ...]
    texts: tuple[str, ...]
    """Every field as the printer took it, for tests."""


@dataclass(slots=True)
class _Paper:
    """The label while it is drawn, and the printer's state."""

    image: Image.Image = field(default_factory=lambda: Image.new("1", (1, 1), 1))
    width: int = 812
    height: int = 1218
    copies: int = 1
    at: tuple[int, int] = (0, 0)
    letters: tuple[int, int] = (30, 30)
    module: int = 2
    bar_height: int = 10
    escape: str = ""
    pending: Told | None = None
    problems: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def print_label(label: bytes) -> Printed:
    """Return what a printer makes of one label."""
    paper = _Paper()
    for told in commands_in(label):
        if told.name in COMMANDS:
            COMMANDS[told.name](paper, told)
        elif told.name not in QUIET:
            paper.problems.append(f"the twin does not know ^{told.name}")
    return Printed(paper.image, paper.copies, tuple(paper.problems), tuple(paper.texts))


def _begin(paper: _Paper, _: Told) -> None:
    paper.image = Image.new("1", (paper.width, paper.height), 1)


def _resize(paper: _Paper, told: Told) -> None:
    if told.name == "PW":
        paper.width = min(told.number(0, paper.width), SIDE_MAX)
    else:
        paper.height = min(told.number(0, paper.height), SIDE_MAX)
    _begin(paper, told)


def _origin(paper: _Paper, told: Told) -> None:
    paper.at, paper.pending, paper.escape = (told.number(0, 0), told.number(1, 0)), None, ""


def _font(paper: _Paper, told: Told) -> None:
    high = told.number(1, 30)
    paper.letters, paper.pending = (high, told.number(2, high)), None


def _modules(paper: _Paper, told: Told) -> None:
    paper.module = told.number(0, paper.module)
    paper.bar_height = told.number(2, paper.bar_height)


def _symbol(paper: _Paper, told: Told) -> None:
    paper.pending = told


def _hex(paper: _Paper, told: Told) -> None:
    paper.escape = told.rest[:1] or "_"


def _copies(paper: _Paper, told: Told) -> None:
    paper.copies = told.number(0, 1)


def _picture(paper: _Paper, told: Told) -> None:
    _fill(paper, graphic(told.rest), across=1, down=1, drop=0)


def _box(paper: _Paper, told: Told) -> None:
    thick = told.number(2, 1)
    wide, high = max(told.number(0, thick), thick), max(told.number(1, thick), thick)
    left, top = paper.at
    paper.image.paste(0, (left, top, left + wide, top + high))
    inside = (left + thick, top + thick, left + wide - thick, top + high - thick)
    if inside[0] < inside[2] and inside[1] < inside[3]:
        paper.image.paste(1, inside)


def _data(paper: _Paper, told: Told) -> None:
    text = unescaped(told.rest, paper.escape) if paper.escape else told.rest
    paper.texts.append(text)
    asked = paper.pending
    if asked is None:
        _write(paper, text)
    elif asked.name in LINEAR:
        high = asked.number(1, paper.bar_height)
        _fill(paper, [LINEAR[asked.name](text)], across=paper.module, down=high, drop=0)
    elif asked.name == "BX":
        rows = data_matrix(text, escape=asked.word(6))
        _fill(paper, rows, across=asked.number(1, 1), down=asked.number(1, 1), drop=0)
    else:
        side = asked.number(2, 1)
        _fill(paper, qr(text), across=side, down=side, drop=QR_DROP)
    paper.pending = None


def _fill(paper: _Paper, rows: list[str], *, across: int, down: int, drop: int) -> None:
    pen = ImageDraw.Draw(paper.image)
    left, top = paper.at[0], paper.at[1] + drop
    for row, modules in enumerate(rows):
        for column, module in enumerate(modules):
            if module == "1":
                x, y = left + column * across, top + row * down
                pen.rectangle((x, y, x + across - 1, y + down - 1), fill=0)


def _write(paper: _Paper, text: str) -> None:
    high, wide = paper.letters
    if not text or not high:
        return
    line = Image.new("1", (max(1, round(len(text) * high * LETTER_WIDTH)), high * 5 // 4), 1)
    ImageDraw.Draw(line).text((0, 0), text, fill=0, font=_sized(high))
    squeezed = max(1, round(line.width * wide / high))
    paper.image.paste(line.resize((squeezed, line.height)), paper.at)


@lru_cache(maxsize=64)
def _sized(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


LINEAR: dict[str, Callable[[str], str]] = {
    "BC": code_128,
    "B2": interleaved,
    "BE": ean_13,
    "B8": ean_8,
    "BU": upc_a,
}
COMMANDS: dict[str, Callable[[_Paper, Told], None]] = {
    "XA": _begin,
    "XZ": lambda _paper, _told: None,
    "PW": _resize,
    "LL": _resize,
    "FO": _origin,
    "A": _font,
    "BY": _modules,
    "BC": _symbol,
    "B2": _symbol,
    "BE": _symbol,
    "B8": _symbol,
    "BU": _symbol,
    "BX": _symbol,
    "BQ": _symbol,
    "FH": _hex,
    "FD": _data,
    "FS": lambda _paper, _told: None,
    "GB": _box,
    "GF": _picture,
    "PQ": _copies,
}
