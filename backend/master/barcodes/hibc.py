"""Health Industry Bar Codes: a labeler's item, and with it lot, serial, expiry and quantity.

ANSI/HIBC 2.6 (supplier standard). The last character of a symbol checks it, modulo 43.
"""

import re
from dataclasses import dataclass

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
PRIMARY = re.compile(r"\+([A-Z][0-9A-Z]{3})([0-9A-Z]{1,18})([0-9])(?:/(.+))?")
SECONDARY = re.compile(r"\+(\$.*|[0-9]{5}.*)(.)")
QUANTITY = re.compile(r"(?:8([0-9]{2})|9([0-9]{5}))")
DATES = {"2": "MMDDYY", "3": "YYMMDD", "4": "YYMMDDHH", "5": "YYJJJ", "6": "YYJJJHH", "7": ""}
"""After the flag that begins with $$; without one a date is MMYY."""


@dataclass(frozen=True, slots=True)
class Hibc:
    """What a HIBC symbol says; dates as their `date_format` has them."""

    labeler: str | None = None
    item: str | None = None
    unit: str | None = None
    lot: str | None = None
    serial: str | None = None
    quantity: str | None = None
    date: str | None = None
    date_format: str | None = None


def hibc(text: str) -> Hibc | None:
    """Read a HIBC symbol; None for what is none, or whose check character is wrong."""
    if not re.fullmatch(r"\+[0-9A-Z\-. $/+%]{2,60}", text) or not _has_good_check(text):
        return None
    primary = PRIMARY.fullmatch(text[:-1])
    if primary:
        labeler, item, unit, rest = primary.groups()
        return Hibc(labeler, item, unit, *_second(rest or ""))
    secondary = SECONDARY.fullmatch(text[:-1])
    return Hibc(None, None, None, *_second(secondary[1])) if secondary else None


def primary_of(read: Hibc) -> str | None:
    """Return the symbol of the item alone, by which it is known whatever its lot."""
    if read.labeler is None:
        return None
    body = f"+{read.labeler}{read.item}{read.unit}"
    return body + CHARACTERS[_sum(body)]


def _has_good_check(text: str) -> bool:
    return CHARACTERS[_sum(text[:-1])] == text[-1]


def _sum(body: str) -> int:
    return sum(CHARACTERS.index(letter) for letter in body) % len(CHARACTERS)


Second = tuple[str | None, str | None, str | None, str | None, str | None]
"""Lot, serial, quantity, date, and how the date is written."""


def _second(text: str) -> Second:
    first, *more = text.split("/")
    lot, serial, quantity, date, written = _flagged(first)
    for piece in more:
        found = re.match(r"(?:14D|16D|S|Q)", piece)
        if found and found[0] == "S":
            serial = piece[1:]
        elif found and found[0] == "Q":
            quantity = piece[1:]
        elif found and found[0] == "14D":
            date, written = piece[3:], "YYYYMMDD"
    return lot or None, serial or None, quantity, date, written


def _flagged(text: str) -> Second:
    """Read what begins with $ or with the five digits of a day."""
    if text.startswith("$$"):
        return _dated(text[2:])
    if text.startswith("$+"):
        return None, text[2:], None, None, None
    if text.startswith("$"):
        return text[1:], None, None, None, None
    day = re.match(r"[0-9]{5}", text)
    return (text[5:], None, None, day[0], "YYJJJ") if day else (None, None, None, None, None)


def _dated(text: str) -> Second:
    is_serial = text.startswith("+")
    rest = text[is_serial:]
    quantity = QUANTITY.match(rest)
    told = rest[quantity.end() :] if quantity else rest
    written = DATES.get(told[:1], "MMYY")
    rest = told[1:] if told[:1] in DATES else told
    date, name = rest[: len(written)], rest[len(written) :]
    many = (quantity[1] or quantity[2]) if quantity else None
    lot, serial = (None, name) if is_serial else (name, None)
    if not re.fullmatch("[0-9]*", date) or len(date) < len(written):
        return told or None, None, many, None, None
    return lot, serial, many, date or None, written or None
