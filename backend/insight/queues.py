"""How each kind of work stands: how much waits, who is on it, and where it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.insight import sql
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
    people: int
    oldest_at: datetime | None
    overdue: int
    added: list[int]
    finished: list[int]
    open: list[int]
    before: int


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of work, with how many order lines wait for what lies in it."""

    row: QueueRow
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
    return [Queue(row, blocked.get((row.kind, row.location_id), 0), now) for row in rows]
