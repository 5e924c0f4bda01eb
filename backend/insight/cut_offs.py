"""Cut-offs: what must leave when, how much of it is done, and whether the pace suffices."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.insight import sql
from backend.kernel.work import Reader

CUT_OFFS_MAX = 50


@dataclass(frozen=True, slots=True)
class CutOffRow:
    """What one carrier takes at one time."""

    ship_by: datetime
    carrier_id: UUID | None
    orders: int
    lines: int
    lines_done: int
    lines_packed: int
    lines_unreleased: int
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class CutOff:
    """A cut-off with its projection, made from the lines that were picked in the last hour."""

    row: CutOffRow
    lines_per_hour: int
    projected_done_at: datetime | None

    @property
    def spare(self) -> timedelta | None:
        """How much time is left over at its finish; below zero it will be late."""
        return self.row.ship_by - self.projected_done_at if self.projected_done_at else None


async def cut_offs_of(reader: Reader, location_id: UUID, *, now: datetime) -> list[CutOff]:
    """Return today's cut-offs, and older ones that are not packed, by time."""
    rows = await reader.rows(CutOffRow, sql.CUT_OFFS, location_id, now, CUT_OFFS_MAX)
    pace: int = await reader.value(sql.LINES_OF_LAST_HOUR, location_id, now)
    return project(rows, pace=pace, now=now)


def project(rows: list[CutOffRow], *, pace: int, now: datetime) -> list[CutOff]:
    """Say when each is done if people work at this pace, the earliest cut-off first."""
    projected, ahead = [], 0
    for row in rows:
        ahead += row.lines - row.lines_done
        done_at = None
        if row.lines_done < row.lines and pace:
            done_at = now + timedelta(hours=1) * (ahead / pace)
        projected.append(CutOff(row, pace, done_at))
    return projected
