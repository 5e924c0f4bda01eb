"""Lines of orders: where each ordered unit is, and the one door through which that changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader, Work
from backend.outbound.orders import sql


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an order, in base units.

    Every unit is in exactly one place: waiting for stock, promised, allocated, picked or canceled.
    Of what is picked, `packed` is in a carton and `shipped` has left. A service is packed from the
    start: nobody has to fetch it.
    """

    id: UUID
    order_id: UUID
    position: int
    item_id: UUID
    is_service: bool
    quantity: int
    unit_price_minor: int | None
    promised: int
    allocated: int
    picked: int
    packed: int
    shipped: int
    canceled: int
    waiting: int
    version: int
    updated_at: datetime

    @property
    def still_open(self) -> int:
        """What has neither left nor been called off."""
        return self.quantity - self.shipped - self.canceled


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """What a plan adds to a line's counters; negative takes away. The rest of the line waits."""

    line_id: UUID
    promised: int = 0
    allocated: int = 0
    picked: int = 0
    packed: int = 0
    shipped: int = 0
    canceled: int = 0


async def lines_of_orders(reader: Reader, order_ids: Iterable[UUID]) -> list[Line]:
    """Return the lines of these orders, order by order, in their sequence."""
    return await reader.rows(Line, sql.LINES_OF_ORDERS, list(order_ids))


async def lines_by_id(reader: Reader, line_ids: Iterable[UUID]) -> dict[UUID, Line]:
    """Return these lines."""
    return {line.id: line for line in await reader.rows(Line, sql.LINES_BY_ID, list(line_ids))}


def change_lines(work: Work, changes: Iterable[LineChange]) -> tuple[Write, ...]:
    """Change counters of lines, within their bounds, and bring their orders in step.

    Each line may be named once. Where a line would leave its bounds, the command runs again.
    The order's status, `shipped_at`, `canceled_at` and version follow by themselves.
    """
    asked = tuple(changes)
    assert len({change.line_id for change in asked}) == len(asked), "one change a line"
    if not asked:
        return ()
    values = (
        [change.line_id for change in asked],
        [change.promised for change in asked],
        [change.allocated for change in asked],
        [change.picked for change in asked],
        [change.packed for change in asked],
        [change.shipped for change in asked],
        [change.canceled for change in asked],
        work.now,
    )
    return (Write(Rank.DOCUMENT, "order lines", sql.CHANGE_LINES, values, rows=len(asked)),)
