"""What a return may cost us: no more is paid back than left, however often it comes back."""

from dataclasses import dataclass, replace
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader
from backend.returns import sql
from backend.returns.document import CustomerReturn, ReturnLine
from backend.returns.new_return import ShippedLine


@dataclass(frozen=True, slots=True)
class _Paid:
    shipped: int
    refunded: int
    received: int


@dataclass(frozen=True, slots=True)
class Owed:
    """How many base units are to be paid for, and the writes that let nobody else count them."""

    quantity: int
    guards: tuple[Write, ...]


async def owed_for(
    reader: Reader, seen: CustomerReturn, line: ReturnLine, *, quantity: int
) -> Owed:
    """Return how much of what is disposed was paid for.

    Without an order we believe the customer. With one, nothing is owed for goods that were never on
    it, nor for more than left.
    """
    if seen.order_id is None:
        return Owed(quantity, ())
    if line.order_line_id is None:
        return Owed(0, ())
    paid = await _paid(reader, line.order_line_id)
    left = max(0, paid.shipped - paid.refunded)
    return Owed(min(quantity, left), still_so(line.order_line_id, paid=paid))


async def came_back(reader: Reader, sold: ShippedLine) -> tuple[Write, ...]:
    """Return the writes that let nobody else take goods of this line back since it was seen."""
    paid = replace(await _paid(reader, sold.id), received=sold.returned)
    return still_so(sold.id, paid=paid)


def still_so(order_line_id: UUID, *, paid: _Paid) -> tuple[Write, ...]:
    """Hold an order line, then look again: a second statement sees what the lock waited for."""
    order = f"order line {order_line_id}"
    seen = (order_line_id, paid.refunded, paid.received)
    return (
        Write(Rank.DOCUMENT, f"{order} 0", sql.HOLD_ORDER_LINE, (order_line_id,)),
        Write(Rank.DOCUMENT, f"{order} 1", sql.STILL_SO, seen),
    )


async def _paid(reader: Reader, order_line_id: UUID) -> _Paid:
    found = await reader.first(_Paid, sql.PAID_FOR, order_line_id)
    assert found is not None, "an order line stays"
    return found
