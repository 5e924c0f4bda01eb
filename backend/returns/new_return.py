"""A new return: for an order, or for goods that nobody can say where they were bought."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader, Work
from backend.master.numbers import next_number
from backend.master.refs import DocumentRef, Ref
from backend.outbound.orders.document import order_of
from backend.outbound.orders.parties import PartiesAsked, parties_of
from backend.returns import sql
from backend.returns.document import CustomerReturn
from backend.returns.rules import ReturnStatus


@dataclass(frozen=True, slots=True)
class ShippedLine:
    """A line of the order that goods came from, in base units."""

    id: UUID
    item_id: UUID
    unit_price_minor: int | None
    shipped: int
    returned: int
    awaited: int

    @property
    def free(self) -> int:
        """How much of what is out nobody has been allowed to send back yet."""
        return max(0, self.left - self.awaited)

    @property
    def left(self) -> int:
        """How much of what left has not come back."""
        return max(0, self.shipped - self.returned)


async def new_return(
    work: Work,
    *,
    order: DocumentRef | None,
    location: Ref | None,
    customer: Ref | None,
    status: ReturnStatus,
) -> CustomerReturn:
    """Return a return that `insert` is to write; refuses NOT_FOUND and NO_LOCATION_FITS."""
    sold = await order_of(work.reader, order) if order else None
    place = Ref(id=sold.location_id) if sold and location is None else location
    parties = await parties_of(work.reader, PartiesAsked(location=place, customer=customer))
    return CustomerReturn(
        id=derived_id(work.operation_id, "return"),
        number=await next_number(work.reader, "RET"),
        status=status.value,
        location_id=parties.location_id,
        owner_id=sold.owner_id if sold else parties.owner_id,
        order_id=sold.id if sold else None,
        customer_id=sold.customer_id if sold else parties.customer_id,
        currency=sold.currency if sold else parties.currency,
        created_at=work.now,
        created_by=work.actor.id,
        updated_at=work.now,
        version=1,
    )


def insert(new: CustomerReturn, *, reason: str | None = None) -> Write:
    """Write a new return."""
    values = (
        new.id, new.number, new.status, new.location_id, new.owner_id, new.order_id,
        new.customer_id, new.currency, reason, new.created_at, new.created_by,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, f"return {new.id} 0", sql.INSERT_RETURN, values)


async def shipped_line(
    reader: Reader, order_id: UUID | None, item_id: UUID, *, quantity: int
) -> ShippedLine | None:
    """Return the order line that goods came from: the first with room for them, else the first."""
    if order_id is None:
        return None
    lines = await reader.rows(ShippedLine, sql.SHIPPED_LINES, order_id, item_id)
    return next((line for line in lines if line.left >= quantity), lines[0] if lines else None)
