"""How each kind of work stands: how much waits, who is on it, and where it goes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.insight import sql
from backend.insight.floor.people import people_on_floor
from backend.kernel.work import Reader
from backend.tasks.task import TaskKind

PIECE = timedelta(minutes=5)
PIECES = 12


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One kind of work at one location; the lists hold the last hour in pieces, oldest first."""

    kind: str
    location_id: UUID
    queued: int
    in_progress: int
    oldest_at: datetime | None
    overdue: int
    added: list[int]
    finished: list[int]
    open: list[int]
    before: int


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of work, with who is at it and how many order lines wait for what lies in it."""

    row: QueueRow
    people: int
    blocks: int
    now: datetime

    @property
    def is_history_kept(self) -> bool:
        """What is packed and what comes back leaves no time behind at which it ended."""
        return self.row.kind not in {TaskKind.PACK, TaskKind.INSPECT}

    @property
    def open(self) -> int:
        """How much is not done."""
        return self.row.queued + self.row.in_progress

    @property
    def finished(self) -> int:
        """How much was done in the last hour."""
        return sum(self.row.finished)

    @property
    def projected_done_at(self) -> datetime | None:
        """When it is done at the pace of the last hour; None when nothing was."""
        if not self.open or not self.finished:
            return None
        return self.now + timedelta(hours=1) * (self.open / self.finished)


@dataclass(frozen=True, slots=True)
class _Blocked:
    kind: str
    location_id: UUID
    lines: int


async def queues_of(reader: Reader, locations: Sequence[UUID], *, now: datetime) -> list[Queue]:
    """Return the queues of these locations; a kind of work that nobody has is left out."""
    rows = await reader.rows(QueueRow, sql.QUEUES, list(locations), now)
    blocked = {
        (row.kind, row.location_id): row.lines
        for row in await reader.rows(_Blocked, sql.BLOCKED, list(locations))
    }
    crew = await people_on_floor(reader, locations, now=now)
    people = Counter((one.work, one.location_id) for one in crew)
    return [_queue(row, people, blocked, now) for row in rows]


def _queue(
    row: QueueRow,
    people: Mapping[tuple[str | None, UUID], int],
    blocked: Mapping[tuple[str, UUID], int],
    now: datetime,
) -> Queue:
    which = (row.kind, row.location_id)
    return Queue(row, people=people.get(which, 0), blocks=blocked.get(which, 0), now=now)
