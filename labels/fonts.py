"""Letters for every script: which font can write a text, and how wide it comes out.

One font travels with python-barcode, so that a label looks the same on every machine. What it
lacks, say Chinese, is sought in the folders named to us, in the user's and in those of the
operating system.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import barcode
from PIL import ImageFont, features

from labels.refused import LabelRefused

OWN = Path(barcode.__file__).with_name("fonts") / "DejaVuSansMono.ttf"
SYSTEM = (
    Path.home() / ".local/share/fonts",
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
SUFFIXES = {".ttf", ".otf", ".ttc"}
PROBE_SIZE = 24
NOWHERE = "\U0010ffff"
"""Assigned to nothing for ever: a font shows it as its sign for a missing letter."""
FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})
"""Bidirectional classes of letters that are written from the right (UAX #9)."""
CAN_SHAPE = bool(features.check("raqm"))
"""Whether Pillow found FriBiDi, which it takes from the system."""
INSTALL = "install fonts-noto-cjk, or put a font into ~/.local/share/fonts of the server"
JOINERS = "\u200c\u200d"
CONTROLS = re.compile(r"[\t\r\n]+")


class Fonts:
    """The fonts at hand; the first that has every letter of a text writes it."""

    def __init__(self, folders: Sequence[Path] = (), *, can_shape: bool = CAN_SHAPE) -> None:
        """Take folders that are looked through before those of the operating system."""
        self._can_shape = can_shape
        self._folders = (*folders, *SYSTEM)
        self._found: list[Path] | None = None

    def font_for(self, text: str) -> Path:
        """Return a font that has every letter of this text; refuse it when there is none.

        Letters from the right need a library beside the font that turns and joins them.
        """
        if not self._can_shape and any(
            unicodedata.bidirectional(c) in FROM_THE_RIGHT for c in text
        ):
            raise LabelRefused(
                "letters from the right need the library FriBiDi: install libfribidi0"
            )
        for path in self._all():
            if _lacks(path, text) is None:
                return path
        missing = _lacks(OWN, text)
        raise LabelRefused(f"no font at hand can write {missing!r}; {INSTALL}")

    def _all(self) -> Iterator[Path]:
        yield OWN
        if self._found is None:
            self._found = [path for folder in self._folders for path in _fonts_in(folder)]
        yield from self._found


def clean(text: str) -> str:
    """Return a text as it may stand on a label; refuse control and direction characters.

    Line ends and tabs become spaces. Marks that turn the direction of what follows could make a
    label say something else than its code, so they are refused rather than dropped.
    """
    spaced = unicodedata.normalize("NFC", CONTROLS.sub(" ", text)).strip()
    for character in spaced:
        kind = unicodedata.category(character)
        if kind in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in JOINERS:
            raise LabelRefused(f"a label cannot show the character U+{ord(character):04X}")
    return spaced


@lru_cache(maxsize=256)
def sized(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Return a font at a size in dots."""
    return ImageFont.truetype(str(path), size)


def width_of(path: Path, size: int, text: str) -> int:
    """Return how many dots wide a line is."""
    left, _, right, _ = sized(path, size).getbbox(text)
    return int(max(right, sized(path, size).getlength(text)) - min(left, 0)) + 1


def _fonts_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


@lru_cache(maxsize=4096)
def _has(path: Path, character: str) -> bool:
    try:
        font = ImageFont.truetype(str(path), PROBE_SIZE, layout_engine=ImageFont.Layout.BASIC)
        shape, nothing = font.getmask(character), font.getmask(NOWHERE)
    except OSError:
        return False
    return shape.size != nothing.size or bytes(shape) != bytes(nothing)


def _lacks(path: Path, text: str) -> str | None:
    spaces_aside = (c for c in text if not c.isspace() and c not in JOINERS)
    return next((c for c in spaces_aside if not _has(path, c)), None)
