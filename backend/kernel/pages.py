"""Read a list page by page: each page starts after the last row of the one before, by its keys.

Keyset paging costs the same on page one and page thousand, and rows that come or go in between
shift nothing. The keys must be NOT NULL and end in a unique one; an index in their order helps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Generic, TypeVar
from uuid import UUID

from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Reader

Row = TypeVar("Row")
Place = tuple[str, ...]

_INT64 = 1 << 63


def _text(part: str) -> None:
    if "\0" in part:
        raise ValueError(part)


def _bigint(part: str) -> None:
    if not -_INT64 <= int(part) < _INT64:
        raise ValueError(part)


_READ: dict[str, Callable[[str], object]] = {
    "text": _text,
    "uuid": UUID,
    "bigint": _bigint,
    "date": date.fromisoformat,
    "timestamptz": datetime.fromisoformat,
}

SIZE_MAX = 200
SIZE_USUAL = 50


class Way(Enum):
    """Which way a list runs."""

    ASC = "ASC"
    DESC = "DESC"


class Side(Enum):
    """On which side of its place a page lies."""

    AFTER = "AFTER"
    BEFORE = "BEFORE"


@dataclass(frozen=True, slots=True)
class Order:
    """The keys of a list with their PostgreSQL types: `Order((("code", "text"), ("id", "uuid")))`.

    A type is text, uuid, bigint, date or timestamptz. Keys are column names of the statement; all
    of them run the same way.
    """

    keys: tuple[tuple[str, str], ...]
    way: Way = Way.ASC

    def place(self, row: object) -> Place:
        """Return where a row stands in the list."""
        return tuple(str(getattr(row, name)) for name, _ in self.keys)

    def fits(self, place: Place) -> bool:
        """Tell whether a place that a client sent can be one of this list."""
        if len(place) != len(self.keys):
            return False
        try:
            for (_, kind), part in zip(self.keys, place, strict=True):
                _READ[kind](part)
        except ValueError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for; without a place, its beginning or its end."""

    size: int = SIZE_USUAL
    place: Place | None = None
    side: Side = Side.AFTER


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """Rows in the list's order, each with its place, and whether the list goes on at either end."""

    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    has_next: bool
    has_previous: bool


async def read_page(
    reader: Reader,
    shape: type[Row],
    statement: str,
    *values: object,
    order: Order,
    page: Page,
) -> Paged[Row]:
    """Run a SELECT without ORDER BY and LIMIT, and return one page of it in that order.

    Refused as INVALID_INPUT when the place belongs to a list of another order.
    """
    assert 1 <= page.size <= SIZE_MAX, f"a page of {page.size}"
    place = () if page.place is None else page.place
    if place and not order.fits(place):
        raise InvalidInput(field=page.side.value.lower(), problem="is a place in another list")
    text = _statement(statement, order=order, page=page, first_value=len(values) + 1)
    found = await reader.rows(shape, text, *values, *place)
    rows, more = found[: page.size], len(found) > page.size
    if page.side is Side.BEFORE:
        rows.reverse()
    return Paged(
        rows=tuple(rows),
        places=tuple(order.place(row) for row in rows),
        has_next=more if page.side is Side.AFTER else page.place is not None,
        has_previous=more if page.side is Side.BEFORE else page.place is not None,
    )


def _statement(statement: str, *, order: Order, page: Page, first_value: int) -> str:
    forward = (order.way is Way.ASC) == (page.side is Side.AFTER)
    names = [name for name, _ in order.keys]
    place = ", ".join(
        f"${first_value + index}::text::{kind}" for index, (_, kind) in enumerate(order.keys)
    )
    beyond = f"WHERE ({', '.join(names)}) {'>' if forward else '<'} ({place})"
    sort = ", ".join(f"{name} {'ASC' if forward else 'DESC'}" for name in names)
    # Every part is a constant of ours; what a client sent travels as bound values.
    return (
        f"SELECT * FROM ({statement}) AS listed {beyond if page.place else ''}"  # noqa: S608
        f" ORDER BY {sort} LIMIT {page.size + 1}"
    )
