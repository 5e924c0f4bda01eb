"""Figures of today in the graph."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.global_ids import encode
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.pointing import ref
from backend.api.refs import Ref
from backend.insight import kpis as reads
from backend.insight import set_kpi_target as setting
from backend.insight.kpis import KpiName, KpiUnit
from backend.kernel.clock import now
from backend.kernel.ids import derived_id
from backend.kernel.pages import Way

HOURS_MAX = 25

show_enum(
    KpiName,
    says="What is measured. A day begins at midnight by the location's clock.",
    values={
        "LINES_PER_HOUR": "Stops of walks that ended with goods in the last 60 minutes.",
        "SHORT_PICKS": "Of the stops that ended today, those where less was found than asked for.",
        "INVENTORY_ACCURACY": "Of today's first counts of a bin, those with every item within the"
        " tolerance of its velocity.",
        "DOCK_TO_STOCK": "Half of the putaways that ended today took no longer than this from the"
        " scan at the dock, or from a return's disposal, to the bin.",
        "FILL_RATE": "Of the lines of orders whose first shipment left today, those that were"
        " whole in it.",
    },
)
show_enum(
    KpiUnit,
    says="What a figure is counted in.",
    values={
        "PERCENT": "Percent.",
        "SECONDS": "Seconds.",
        "PER_HOUR": "In an hour.",
    },
)


@strawberry.type(description="A figure of one hour.")
class KpiPoint:
    """One point."""

    at: datetime = strawberry.field(description="When the hour began.")
    value: float | None = strawberry.field(description="Null when nothing happened.")
    count: int = strawberry.field(description="How many things it is made from.")


@strawberry.type(description="A figure of today at one location.")
class Kpi:
    """One figure."""

    LABELS: ClassVar = {
        KpiName.LINES_PER_HOUR: "Lines an hour",
        KpiName.SHORT_PICKS: "Short picks",
        KpiName.INVENTORY_ACCURACY: "Accuracy",
        KpiName.DOCK_TO_STOCK: "Dock to stock",
        KpiName.FILL_RATE: "Fill rate",
    }
    kpi: strawberry.Private[reads.Kpi]
    location_id: strawberry.Private[UUID]

    @strawberry.field(description="Stands for name and location.")
    def id(self) -> strawberry.ID:
        """Derive it from what it stands for."""
        return encode("Kpi", derived_id(self.location_id, self.kpi.name.value))

    @strawberry.field(description="What is measured.")
    def name(self) -> KpiName:
        """Pass on."""
        return self.kpi.name

    @strawberry.field(description="What to call it.")
    def label(self) -> str:
        """Look it up."""
        return self.LABELS[self.kpi.name]

    @strawberry.field(description="What it is counted in.")
    def unit(self) -> KpiUnit:
        """Pass on."""
        return self.kpi.unit

    @strawberry.field(description="The figure; null when nothing happened today.")
    def value(self) -> float | None:
        """Pass on."""
        return self.kpi.value

    @strawberry.field(description="How many things it is made from.")
    def count(self) -> int:
        """Pass on."""
        return self.kpi.count

    @strawberry.field(description="Where it should be; null when nobody said.")
    def target(self) -> float | None:
        """Pass on."""
        return self.kpi.target

    @strawberry.field(description="ASC when more is better.")
    def better(self) -> Way:
        """Translate."""
        return Way.ASC if self.kpi.is_more_better else Way.DESC

    @strawberry.field(
        description="The hours of today in which something happened, oldest first.",
        directives=[Bounded(max=HOURS_MAX)],
    )
    def series(self) -> list[KpiPoint]:
        """Show each hour."""
        return [
            KpiPoint(at=point.hour, value=point.value, count=point.count)
            for point in self.kpi.points
            if point.hour is not None
        ]


@strawberry.input(description="What `setKpiTarget` takes.")
class SetKpiTargetInput(CommandInput[setting.SetKpiTarget]):
    """Say where a figure should be."""

    name: KpiName = strawberry.field(description="Which figure.")
    location: Ref = strawberry.field(description="Where.")
    target: float | None = strawberry.field(
        default=None, description="Where it should be, in its unit; null means nowhere."
    )

    async def asked(self, context: Context) -> setting.SetKpiTarget:  # noqa: ARG002 - one shape
        """Translate the ref."""
        return setting.SetKpiTarget(
            name=self.name, location=ref(self.location, "Location"), target=self.target
        )


@strawberry.type(description="The yes to `setKpiTarget`.")
class KpiTargetSet(Accepted[setting.KpiTargetSet]):
    """It is said."""

    @strawberry.field(description="As it is now.")
    async def kpi(self, info: Info) -> Kpi:
        """Fold it anew."""
        place = self.answer.location_id
        found = await reads.kpis_of(info.context.reader, place, now=now())
        return Kpi(kpi=found[self.answer.name], location_id=place)


@strawberry.type(description="Commands of figures.")
class KpiMutation:
    """Root fields."""

    set_kpi_target = mutation(
        Spoken(
            setting.set_kpi_target,
            sent=SetKpiTargetInput,
            yes=KpiTargetSet,
            says="Say where a figure of a location should be.",
        )
    )
