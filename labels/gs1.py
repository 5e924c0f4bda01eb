"""GS1 numbers and element strings, as they go into a symbol (GS1 General Specifications, 7.8, 7.9).

Nothing is mended here: a number with a wrong check digit is refused, because whoever gave it meant
another number.
"""

import re
from collections.abc import Sequence
from datetime import date

from labels.refused import LabelRefused

SEPARATOR = "\x1d"
"""FNC1 between two elements, as a decoder shows it."""
CHARACTERS_MAX = 48
"""GS1-128 carries at most this many, identifiers and separators counted (section 5.4.3)."""
ELEMENT = re.compile(r"([0-9]{2,4})\Z")
ENCODABLE = re.compile(r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,90}\Z""")
"""Character set 82 (section 7.11)."""

ENDS_ITSELF = {
    **dict.fromkeys(("00",), 18),
    **dict.fromkeys(("01", "02", "03"), 14),
    **dict.fromkeys(("04",), 16),
    **dict.fromkeys(("11", "12", "13", "14", "15", "16", "17", "18", "19"), 6),
    **dict.fromkeys(("20",), 2),
}
"""Length of the value by identifier, where the standard fixes it (figure 7.8.5-2)."""
ENDS_ITSELF_BY_TWO = {"31": 6, "32": 6, "33": 6, "34": 6, "35": 6, "36": 6, "41": 13}
"""The same for identifiers of three and four digits, by their first two."""
CHECKED = {"00": 18, "01": 14, "02": 14}
"""Identifiers whose value ends in a check digit."""

Elements = Sequence[tuple[str, str]]


def check_digit(digits: str) -> int:
    """Return the check digit of what precedes it: from the right, weights 3, 1, 3, 1."""
    weighed = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return -weighed % 10


def checked_number(value: str, *, lengths: frozenset[int]) -> str:
    """Return a GTIN or SSCC as given; refuse one that is too short, too long or mistyped."""
    if not (value.isascii() and value.isdigit() and len(value) in lengths):
        allowed = " or ".join(str(length) for length in sorted(lengths))
        raise LabelRefused(f"{value!r} is not {allowed} digits")
    if check_digit(value[:-1]) != int(value[-1]):
        raise LabelRefused(f"{value} should end in {check_digit(value[:-1])}: one digit is wrong")
    return value


def looks_like_sscc(code: str) -> bool:
    """Tell whether a container's code is eighteen digits, which only an SSCC should be."""
    return code.isascii() and code.isdigit() and len(code) == CHECKED["00"]


def six_digits(day: date) -> str:
    """Return a day as elements (11), (15) and (17) have it: YYMMDD."""
    return day.strftime("%y%m%d")


def element_string(elements: Elements) -> str:
    """Return the elements as one text with its separators, as a decoder reads it.

    The caller puts elements of fixed length first to save separators; the order is kept.
    """
    if not elements:
        raise LabelRefused("a GS1 symbol needs at least one element")
    text = ""
    for place, (ai, value) in enumerate(elements):
        _check(ai, value)
        is_last = place == len(elements) - 1
        text += ai + value + ("" if is_last or _length(ai) else SEPARATOR)
    if len(text) > CHARACTERS_MAX:
        raise LabelRefused(f"{len(text)} characters are more than the {CHARACTERS_MAX} of GS1-128")
    return text


def readable(elements: Elements) -> str:
    """Return the elements as people read them: identifiers in brackets."""
    return " ".join(f"({ai}) {value}" for ai, value in elements)


def bracketed(elements: Elements) -> str:
    """Return the elements as an encoder takes them: square brackets never stand in a value."""
    return "".join(f"[{ai}]{value}" for ai, value in elements)


def _check(ai: str, value: str) -> None:
    length = _length(ai)
    if not ELEMENT.match(ai):
        raise LabelRefused(f"({ai}) is no application identifier")
    if not ENCODABLE.match(value):
        raise LabelRefused(f"({ai}) cannot carry {value!r}")
    if length and (len(value) != length or not value.isdigit()):
        raise LabelRefused(f"({ai}) takes {length} digits, not {value!r}")
    if ai in CHECKED:
        checked_number(value, lengths=frozenset({CHECKED[ai]}))


def _length(ai: str) -> int | None:
    return ENDS_ITSELF.get(ai) or ENDS_ITSELF_BY_TWO.get(ai[:2])
