"""Queues in the graph: how each kind of work stands."""

from datetime import datetime

import strawberry

from backend.api.context import Info
from backend.api.directives import Bounded
from backend.api.global_ids import encode
from backend.api.places import Location
from backend.api.task_enums import TaskKind
from backend.insight import queues as reads
from backend.kernel.ids import derived_id

KINDS_MAX = 20


@strawberry.type(description="Five minutes of a queue.")
class QueuePoint:
    """One piece of the last hour."""

    at: datetime = strawberry.field(description="When it ended.")
    open: int = strawberry.field(description="How much was not done then.")
    added: int = strawberry.field(description="How much came in it.")
    finished: int = strawberry.field(description="How much was done in it.")


@strawberry.type(
    description="How one kind of work stands at a location. Tasks are counted; without tasks,"
    " RECEIVE counts receipts that are not closed, PACK orders that are picked and not packed,"
    " INSPECT lines of returns that are here and not disposed."
)
class TaskQueue:
    """One kind of work."""

    queue: strawberry.Private[reads.Queue]

    @strawberry.field(description="Stands for kind and location.")
    def id(self) -> strawberry.ID:
        """Derive it from what it stands for."""
        row = self.queue.row
        return encode("TaskQueue", derived_id(row.location_id, row.kind))

    @strawberry.field(description="What kind of work.")
    def kind(self) -> TaskKind:
        """Pass on."""
        return TaskKind(self.queue.row.kind)

    @strawberry.field(description="Where; null when you may not see the place.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.queue.row.location_id)

    @strawberry.field(description="Waiting.")
    def queued(self) -> int:
        """Pass on."""
        return self.queue.row.queued

    @strawberry.field(description="Claimed or begun.")
    def in_progress(self) -> int:
        """Pass on."""
        return self.queue.row.in_progress

    @strawberry.field(description="People who are at it: see `HeatPerson.work`.")
    def people(self) -> int:
        """Pass on."""
        return self.queue.people

    @strawberry.field(description="Since when the oldest waits; null when nothing does.")
    def oldest_at(self) -> datetime | None:
        """Pass on."""
        return self.queue.row.oldest_at

    @strawberry.field(description="How much should have been done by now.")
    def overdue(self) -> int:
        """Pass on."""
        return self.queue.row.overdue

    @strawberry.field(
        description="Order lines that wait for stock of an item that lies in this queue."
    )
    def blocks(self) -> int:
        """Pass on."""
        return self.queue.blocks

    @strawberry.field(
        description="How much longer it is than an hour ago, minus when shorter; null where no"
        " history is kept."
    )
    def growth(self) -> int | None:
        """Compare the ends of the hour."""
        queue = self.queue
        return queue.open - queue.row.before if queue.is_history_kept else None

    @strawberry.field(description="Done in the last hour; null where no history is kept.")
    def finished_last_hour(self) -> int | None:
        """Pass on."""
        return self.queue.finished if self.queue.is_history_kept else None

    @strawberry.field(
        description="When it will be done at the pace of the last hour; null when it cannot be"
        " said."
    )
    def projected_done_at(self) -> datetime | None:
        """Pass on."""
        return self.queue.projected_done_at

    @strawberry.field(
        description="The last hour in pieces of five minutes, oldest first; empty where no history"
        " is kept.",
        directives=[Bounded(max=reads.PIECES)],
    )
    def trend(self) -> list[QueuePoint]:
        """Lay the three lists side by side."""
        row, begin = self.queue.row, self.queue.now - reads.PIECE * (reads.PIECES - 1)
        if not self.queue.is_history_kept:
            return []
        pieces = enumerate(zip(row.open, row.added, row.finished, strict=True))
        return [
            QueuePoint(at=begin + reads.PIECE * place, open=open_, added=added, finished=finished)
            for place, (open_, added, finished) in pieces
        ]
