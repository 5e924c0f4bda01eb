"""Release a reservation that was placed by hand: the goods can be promised to others again."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.outbound.orders.by_hand.held import freed, held_by_hand
from backend.stock.changes import End, Outcome
from backend.stock.posting import post


@dataclass(frozen=True, slots=True)
class ReleaseReservation:
    """Which one, and why."""

    reservation_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ReservationReleased:
    """Which one."""

    reservation_id: UUID


@command
async def release_reservation(work: Work, asked: ReleaseReservation) -> Plan[ReservationReleased]:
    """Let go what was kept by hand; what an order holds, the order lets go.

    Refused: NOT_FOUND, NOT_ALLOWED, NOT_IN_THIS_STATE, INVALID_INPUT.
    """
    held = await held_by_hand(work.reader, asked.reservation_id)
    work.allow(Permission.EDIT_ORDERS, held.location_id)
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    return Plan(
        answer=ReservationReleased(held.id),
        writes=post(work, ends=[End(held.reservation, Outcome.VOIDED)]),
        kind="RELEASE_RESERVATION",
        location_id=held.location_id,
        document_id=held.demand_id,
        reason=asked.reason.strip(),
        events=freed([(held.item_id, held.owner_id, held.location_id)]),
    )
