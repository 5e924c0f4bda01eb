"""Allocations: reservations that name goods, read together with the goods they name."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader
from backend.stock import sql
from backend.stock.changes import Level, Reservation
from backend.stock.reads import Balance


@dataclass(frozen=True, slots=True)
class Allocation(Balance):
    """What stands at a key, and one open reservation of some of it, in base units."""

    reservation_id: UUID
    level: str
    """HARD while the goods are in their bin, PICK once they are in a tote or carton."""
    pool_id: UUID
    demand_id: UUID
    quantity: int

    @property
    def reservation(self) -> Reservation:
        """The reservation alone, to end it."""
        return Reservation(
            self.reservation_id,
            Level(self.level),
            self.pool_id,
            self.key_id,
            self.demand_id,
            self.quantity,
        )


async def allocations_of(reader: Reader, demands: Iterable[UUID]) -> list[Allocation]:
    """Return what is allocated to or picked for these demands (order lines), oldest first."""
    return await reader.rows(Allocation, sql.ALLOCATIONS_OF_DEMANDS, list(demands))


async def allocations_in(reader: Reader, containers: Iterable[UUID]) -> list[Allocation]:
    """Return what lies picked in these totes or cartons, oldest first."""
    return await reader.rows(Allocation, sql.ALLOCATIONS_IN_CONTAINERS, list(containers))
