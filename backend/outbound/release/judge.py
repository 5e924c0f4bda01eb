"""Judge which orders may go to the floor, and say of the others why not. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import FactValue, NotInThisState, Refusal
from backend.master.lots import Expired, expired
from backend.outbound.orders.document import CustomerOrder, OrderOnHold
from backend.outbound.orders.lines import Line
from backend.outbound.orders.rules import NotEnoughAvailable
from backend.outbound.release.allocate import Shelves, Taken, give_back, is_too_old, take_line


class NothingInBins(Refusal):
    """Promised goods lie where they cannot be picked from: in blocked bins, carts or totes."""

    code: ClassVar[str] = "NOT_IN_PICK_BINS"
    sentence: ClassVar[str] = (
        "{missing} units of order {order} lie in no bin that may be picked from; unblock bins or "
        "put goods away, then release again."
    )
    retryable: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class NotReleased:
    """An order that could not go, and why: a refusal's code and facts."""

    order_id: UUID
    code: str
    facts: tuple[tuple[str, FactValue], ...]

    @classmethod
    def because(cls, order: CustomerOrder, refusal: Refusal) -> "NotReleased":
        """Keep a refusal so that it can be stored with the answer."""
        return cls(order.id, refusal.code, tuple(refusal.facts.items()))


def why_not(order: CustomerOrder, lines: Sequence[Line]) -> Refusal | None:
    """Return what keeps an order from the floor before any bin is looked at, or None."""
    if order.is_closed:
        return NotInThisState(kind="order", state=order.status)
    if order.is_held:
        return OrderOnHold(order=order.number)
    waiting = sum(line.waiting for line in lines)
    if not sum(line.promised for line in lines):
        if waiting:
            return NotEnoughAvailable(order=order.number, missing=waiting)
        return NotInThisState(kind="order", state=order.status)
    if waiting and not order.accepts_partial:
        return NotEnoughAvailable(order=order.number, missing=waiting)
    return None


def allocate_order(
    order: CustomerOrder, lines: Sequence[Line], shelves: Shelves
) -> list[Taken] | Refusal:
    """Take from the shelves what the order was promised, or say why nothing of it goes.

    An order that may ship in parts takes what there is; another takes all of it or nothing.
    """
    taken = [
        one
        for line in lines
        if line.promised
        for one in take_line(
            shelves,
            line_id=line.id,
            item_id=line.item_id,
            quantity=line.promised,
            days=order.min_remaining_days,
        )
    ]
    missing = sum(line.promised for line in lines) - sum(one.quantity for one in taken)
    if taken and (order.accepts_partial or not missing):
        return taken
    old = next((line for line in lines if _lacks_only_days(line, taken, order, shelves)), None)
    give_back(shelves, taken)
    if old is not None:
        what = f"What lies free for line {old.position} of order {order.number}"
        return expired(what, days=order.min_remaining_days)
    return NothingInBins(order=order.number, missing=missing)


def why_unallocated(
    line: Line, taken: Iterable[Taken], order: CustomerOrder, shelves: Shelves
) -> str:
    """Return the code that says why a line got less than it was promised."""
    too_old = _lacks_only_days(line, taken, order, shelves)
    return Expired.code if too_old else NothingInBins.code


def _lacks_only_days(
    line: Line, taken: Iterable[Taken], order: CustomerOrder, shelves: Shelves
) -> bool:
    got = sum(one.quantity for one in taken if one.line_id == line.id)
    days = order.min_remaining_days
    return got < line.promised and is_too_old(shelves, item_id=line.item_id, days=days)
