"""The durable outbox: what happened and who still has to hear of it.

An event is leased by pushing its due time ahead, in one statement that commits at once: whoever
dies while handling it leaves no lock behind, and the event is due again when the lease is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import TypeAdapter

from backend.kernel.database import Database
from backend.kernel.ids import derived_id

LEASE = timedelta(seconds=60)
_BODY: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])

# Takes the events that are due and that nobody else is taking at this moment, oldest first.
TAKE_DUE = """
UPDATE outbox_event AS event
   SET due_at = now() + $2::interval, tries = event.tries + 1
  FROM (SELECT operation_id, position
          FROM outbox_event
         WHERE handled_at IS NULL AND due_at <= now()
         ORDER BY due_at
         LIMIT $1
           FOR UPDATE SKIP LOCKED) AS due
 WHERE event.operation_id = due.operation_id AND event.position = due.position
RETURNING event.operation_id, event.position, event.name, event.body::text AS body, event.told_at,
          event.tries
"""

# Ends an event for good; a refusal that ended it is kept as its trouble.
MARK_HANDLED = """
UPDATE outbox_event
   SET handled_at = now(), trouble = $3
 WHERE operation_id = $1 AND position = $2
"""

# Leaves an event open, due again later or never by itself.
PUT_OFF = """
UPDATE outbox_event
   SET due_at = CASE WHEN $3::interval IS NULL THEN 'infinity'::timestamptz
                ELSE now() + $3::interval END,
       trouble = $4
 WHERE operation_id = $1 AND position = $2
"""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as taken from the outbox; `tries` counts this one."""

    operation_id: UUID
    position: int
    name: str
    body: str
    told_at: datetime
    tries: int

    @property
    def facts(self) -> Mapping[str, object]:
        """What the event carries, by name."""
        return _BODY.validate_json(self.body)

    def operation_of(self, reaction: str) -> UUID:
        """Return the id under which a reaction to this event always runs."""
        return derived_id(self.operation_id, f"{self.position}:{reaction}")


async def take_due(database: Database, *, at_most: int) -> list[Told]:
    """Lease events that are due, in the order in which they were told."""
    async with database.session() as session:
        rows = await session.fetch(TAKE_DUE, at_most, LEASE)
    return sorted(
        (Told(**row) for row in rows),
        key=lambda told: (told.told_at, told.operation_id, told.position),
    )


async def mark_handled(database: Database, event: Told, *, trouble: str | None) -> None:
    """Say that nothing more is to be done about an event."""
    async with database.session() as session:
        await session.execute(MARK_HANDLED, event.operation_id, event.position, trouble)


async def put_off(
    database: Database, event: Told, *, pause: timedelta | None, trouble: str
) -> None:
    """Keep an event open: due again after a pause, or, without one, when somebody says so."""
    async with database.session() as session:
        await session.execute(PUT_OFF, event.operation_id, event.position, pause, trouble)
