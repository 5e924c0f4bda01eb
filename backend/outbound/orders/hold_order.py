"""Hold an order: it keeps its promises, and goes neither to the floor nor out of the door."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef
from backend.outbound.orders import sql
from backend.outbound.orders.document import guard_orders, order_of, settle_orders

REASON_LENGTH_MAX = 1000


class HoldKind(StrEnum):
    """Why an order must wait."""

    PAYMENT = "PAYMENT"
    FRAUD = "FRAUD"
    ADDRESS = "ADDRESS"
    COMPLIANCE = "COMPLIANCE"
    CREDIT = "CREDIT"
    MANUAL = "MANUAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOrder:
    """Which order, and why it must wait."""

    order: DocumentRef
    kind: HoldKind
    reason: str


@dataclass(frozen=True, slots=True)
class OrderHeld:
    """The hold that was placed."""

    order_id: UUID
    hold_id: UUID


@command
async def hold_order(work: Work, asked: HoldOrder) -> Plan[OrderHeld]:
    """Place a hold. One of each kind at a time; a second of the same kind is refused.

    What the order was promised stays promised; what it still waits for is not retried while it is
    held. Work that is on the floor goes on; shipping is what refuses a held order.
    """
    order = await order_of(work.reader, asked.order)
    work.allow(Permission.HOLD_ORDERS, order.location_id)
    check_reason(asked.reason)
    if order.is_closed:
        raise NotInThisState(kind="order", state=order.status)
    if await work.reader.value(sql.IS_HELD_BY, order.id, asked.kind.value):
        raise NotInThisState(kind="order", state=f"held for {asked.kind.value} already")
    hold_id = derived_id(work.operation_id, "hold")
    values = (hold_id, order.id, asked.kind.value, asked.reason, work.now, work.actor.id)
    return Plan(
        answer=OrderHeld(order.id, hold_id),
        writes=(
            guard_orders([order]),
            Write(Rank.DOCUMENT, "order hold", sql.PLACE_HOLD, values),
            settle_orders(work, [order.id]),
        ),
        kind="HOLD",
        reason=asked.reason,
        location_id=order.location_id,
        document_id=order.id,
    )


def check_reason(reason: str) -> None:
    """Refuse a reason that says nothing, or too much."""
    if not 1 <= len(reason.strip()) <= REASON_LENGTH_MAX:
        raise InvalidInput(field="reason", problem=f"must have 1 to {REASON_LENGTH_MAX} characters")
