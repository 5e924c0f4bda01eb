"""Authorize a return: the customer may send these goods back."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.items import item_of
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.returns.document import CustomerReturn, NewReturnLine, write_lines
from backend.returns.new_return import insert, new_return, shipped_line
from backend.returns.rules import ReturnReason, ReturnStatus, check_quantity, check_shipped

LINES_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizedLine:
    """So many base units of an item, and why."""

    item: ItemRef
    quantity: int
    reason: ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizeReturn:
    """For an order, or without one."""

    lines: tuple[AuthorizedLine, ...]
    order: DocumentRef | None = None
    customer: Ref | None = None
    location: Ref | None = None


@dataclass(frozen=True, slots=True)
class ReturnAuthorized:
    """The return to send goods back under."""

    return_id: UUID
    number: str


@command
async def authorize_return(work: Work, asked: AuthorizeReturn) -> Plan[ReturnAuthorized]:
    """Write a return down before its goods are here.

    Refused: NOT_ALLOWED, NOT_FOUND, RETURN_EXCEEDS_SHIPPED.
    """
    if not 1 <= len(asked.lines) <= LINES_MAX:
        raise InvalidInput(field="lines", problem=f"must be 1 to {LINES_MAX} lines")
    new = await new_return(
        work,
        order=asked.order,
        location=asked.location,
        customer=asked.customer,
        status=ReturnStatus.AUTHORIZED,
    )
    work.allow(Permission.AUTHORIZE_RETURN, new.location_id)
    lines = [
        await _line(work, new, line, position) for position, line in enumerate(asked.lines, start=1)
    ]
    return Plan(
        answer=ReturnAuthorized(new.id, new.number),
        writes=(insert(new), write_lines(work, new.id, lines)),
        kind="AUTHORIZE_RETURN",
        location_id=new.location_id,
        document_id=new.id,
    )


async def _line(
    work: Work, new: CustomerReturn, asked: AuthorizedLine, position: int
) -> NewReturnLine:
    check_quantity(asked.quantity)
    item = await item_of(work.reader, asked.item)
    sold = await shipped_line(work.reader, new.order_id, item.id, quantity=asked.quantity)
    if new.order_id is not None:
        check_shipped(item.sku, left=sold.free if sold else 0, quantity=asked.quantity)
    return NewReturnLine(
        id=derived_id(work.operation_id, f"line {position}"),
        position=position,
        item_id=item.id,
        reason=asked.reason.value,
        order_line_id=sold.id if sold else None,
        unit_price_minor=sold.unit_price_minor if sold else item.price_minor,
        authorized=asked.quantity,
    )
