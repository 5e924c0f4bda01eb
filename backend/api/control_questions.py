"""Questions about counts and adjustments in the graph."""

from typing import Annotated
from uuid import UUID

import strawberry

from backend.api import refs
from backend.api.adjustment_commands import AdjustmentMutation
from backend.api.adjustments import Adjustment
from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.container_commands import FACTS as CONTAINER_FACTS
from backend.api.container_commands import ContainerMutation
from backend.api.context import Context, Info
from backend.api.control_enums import (
    AdjustmentReason,
    AdjustmentStatus,
    CountStatus,
    CountTrigger,
)
from backend.api.count_commands import SUBMIT_COUNT, CountMutation
from backend.api.counts import Count, CountAttempt
from backend.api.move_commands import CHANGE_DISPOSITION, MOVE_STOCK, MoveMutation
from backend.api.pointing import document_ref, ref
from backend.api.stock_questions import visible
from backend.control.reads.adjustments import (
    AdjustmentsWanted,
    adjustment_meant,
    adjustments_page,
)
from backend.control.reads.counts import CountsWanted, count_meant, counts_page
from backend.master.places import location_of


async def _places(context: Context, sent: list[refs.Ref] | None) -> tuple[UUID, ...] | None:
    if sent is None:
        return visible(context, None)
    found = [await location_of(context.reader, ref(place, "Location")) for place in sent]
    return visible(context, tuple(place.id for place in found))


@strawberry.input(description="Which counts; what is left out does not narrow.")
class CountFilter:
    """Narrows a list of counts."""

    statuses: list[CountStatus] | None = strawberry.field(default=None, description="So far.")
    triggers: list[CountTrigger] | None = strawberry.field(
        default=None, description="For these reasons."
    )
    locations: list[refs.Ref] | None = strawberry.field(
        default=None, description="At these locations."
    )


@strawberry.input(description="Which adjustments; what is left out does not narrow.")
class AdjustmentFilter:
    """Narrows a list of adjustments."""

    statuses: list[AdjustmentStatus] | None = strawberry.field(default=None, description="So far.")
    reasons: list[AdjustmentReason] | None = strawberry.field(
        default=None, description="For these reasons."
    )
    locations: list[refs.Ref] | None = strawberry.field(
        default=None, description="At these locations."
    )
    is_write_off: bool | None = strawberry.field(default=None, description="Write-offs or others.")


@strawberry.type(description="Questions about control.")
class ControlQuery:
    """Root fields."""

    @strawberry.field(description="One count; null when there is none that you may see.")
    async def count(
        self,
        info: Info,
        ref: Annotated[refs.DocumentRef, strawberry.argument(description="Which count.")],
    ) -> Count | None:
        """Look it up."""
        context = info.context
        return await context.find(
            Count, await count_meant(context.reader, document_ref(ref, "Count"))
        )

    @strawberry.field(description="Counts, newest first.")
    async def counts(
        self,
        info: Info,
        filter: Annotated[
            CountFilter | None, strawberry.argument(description="Which counts.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Count]:
        """Read one page."""
        context, asked = info.context, filter or CountFilter()
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = CountsWanted(
            locations=await _places(context, asked.locations),
            statuses=tuple(asked.statuses) if asked.statuses is not None else None,
            triggers=tuple(asked.triggers) if asked.triggers is not None else None,
        )
        paged = await counts_page(context.reader, wanted, page=page)
        return connect(paged, show=lambda row: Count(key=row.id, row=row))

    @strawberry.field(description="One adjustment; null when there is none that you may see.")
    async def adjustment(
        self,
        info: Info,
        ref: Annotated[refs.DocumentRef, strawberry.argument(description="Which adjustment.")],
    ) -> Adjustment | None:
        """Look it up."""
        context = info.context
        return await context.find(
            Adjustment, await adjustment_meant(context.reader, document_ref(ref, "Adjustment"))
        )

    @strawberry.field(description="Adjustments and write-offs, newest first.")
    async def adjustments(
        self,
        info: Info,
        filter: Annotated[
            AdjustmentFilter | None, strawberry.argument(description="Which adjustments.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Adjustment]:
        """Read one page."""
        context, asked = info.context, filter or AdjustmentFilter()
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = AdjustmentsWanted(
            locations=await _places(context, asked.locations),
            statuses=tuple(asked.statuses) if asked.statuses is not None else None,
            reasons=tuple(asked.reasons) if asked.reasons is not None else None,
            is_write_off=asked.is_write_off,
        )
        paged = await adjustments_page(context.reader, wanted, page=page)
        return connect(paged, show=lambda row: Adjustment(key=row.id, row=row))


AREA = Area(
    queries=(ControlQuery,),
    mutations=(CountMutation, AdjustmentMutation, MoveMutation, ContainerMutation),
    facts=(SUBMIT_COUNT, MOVE_STOCK, CHANGE_DISPOSITION, *CONTAINER_FACTS),
    types=(CountAttempt,),
)
