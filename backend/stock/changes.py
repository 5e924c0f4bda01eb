"""What can happen to stock: goods move, reservations open and resolve. Pure values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.stock.keys import Key


class Level(StrEnum):
    """How firm a reservation is."""

    SOFT = "SOFT"
    """Promised, bin not chosen."""
    HARD = "HARD"
    """Allocated: bin chosen."""
    PICK = "PICK"
    """Picked: in a tote or carton, on its way out."""


class Outcome(StrEnum):
    """How a reservation resolved."""

    POSTED = "POSTED"
    VOIDED = "VOIDED"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class Move:
    """Goods go from one key to another; `line_id` is the document line that says so."""

    source: Key
    target: Key
    quantity: int
    line_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A reservation to open for a demand: SOFT on a pool, HARD and PICK on a key as well.

    Only a SOFT one may run out; `expires_at` says when.
    """

    level: Level
    pool_id: UUID
    demand_id: UUID
    quantity: int
    key_id: UUID | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """An open reservation, as read."""

    id: UUID
    level: Level
    pool_id: UUID
    key_id: UUID | None
    demand_id: UUID
    quantity: int
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class End:
    """A reservation to resolve, whole: what stays wanted is opened again in the same plan."""

    reservation: Reservation
    outcome: Outcome


@dataclass(slots=True)
class Change:
    """What a plan adds to one pair of counters; negative takes away."""

    held: int = 0
    """On hand of a balance, supply of a pool."""
    bound: int = 0
    """Reserved of a balance, promised of a pool."""
