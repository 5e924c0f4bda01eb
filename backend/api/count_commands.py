"""Commands of counting in the graph."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.api import refs
from backend.api.context import Context, Info
from backend.api.counts import Count
from backend.api.directives import Bounded
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.pointing import item_ref, lot_ref, ref
from backend.api.scalars import Cursor, Quantity
from backend.api.tasks import Task
from backend.control.counting import request_count as requesting
from backend.control.counting import submit_count as submitting
from backend.control.counting import telling
from backend.kernel.cursor import Cursor as LogCursor
from backend.stock.seen import LogPosition

LOCATION = "At which location; null when only one has a bin of that code."


@strawberry.input(description="What `requestCount` takes.")
class RequestCountInput(CommandInput[requesting.RequestCount]):
    """Have bins counted."""

    location: refs.Ref = strawberry.field(description="Where.")
    bins: list[refs.Ref] | None = strawberry.field(default=None, description="These bins.")
    items: list[refs.ItemRef] | None = strawberry.field(
        default=None, description="These items, in all their bins, or in those bins alone."
    )
    is_blind: bool = strawberry.field(
        default=True, description="Counters are not told how much to expect."
    )
    due_at: datetime | None = strawberry.field(default=None, description="By when.")
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(self, context: Context) -> requesting.RequestCount:  # noqa: ARG002 - one shape
        """Translate the refs."""
        return requesting.RequestCount(
            location=ref(self.location, "Location"),
            bins=tuple(ref(bin_, "Bin") for bin_ in self.bins or ()),
            items=tuple(item_ref(item) for item in self.items or ()),
            is_blind=self.is_blind,
            due_at=self.due_at,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `requestCount`.")
class CountsRequested(Accepted[requesting.CountsRequested]):
    """They are queued, or were already."""

    @strawberry.field(description="The counts, bin by bin.", directives=[Bounded(max=500)])
    async def counts(self, info: Info) -> list[Count]:
        """Load them."""
        found = await info.context.find_many(Count, self.answer.count_ids)
        return [count for count in found if count is not None]


@strawberry.input(description="What a counter found.")
class CountLineInput:
    """One item; said twice, it adds up."""

    item: refs.ItemRef = strawberry.field(description="What.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    lot: refs.LotRef | None = strawberry.field(
        default=None, description="Which lot; then each of the item's lots is compared by itself."
    )
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones; then each thing is compared by itself."
    )


@strawberry.input(description="What `submitCount` takes.")
class SubmitCountInput(FactInput[submitting.SubmitCount]):
    """Say what lies in a bin."""

    bin: refs.Ref = strawberry.field(description="Which bin.")
    location: refs.Ref | None = strawberry.field(default=None, description=LOCATION)
    task: strawberry.ID | None = strawberry.field(
        default=None, description="Which task; null when the person counts of their own accord."
    )
    seen_at: Cursor | None = strawberry.field(
        default=None,
        description="The newest log position that the device had seen; later moves are netted.",
    )
    lines: list[CountLineInput] = strawberry.field(description="What lies there, at most 200.")
    is_empty: bool = strawberry.field(
        default=False, description="Nothing lies there: zero is said, never assumed."
    )

    async def asked(self, context: Context) -> submitting.SubmitCount:
        """Translate the refs and the position."""
        return submitting.SubmitCount(
            bin=ref(self.bin, "Bin"),
            location=ref(self.location, "Location") if self.location else None,
            lines=tuple(
                telling.CountedLine(
                    item=item_ref(line.item),
                    quantity=line.quantity,
                    lot=lot_ref(line.lot) if line.lot else None,
                    serials=tuple(line.serials or ()),
                )
                for line in self.lines
            ),
            is_empty=self.is_empty,
            task_id=key_of("Task", self.task) if self.task else None,
            seen_at=_position(self.seen_at, context.database.epoch),
        )


def _position(said: Cursor | None, epoch: UUID) -> LogPosition | None:
    """Return a position of this log; one of before a restore says nothing any more."""
    found = LogCursor.parse(said, epoch=epoch) if said else None
    return LogPosition(found.xid, found.operation_id) if found else None


@strawberry.type(description="The yes to `submitCount`.")
class CountSubmitted(Accepted[submitting.CountSubmitted]):
    """It is taken down."""

    @strawberry.field(description="As it is now; null without the right to see stock.")
    async def count(self, info: Info) -> Count | None:
        """Load it."""
        return await info.context.find(Count, self.answer.count_id)

    @strawberry.field(description="What was posted; null when nothing differed or it must wait.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        posted = self.operation_id if self.answer.has_posted else None
        return await info.context.find(Operation, posted)

    @strawberry.field(description="The recount, for another person; its numbers are not told.")
    async def recount(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.recount_task_id)


REQUEST_COUNT = Spoken(
    requesting.request_count,
    sent=RequestCountInput,
    yes=CountsRequested,
    says="Have bins counted by somebody who does not see the book.",
)
SUBMIT_COUNT = Spoken(
    submitting.submit_count,
    sent=SubmitCountInput,
    yes=CountSubmitted,
    says="Say what lies in a bin; beyond tolerance another person counts again.",
)


@strawberry.type(description="Commands of counting.")
class CountMutation:
    """Root fields."""

    request_count = mutation(REQUEST_COUNT)
    submit_count = mutation(SUBMIT_COUNT)
