"""Who is on the floor, and where."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.insight.floor import sql
from backend.kernel.work import Reader

PEOPLE_MAX = 200


@dataclass(frozen=True, slots=True)
class PersonOnFloor:
    """Somebody who is at work, with what they are at and what they did last."""

    person_id: UUID
    device_id: UUID | None
    task_id: UUID | None
    bin_id: UUID | None
    last_kind: str | None
    last_at: datetime | None


async def people_on_floor(
    reader: Reader, location_id: UUID, *, now: datetime
) -> list[PersonOnFloor]:
    """Return who is signed in on a device there or holds work there, the latest to act first."""
    return await reader.rows(PersonOnFloor, sql.PEOPLE_ON_FLOOR, location_id, now, PEOPLE_MAX)
