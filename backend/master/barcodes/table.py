"""The application identifiers of GS1, from the table that tools/gs1.py makes of its dictionary."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

AI_LENGTHS = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a value: which characters, how many, and what is checked."""

    characters: str
    least: int
    most: int
    is_optional: bool
    linters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identifier:
    """An application identifier and what GS1 says of it."""

    ai: str
    title: str
    ends_itself: bool
    """True where the length is known beforehand, so that no separator follows."""
    is_attribute: bool
    """True where it may stand in the query of a Digital Link."""
    parts: tuple[Part, ...]
    required: tuple[tuple[tuple[str, ...], ...], ...]
    """Of each group one alternative must stand on the label, with all its identifiers."""
    forbidden: tuple[str, ...]
    qualifiers: tuple[tuple[str, ...], ...] | None
    """What may follow it in a Digital Link, in this order; null where it is no key."""
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Field:
    """A stretch of a coupon: so many digits, or one that says how many follow."""

    name: str
    digits: int
    lengths: tuple[int, ...]
    """How many digits follow a 0, a 1 …; -1 where it may not stand."""
    linter: str


@dataclass(frozen=True, slots=True)
class Coupon:
    """What stands inside a coupon: fields, then groups of them, in order, that may be left out."""

    fields: tuple[Field, ...]
    groups: tuple[tuple[str, tuple[Field, ...]], ...]
    """The digit that each begins with, and its fields."""


@dataclass(frozen=True, slots=True)
class Table:
    """All identifiers, the code lists, what each check says, and what coupons hold."""

    identifiers: Mapping[str, Identifier]
    codes: Mapping[str, frozenset[str]]
    says: Mapping[str, str]
    coupons: Mapping[str, Coupon]

    def begins(self, text: str, at: int) -> Identifier | None:
        """Return the identifier that stands at a place; none is the beginning of another."""
        for length in AI_LENGTHS:
            found = self.identifiers.get(text[at : at + length])
            if found is not None:
                return found
        return None


@cache
def table() -> Table:
    """Return the table; it is read once."""
    kept = json.loads((files(__package__) / "table.json").read_text("utf-8"))
    identifiers = {one.ai: one for row in kept["rows"] for one in _identifiers(row)}
    codes = {name: frozenset(text.split(" ")) for name, text in kept["codes"].items()}
    coupons = {name: _coupon(*each) for name, each in kept["coupons"].items()}
    return Table(identifiers, codes, kept["says"], coupons)


def _coupon(fields: list[Any], groups: list[Any]) -> Coupon:
    return Coupon(_fields(fields), tuple((digit, _fields(more)) for digit, more in groups))


def _fields(rows: list[Any]) -> tuple[Field, ...]:
    return tuple(Field(name, many, tuple(lengths), check) for name, many, lengths, check in rows)


def _identifiers(row: list[Any]) -> Iterator[Identifier]:
    first, last, ends_itself, is_attribute, parts, required, forbidden, keys, title = row
    taken = tuple(
        Part(characters, least, most, bool(is_optional), tuple(linters))
        for characters, least, most, is_optional, linters in parts
    )
    for number in range(int(first), int(last) + 1):
        yield Identifier(
            ai=str(number).zfill(len(first)),
            title=title,
            ends_itself=bool(ends_itself),
            is_attribute=bool(is_attribute),
            parts=taken,
            required=tuple(tuple(tuple(one) for one in group) for group in required),
            forbidden=tuple(forbidden),
            qualifiers=None if keys is None else tuple(tuple(one) for one in keys),
            shortest=sum(part.least for part in taken if not part.is_optional),
            longest=sum(part.most for part in taken),
        )
