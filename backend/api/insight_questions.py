"""Questions about how a location does: queues, the floor, cut-offs and figures of today."""

from typing import Annotated
from uuid import UUID

import strawberry

from backend.api import floor, kpis
from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.cut_offs import CutOff
from backend.api.directives import Bounded, Cost, allow
from backend.api.kpis import Kpi
from backend.api.permissions import Permission
from backend.api.pointing import ref
from backend.api.queues import KINDS_MAX, TaskQueue
from backend.api.refs import Ref
from backend.api.scalars import Cursor
from backend.insight.cut_offs import CUT_OFFS_MAX, cut_offs_of
from backend.insight.floor.heat import HeatMetric, heat_of_bins
from backend.insight.floor.people import PEOPLE_MAX, people_on_floor
from backend.insight.kpis import KpiName, kpis_of
from backend.insight.queues import queues_of
from backend.kernel.clock import now
from backend.kernel.log import head
from backend.master.places import location_of

Where = Annotated[Ref, strawberry.argument(description="Where.")]
Metric = Annotated[HeatMetric, strawberry.argument(description="What to color it by.")]
Names = Annotated[list[KpiName], strawberry.argument(description="Which figures.")]


async def _where(context: Context, sent: Ref, permission: Permission) -> UUID | None:
    """Return the location, if the asker holds the permission there; refuses NOT_FOUND."""
    place = await location_of(context.reader, ref(sent, "Location"))
    return place.id if context.actor.may(permission, place.id) else None


@strawberry.type(description="Questions about how a location does.")
class InsightQuery:
    """Root fields of the board."""

    @strawberry.field(
        description="How each kind of work stands there; a kind that nobody has is left out.",
        directives=[Bounded(max=KINDS_MAX), Cost(weight=5)],
        extensions=[allow(Permission.READ_STOCK)],
    )
    async def queues(self, info: Info, location: Where) -> list[TaskQueue] | None:
        """Count."""
        context = info.context
        place = await _where(context, location, Permission.READ_STOCK)
        if place is None:
            return None
        return [
            TaskQueue(queue=each) for each in await queues_of(context.reader, [place], now=now())
        ]

    @strawberry.field(
        description="The floor seen from above, colored by one figure.",
        directives=[Cost(weight=50)],
        extensions=[allow(Permission.READ_STOCK)],
    )
    async def heat_map(self, info: Info, location: Where, metric: Metric) -> floor.HeatMap | None:
        """Read every bin once."""
        context = info.context
        place = await _where(context, location, Permission.READ_STOCK)
        if place is None:
            return None
        async with context.database.session() as session:
            as_of = Cursor(str(await head(session, context.database.epoch)))
        held = await heat_of_bins(context.reader, place, metric, now=now())
        return floor.HeatMap(held=held, metric=metric, as_of=as_of)

    @strawberry.field(
        description="Who is at work, the latest to act first: whoever is signed in on a device of"
        " the place or holds a task there.",
        directives=[Bounded(max=PEOPLE_MAX)],
        extensions=[allow(Permission.ASSIGN_TASKS)],
    )
    async def people_on_floor(self, info: Info, location: Where) -> list[floor.HeatPerson] | None:
        """Look for them."""
        context = info.context
        place = await _where(context, location, Permission.ASSIGN_TASKS)
        if place is None:
            return None
        found = await people_on_floor(context.reader, [place], now=now())
        return [floor.HeatPerson(row=row) for row in found]

    @strawberry.field(
        description="What must leave today, and what should have left in the last week and is not"
        " packed, by time.",
        directives=[Bounded(max=CUT_OFFS_MAX), Cost(weight=5)],
        extensions=[allow(Permission.READ_ORDERS)],
    )
    async def cut_offs(self, info: Info, location: Where) -> list[CutOff] | None:
        """Count lines."""
        context = info.context
        place = await _where(context, location, Permission.READ_ORDERS)
        if place is None:
            return None
        found = await cut_offs_of(context.reader, place, now=now())
        return [CutOff(cut_off=each, location_id=place) for each in found]

    @strawberry.field(
        description="Figures of today.",
        directives=[Bounded(max=len(KpiName)), Cost(weight=10)],
        extensions=[allow(Permission.READ_STOCK)],
    )
    async def kpis(self, info: Info, names: Names, location: Where) -> list[Kpi] | None:
        """Fold them from what the departments keep."""
        context = info.context
        place = await _where(context, location, Permission.READ_STOCK)
        if place is None:
            return None
        found = await kpis_of(context.reader, place, now=now())
        return [kpis.Kpi(kpi=found[name], location_id=place) for name in dict.fromkeys(names)]


AREA = Area(queries=(InsightQuery,), mutations=(kpis.KpiMutation,))
