"""The floor plan in the graph: how hot bays and bins are, and who is where."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self

import strawberry

from backend.api.context import Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.global_ids import encode
from backend.api.people import Device, User
from backend.api.places import Bin
from backend.api.scalars import Cursor
from backend.api.tasks import Task
from backend.insight.floor import heat
from backend.insight.floor import people as floor
from backend.insight.floor.heat import HeatMetric
from backend.tasks.task import TaskKind

BAYS_MAX, CELLS_MAX = 2_000, 1_000

show_enum(
    HeatMetric,
    says="What the floor is colored by.",
    values={
        "PICKS": "Stops of walks in the last 24 hours; of a bay, all of them.",
        "OCCUPANCY": "Percent of the volume that is taken; of a bay, the mean of its bins.",
        "DAYS_SINCE_COUNT": "Days since the last count; of a bay, the most.",
        "VARIANCE": "Units by which first counts of the last 90 days differed from the book.",
    },
)


@strawberry.type(description="A bin on the floor plan.")
class HeatCell:
    """Kept flat: there are many."""

    bin_id: strawberry.ID = strawberry.field(description="Which bin.")
    code: str = strawberry.field(description="Its code.")
    level: str | None = strawberry.field(description="Its level.")
    x_mm: int | None = strawberry.field(description="From the left, in millimeters.")
    y_mm: int | None = strawberry.field(description="From the bottom, in millimeters.")
    is_blocked: bool = strawberry.field(description="True when goods may not go in or out.")
    value: float | None = strawberry.field(description="How hot it is; null when not known.")

    @classmethod
    def of(cls, cell: heat.HeatCell) -> Self:
        """Show one."""
        return cls(
            bin_id=encode("Bin", cell.bin.id),
            code=cell.bin.code,
            level=cell.bin.level,
            x_mm=cell.bin.x_mm,
            y_mm=cell.bin.y_mm,
            is_blocked=cell.bin.is_blocked,
            value=cell.value,
        )


@strawberry.type(description="The bins above one another at one place of an aisle.")
class HeatBay:
    """One square of the plan."""

    aisle: str = strawberry.field(description="Its aisle.")
    bay: str = strawberry.field(description="Its bay.")
    x_mm: int | None = strawberry.field(description="From the left, in millimeters.")
    y_mm: int | None = strawberry.field(description="From the bottom, in millimeters.")
    bins: int = strawberry.field(description="How many bins.")
    blocked: int = strawberry.field(description="How many of them are blocked.")
    unknown: int = strawberry.field(description="Of how many nothing is known.")
    value: float | None = strawberry.field(
        description="How hot it is, over the bins that are known; null when none is."
    )

    @classmethod
    def of(cls, bay: heat.HeatBay) -> Self:
        """Show one."""
        bins = [cell.bin for cell in bay.cells]
        return cls(
            aisle=bay.aisle,
            bay=bay.bay,
            x_mm=next((bin_.x_mm for bin_ in bins if bin_.x_mm is not None), None),
            y_mm=next((bin_.y_mm for bin_ in bins if bin_.y_mm is not None), None),
            bins=len(bins),
            blocked=sum(bin_.is_blocked for bin_ in bins),
            unknown=sum(cell.value is None for cell in bay.cells),
            value=bay.value,
        )


@strawberry.type(description="Somebody who is at work.")
class HeatPerson:
    """One person on the plan."""

    row: strawberry.Private[floor.PersonOnFloor]

    @strawberry.field(description="Who.")
    async def user(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.person_id)

    @strawberry.field(description="On which device; null for a desk that is not enrolled.")
    async def device(self, info: Info) -> Device | None:
        """Load it."""
        return await info.context.find(Device, self.row.device_id)

    @strawberry.field(
        description="What they are at: what they did in the last 15 minutes, else the work they"
        " have begun. Work that is only laid out for them is not."
    )
    def work(self) -> TaskKind | None:
        """Name it."""
        return TaskKind(self.row.work) if self.row.work else None

    @strawberry.field(description="The task of it that they have begun and not ended.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.row.task_id)

    @strawberry.field(description="Where they did that; null when nobody knows.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.row.bin_id)

    @strawberry.field(description="What they last did, such as PICK.")
    def last_kind(self) -> str | None:
        """Pass on."""
        return self.row.last_kind

    @strawberry.field(description="When they last did something.")
    def last_at(self) -> datetime | None:
        """Pass on."""
        return self.row.last_at


@strawberry.type(description="The floor seen from above.")
class HeatMap:
    """One location by one metric."""

    held: strawberry.Private[Sequence[heat.HeatCell]]
    metric: HeatMetric = strawberry.field(description="What it is colored by.")
    as_of: Cursor = strawberry.field(description="True at this log position.")

    @strawberry.field(
        description="Its bays, by aisle. Bins without aisle and bay, such as docks, are in none.",
        directives=[Bounded(max=BAYS_MAX)],
    )
    def bays(self) -> list[HeatBay]:
        """Put the bins together."""
        return [HeatBay.of(bay) for bay in heat.bays_of(self.held, self.metric)[:BAYS_MAX]]

    @strawberry.field(
        description="Bins of one aisle, by bay and level.", directives=[Bounded(max=CELLS_MAX)]
    )
    def cells(
        self,
        aisle: Annotated[str, strawberry.argument(description="Of which aisle.")],
        bay: Annotated[
            str | None, strawberry.argument(description="Of which bay; all when left out.")
        ] = None,
    ) -> list[HeatCell]:
        """Choose from all of them."""
        there = (cell for cell in self.held if cell.bin.aisle == aisle)
        asked = [cell for cell in there if bay is None or cell.bin.bay == bay]
        return [HeatCell.of(cell) for cell in asked[:CELLS_MAX]]
