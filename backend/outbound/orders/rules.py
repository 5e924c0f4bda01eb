"""Who is served first, and how far what is available goes. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.kernel.refusals import InvalidInput

QUANTITY_MAX = (1 << 53) - 1
"""The largest whole number that every client can hold."""
LINES_MAX = 2000


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """An order's place in the queue for stock; the smaller is served first.

    By priority, then by the day it is needed (no day comes last), then by when it was ordered.
    """

    priority: int
    needed_on: date
    ordered_at: datetime
    order_id: UUID

    @classmethod
    def of(
        cls, order_id: UUID, *, priority: int, needed_on: date | None, ordered_at: datetime
    ) -> "Turn":
        """Return the turn of an order."""
        return cls(priority, needed_on or date.max, ordered_at, order_id)


@dataclass(frozen=True, slots=True)
class Want:
    """Units of an item that a line still waits for."""

    line_id: UUID
    item_id: UUID
    quantity: int


def share_out(wants: Iterable[Want], available: Mapping[UUID, int]) -> dict[UUID, int]:
    """Return what each line is promised, first come first served, in base units.

    The sum by item never exceeds what is available; a line that gets nothing is left out.
    """
    left = dict(available)
    given: dict[UUID, int] = {}
    for want in wants:
        share = min(want.quantity, max(0, left.get(want.item_id, 0)))
        if share:
            left[want.item_id] -= share
            given[want.line_id] = share
    return given


def check_quantities(quantities: Iterable[int]) -> None:
    """Refuse an order without lines, with too many, or with a quantity that is no quantity."""
    asked = tuple(quantities)
    if not 1 <= len(asked) <= LINES_MAX:
        raise InvalidInput(field="lines", problem=f"must be 1 to {LINES_MAX} lines")
    for index, quantity in enumerate(asked):
        if not 1 <= quantity <= QUANTITY_MAX:
            raise InvalidInput(
                field=f"lines.{index}.quantity", problem=f"must be 1 to {QUANTITY_MAX}"
            )
