"""Who is served first, and what an order may ask for. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import InvalidInput, Refusal

QUANTITY_MAX = (1 << 53) - 1
"""The largest whole number that every client can hold."""
LINES_MAX = 2000


class NotEnoughAvailable(Refusal):
    """Less than that can still be promised."""

    code: ClassVar[str] = "NOT_ENOUGH_AVAILABLE"
    sentence: ClassVar[str] = "Order {order} waits for {missing} more; release it when they came."
    retryable: ClassVar[bool] = True


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
