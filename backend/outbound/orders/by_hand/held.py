"""A reservation that somebody placed by hand, as read, and what resolving it tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.plan import Event
from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Reader
from backend.outbound.orders.by_hand import sql
from backend.stock.changes import Level, Reservation
from backend.stock.freed import stock_freed


@dataclass(frozen=True, slots=True)
class Held:
    """A reservation with what it is of, in base units."""

    id: UUID
    level: str
    pool_id: UUID
    key_id: UUID | None
    demand_id: UUID
    quantity: int
    expires_at: datetime | None
    state: str
    item_id: UUID
    owner_id: UUID
    location_id: UUID
    is_of_order: bool

    @property
    def reservation(self) -> Reservation:
        """The reservation itself, to resolve."""
        return Reservation(
            self.id, Level(self.level), self.pool_id, self.key_id, self.demand_id, self.quantity
        )


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


async def held_by_hand(reader: Reader, reservation_id: UUID) -> Held:
    """Return an open reservation that is no order's; refuses NOT_FOUND, NOT_IN_THIS_STATE."""
    found = await reader.first(Held, sql.HELD_BY_HAND, reservation_id)
    if found is None:
        raise NotFound(kind="reservation", key=str(reservation_id))
    if found.is_of_order:
        raise NotInThisState(kind="reservation", state="an order's, which decides about it")
    if found.state != "PENDING":
        raise NotInThisState(kind="reservation", state=found.state.lower())
    return found


async def run_out(reader: Reader, *, at: datetime, at_most: int) -> list[UUID]:
    """Return what was kept by hand for a time that is over."""
    return [row.id for row in await reader.rows(_Id, sql.RUN_OUT, at, at_most)]


def freed(items: Iterable[tuple[UUID, UUID, UUID]]) -> tuple[Event, ...]:
    """Tell that these, as (item, owner, location), can be promised again."""
    return tuple(
        stock_freed(item, owner_id=owner, location_id=location) for item, owner, location in items
    )
