"""Expire a reservation that was placed by hand: its time is over."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.outbound.orders.by_hand.held import freed, held_by_hand
from backend.stock.changes import End, Outcome
from backend.stock.posting import post


@dataclass(frozen=True, slots=True)
class ExpireReservation:
    """Which one."""

    reservation_id: UUID


@dataclass(frozen=True, slots=True)
class ReservationExpired:
    """Which one."""

    reservation_id: UUID


@command
async def expire_reservation(work: Work, asked: ExpireReservation) -> Plan[ReservationExpired]:
    """Let go what was kept by hand for a time; refuses NOT_IN_THIS_STATE before that."""
    held = await held_by_hand(work.reader, asked.reservation_id)
    work.allow(Permission.EDIT_ORDERS, held.location_id)
    if held.expires_at is None or held.expires_at > work.now:
        raise NotInThisState(kind="reservation", state="not over yet")
    return Plan(
        answer=ReservationExpired(held.id),
        writes=post(work, ends=[End(held.reservation, Outcome.EXPIRED)]),
        kind="EXPIRE_RESERVATION",
        location_id=held.location_id,
        document_id=held.demand_id,
        events=freed([(held.item_id, held.owner_id, held.location_id)]),
    )
