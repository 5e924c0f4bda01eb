"""A return as commands see it, with its lines and refunds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Reader, Work
from backend.master.refs import DocumentRef
from backend.returns import sql
from backend.returns.rules import ReturnStatus


@dataclass(frozen=True, slots=True)
class CustomerReturn:
    """Goods that a customer sends back, without its lines."""

    id: UUID
    number: str
    status: str
    location_id: UUID
    owner_id: UUID
    order_id: UUID | None
    customer_id: UUID | None
    currency: str
    created_at: datetime
    created_by: UUID
    updated_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One item of a return, in base units; of what is received, `disposed` has found its place."""

    id: UUID
    return_id: UUID
    position: int
    item_id: UUID
    order_line_id: UUID | None
    reason: str
    unit_price_minor: int | None
    bin_id: UUID | None
    grade: str | None
    note: str | None
    authorized: int
    received: int
    disposed: int
    version: int

    @property
    def left(self) -> int:
        """What came back and still waits to be disposed."""
        return self.received - self.disposed


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReturnLine:
    """A line to write."""

    id: UUID
    position: int
    item_id: UUID
    reason: str
    order_line_id: UUID | None = None
    unit_price_minor: int | None = None
    bin_id: UUID | None = None
    authorized: int = 0
    received: int = 0


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that is due, or was paid at `refunded_at`."""

    id: UUID
    return_id: UUID
    quantity: int
    amount_minor: int
    currency: str
    due_at: datetime
    refunded_at: datetime | None


async def return_of(reader: Reader, ref: DocumentRef) -> CustomerReturn:
    """Return the return that is meant; refuses NOT_FOUND."""
    found = await reader.first(CustomerReturn, sql.RETURN, ref.id, ref.text)
    if found is None:
        raise NotFound(kind="return", key=ref.said)
    return found


async def returns_by_id(reader: Reader, ids: Iterable[UUID]) -> dict[UUID, CustomerReturn]:
    """Return these returns."""
    rows = await reader.rows(CustomerReturn, sql.RETURNS_BY_ID, list(ids))
    return {row.id: row for row in rows}


async def lines_of_returns(reader: Reader, ids: Iterable[UUID]) -> list[ReturnLine]:
    """Return the lines of these returns, return by return, in their sequence."""
    return await reader.rows(ReturnLine, sql.LINES_OF_RETURNS, list(ids))


async def return_lines_by_id(reader: Reader, ids: Iterable[UUID]) -> dict[UUID, ReturnLine]:
    """Return these lines."""
    return {line.id: line for line in await reader.rows(ReturnLine, sql.LINES_BY_ID, list(ids))}


async def return_line_of(reader: Reader, line_id: UUID) -> tuple[CustomerReturn, ReturnLine]:
    """Return a line with its return; refuses NOT_FOUND."""
    line = (await return_lines_by_id(reader, [line_id])).get(line_id)
    if line is None:
        raise NotFound(kind="return line", key=str(line_id))
    return await return_of(reader, DocumentRef(id=line.return_id)), line


async def line_meant(reader: Reader, line_id: UUID | None, received: UUID | None) -> UUID:
    """Return the line that is meant: by its id, or by the operation that received it.

    A device that was alone knows only its own operation. Refuses INVALID_INPUT and NOT_FOUND.
    """
    if line_id is not None:
        return line_id
    if received is None:
        raise InvalidInput(field="line", problem="is missing, and so is the operation")
    found: UUID | None = await reader.value(sql.LINE_RECEIVED_BY, received)
    if found is None:
        raise NotFound(kind="return line", key=f"received by {received}")
    return found


async def refunds_of_returns(reader: Reader, ids: Iterable[UUID]) -> list[Refund]:
    """Return what these returns made due, oldest first."""
    return await reader.rows(Refund, sql.REFUNDS_OF_RETURNS, list(ids))


def write_lines(work: Work, return_id: UUID, lines: Iterable[NewReturnLine]) -> Write:
    """Write lines of a return."""
    new = tuple(lines)
    values = (
        [line.id for line in new],
        return_id,
        [line.position for line in new],
        [line.item_id for line in new],
        [line.order_line_id for line in new],
        [line.reason for line in new],
        [line.unit_price_minor for line in new],
        [line.bin_id for line in new],
        [line.authorized for line in new],
        [line.received for line in new],
        work.now,
    )
    order = f"return {return_id} 1"
    return Write(Rank.DOCUMENT, order, sql.INSERT_RETURN_LINES, values, rows=len(new))


def set_status(work: Work, seen: CustomerReturn, status: ReturnStatus) -> Write:
    """Say how far a return is, if it is still as seen."""
    values = (seen.id, seen.version, status.value, work.now)
    return Write(Rank.DOCUMENT, f"return {seen.id} 0", sql.SET_RETURN_STATUS, values)


def count_received(work: Work, line: ReturnLine, quantity: int, *, bin_id: UUID | None) -> Write:
    """Say that so many more came onto a line, if it is still as seen; negative takes some back."""
    values = (line.id, line.version, quantity, bin_id, work.now)
    return Write(Rank.DOCUMENT, f"return {line.return_id} 1", sql.RECEIVE_LINE, values)
