"""When a count is taken as it is, when another person counts, and when somebody must say yes. Pure.

the first count within tolerance        posted
the first count beyond it               another person counts again
the recount within tolerance            posted
the recount beyond it, worth little     posted, where the policy leaves counts free
the recount beyond it                   a third person says yes or no (I15)
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.kernel.refusals import InvalidInput

WHOLE = 10_000
"""Basis points of one."""
LINES_MAX = 200
QUANTITY_MAX = (1 << 53) - 1


class Verdict(StrEnum):
    """What follows from a count."""

    POST = "POST"
    RECOUNT = "RECOUNT"
    ASK = "ASK"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """By how much a count may differ: units, or basis points of the book, whichever is more."""

    units: int
    basis_points: int


STRICT = Tolerance(0, 0)
"""For a count whose moment in the log nobody knows any more."""


class Goods(NamedTuple):
    """What a line of a count is about: an item, one of its lots, or a single thing."""

    item_id: UUID
    lot_id: UUID | None = None
    serial_id: UUID | None = None

    @property
    def spelled(self) -> str:
        """A name for it, and an order."""
        return " ".join(str(part) for part in self if part)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of an item, and what the book said at the counter's own moment."""

    item_id: UUID
    counted: int
    book: int
    lot_id: UUID | None = None
    serial_id: UUID | None = None

    @property
    def goods(self) -> Goods:
        """What it is about."""
        return Goods(self.item_id, self.lot_id, self.serial_id)

    @property
    def difference(self) -> int:
        """Counted less book."""
        return self.counted - self.book


def is_within(tolerance: Tolerance, *, counted: int, book: int) -> bool:
    """Tell whether a count may differ that much without another look."""
    allowed = max(tolerance.units, book * tolerance.basis_points // WHOLE)
    return abs(counted - book) <= allowed


def judge(
    lines: Iterable[Counted], tolerances: Mapping[UUID, Tolerance], *, attempt: int, is_free: bool
) -> Verdict:
    """Say what follows from the `attempt`-th count; `is_free` when policy asks for no yes."""
    off: Counter[UUID] = Counter()
    book: Counter[UUID] = Counter()
    for line in lines:  # of lots and serials all that is wrong of an item counts together
        off[line.item_id] += abs(line.difference)
        book[line.item_id] += line.book
    within = all(
        is_within(tolerances[item_id], counted=book[item_id] + units, book=book[item_id])
        for item_id, units in off.items()
    )
    if within:
        return Verdict.POST
    if attempt == 1:
        return Verdict.RECOUNT
    return Verdict.POST if is_free else Verdict.ASK


def compare(
    counted: Mapping[Goods, int], book: Mapping[Goods, int], *, only: frozenset[UUID]
) -> tuple[Counted, ...]:
    """Set what was counted against the book; what was not seen is zero.

    `only` limits the count to some items; empty means all that lies there. What somebody saw
    besides is compared too.
    """
    expected = {goods for goods in book if not only or goods.item_id in only}
    return tuple(
        Counted(
            goods.item_id, counted.get(goods, 0), book.get(goods, 0), goods.lot_id, goods.serial_id
        )
        for goods in sorted(expected | set(counted), key=lambda goods: goods.spelled)
    )


def book_then(now: Mapping[Goods, int], moved: Mapping[Goods, int]) -> dict[Goods, int]:
    """Return what the book said before `moved` (net) came or went."""
    return {
        goods: now.get(goods, 0) - moved.get(goods, 0)
        for goods in now.keys() | moved.keys()
        if now.get(goods, 0) - moved.get(goods, 0) > 0
    }


def check_lines(quantities: Iterable[int], *, is_empty: bool) -> None:
    """Refuse a count that says nothing, or that says both something and nothing."""
    asked = tuple(quantities)
    if is_empty and asked:
        raise InvalidInput(field="isEmpty", problem="is said of a bin with lines")
    if not is_empty and not asked:
        raise InvalidInput(
            field="lines", problem="are missing; say isEmpty when nothing lies there"
        )
    if len(asked) > LINES_MAX:
        raise InvalidInput(field="lines", problem=f"are more than {LINES_MAX}")
    for index, quantity in enumerate(asked):
        if not 0 <= quantity <= QUANTITY_MAX:
            raise InvalidInput(
                field=f"lines.{index}.quantity", problem=f"must be 0 to {QUANTITY_MAX}"
            )
