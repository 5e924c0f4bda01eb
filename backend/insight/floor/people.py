"""Who is on the floor, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.insight.floor import sql
from backend.kernel.work import Reader

PEOPLE_MAX = 200
AT_IT = timedelta(minutes=15)
"""For so long somebody is taken to be at what they last did."""


@dataclass(frozen=True, slots=True)
class PersonOnFloor:
    """Somebody who is at work, with what they are at and what they did last."""

    location_id: UUID
    person_id: UUID
    device_id: UUID | None
    task_id: UUID | None
    work: str | None
    bin_id: UUID | None
    last_kind: str | None
    last_at: datetime | None


async def people_on_floor(
    reader: Reader, locations: Sequence[UUID], *, now: datetime
) -> list[PersonOnFloor]:
    """Return who is signed in on a device there or holds work there, the latest to act first."""
    asked = (list(locations), now, now - AT_IT, PEOPLE_MAX)
    return await reader.rows(PersonOnFloor, sql.PEOPLE_ON_FLOOR, *asked)
