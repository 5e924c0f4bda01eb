"""Rules of receiving: what is too much, too little or unexpected, and of which line. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import InvalidInput, Refusal
from backend.stock.keys import Disposition

TOLERANCE_PERCENT = 10
TOLERANCE_UNITS = 1


class OverTolerance(Refusal):
    """More than ordered, beyond the tolerance."""

    code: ClassVar[str] = "OVER_TOLERANCE"
    sentence: ClassVar[str] = (
        "{expected} of {item} are still to come, not {quantity}; count again, or say why."
    )


class NotExpected(Refusal):
    """The item is not on this document."""

    code: ClassVar[str] = "NOT_EXPECTED"
    sentence: ClassVar[str] = "{item} is not on {document}; scan it again to receive it anyway."


class DiscrepancyKind(StrEnum):
    """What is not as it should be."""

    OVER = "OVER"
    SHORT = "SHORT"
    UNEXPECTED_ITEM = "UNEXPECTED_ITEM"
    DAMAGED = "DAMAGED"
    WRONG_LOT = "WRONG_LOT"
    EXPIRED = "EXPIRED"
    LABEL_MISSING = "LABEL_MISSING"


COUNTED = frozenset({DiscrepancyKind.OVER, DiscrepancyKind.SHORT})
"""These come of counting; nobody says them."""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line as read; `ordered` and what follows is None where no order asked for it.

    `received_of_order` counts every receipt of the order's line, `received` only this one.
    """

    id: UUID
    sequence: int
    item_id: UUID
    expected: int | None
    received: int
    unit_cost_minor: int | None
    currency: str | None
    version: int
    purchase_order_line_id: UUID | None
    ordered: int | None
    received_of_order: int | None
    order_line_version: int | None

    @property
    def room(self) -> int:
        """What the order still asks for."""
        return max(0, (self.ordered or 0) - (self.received_of_order or 0))


@dataclass(frozen=True, slots=True)
class Over:
    """What came beyond what was asked for; `is_beyond` the tolerance."""

    expected: int
    is_beyond: bool


def tolerance(expected: int) -> int:
    """Return how many base units more or fewer nobody minds: a tenth, and at least one."""
    return max(TOLERANCE_UNITS, expected * TOLERANCE_PERCENT // 100)


def over(lines: Sequence[ReceiptLine], *, quantity: int) -> Over | None:
    """Say whether base units of an item are more than its order lines still ask for."""
    bought = [line for line in lines if line.ordered is not None]
    room = sum(line.room for line in bought)
    if not bought or quantity <= room:
        return None
    ordered = sum(line.ordered or 0 for line in bought)
    received = sum(line.received_of_order or 0 for line in bought)
    return Over(room, received + quantity - ordered > tolerance(ordered))


def allot(lines: Sequence[ReceiptLine], *, quantity: int) -> list[tuple[ReceiptLine, int]]:
    """Share base units out among an item's lines: each gets what it asks for, the last the rest."""
    assert lines, "nothing to receive it on"
    left, shares = quantity, []
    for line in lines[:-1]:
        share = min(left, line.room)
        if share:
            shares.append((line, share))
        left -= share
    return [*shares, (lines[-1], left)] if left else shares


def short(line: ReceiptLine) -> int:
    """Return how many of the expected base units did not come."""
    return max(0, (line.expected or 0) - line.received)


def is_badly_short(line: ReceiptLine) -> bool:
    """Tell whether so few came that somebody must ask the supplier."""
    return short(line) > tolerance(line.expected or 0)


def disposition_of(said: DiscrepancyKind | None, asked: Disposition) -> Disposition:
    """Return what goods may be used for: what is wrong with them weighs more than what was asked.

    Refuses INVALID_INPUT when a person says what only counting can find.
    """
    if said in COUNTED:
        raise InvalidInput(field="discrepancy", problem="is found by counting; leave it out")
    if asked is not Disposition.USABLE:
        return asked
    match said:
        case DiscrepancyKind.DAMAGED:
            return Disposition.DAMAGED
        case DiscrepancyKind.EXPIRED:
            return Disposition.EXPIRED
        case DiscrepancyKind.WRONG_LOT | DiscrepancyKind.LABEL_MISSING:
            return Disposition.QUALITY_HOLD
        case _:
            return asked


def said_kinds(
    said: DiscrepancyKind | None, disposition: Disposition
) -> tuple[DiscrepancyKind, ...]:
    """Return what is wrong with the goods themselves."""
    if said is not None and said is not DiscrepancyKind.UNEXPECTED_ITEM:
        return (said,)
    return (DiscrepancyKind.DAMAGED,) if disposition is Disposition.DAMAGED else ()
