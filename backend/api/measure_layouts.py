"""GraphQL for layouts of variable measure: what numbers that begin with 2 carry."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Self
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.item_enums import MeasureKind
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.node import Node
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.api.versioned import Versioned
from backend.kernel.refusals import NotFound
from backend.master.editing import save_measure_layout as saving
from backend.master.places import location_of
from backend.master.reads.layouts import LayoutRow, layouts_at, layouts_of_ids

LAYOUTS_MAX = 500


@strawberry.type(description="How numbers of variable measure are laid out.")
class MeasureLayout(Node, Versioned):
    """A layout."""

    row: strawberry.Private[LayoutRow]

    @strawberry.field(description="The digits that such numbers begin with.")
    def prefix(self) -> str:
        """Its digits."""
        return self.row.prefix

    @strawberry.field(
        description="13 signs: I the item's number, M the measure, V its check digit, C the last."
    )
    def pattern(self) -> str:
        """Its signs."""
        return self.row.pattern

    @strawberry.field(description="What it carries.")
    def measure(self) -> MeasureKind:
        """Its measure."""
        return MeasureKind(self.row.measure)

    @strawberry.field(description="How many of its digits stand behind the point.")
    def decimals(self) -> int:
        """Behind the point."""
        return self.row.decimals

    @strawberry.field(description="True when it holds in the whole legal entity.")
    def is_of_entity(self) -> bool:
        """How far it holds."""
        return self.row.location_id is None

    @strawberry.field(description="False when such numbers are taken as they are.")
    def is_active(self) -> bool:
        """In use."""
        return self.row.is_active

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return layouts; whoever is signed in may know of them."""
        rows = await layouts_of_ids(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="Questions about variable measure.")
class MeasureLayoutQuery:
    """Root fields."""

    @strawberry.field(
        description="The layouts that hold at a location, the one that is taken first.",
        directives=[Bounded(max=LAYOUTS_MAX)],
    )
    async def measure_layouts(
        self, info: Info, location: Annotated[Ref, strawberry.argument(description="Where.")]
    ) -> list[MeasureLayout]:
        """List them; none at a place that is not there."""
        reader = info.context.reader
        try:
            place = await location_of(reader, plain(location, "Location"))
        except NotFound:
            return []
        found = await layouts_at(reader, place.id)
        return [MeasureLayout(key=row.id, row=row) for row in found]


@strawberry.input(description="What `saveMeasureLayout` takes.")
class SaveMeasureLayoutInput(CommandInput[saving.SaveMeasureLayout]):
    """A layout to make or change."""

    location: Ref = strawberry.field(description="Where, or whose legal entity.")
    is_of_entity: bool = strawberry.field(
        default=False, description="True for the whole legal entity of the location."
    )
    pattern: str = strawberry.field(
        description="Such as 21IIIIIMMMMMC; its digits say which layout it is or replaces."
    )
    measure: MeasureKind = strawberry.field(description="What it carries.")
    decimals: int = strawberry.field(description="Behind the point, 0 to 4.")
    is_active: bool = strawberry.field(default=True, description="False takes it out of use.")
    if_version: int | None = strawberry.field(
        default=None, description="The version that you saw; null for a new one."
    )

    async def asked(self, context: Context) -> saving.SaveMeasureLayout:  # noqa: ARG002 - no reads
        """Translate."""
        return saving.SaveMeasureLayout(
            location=plain(self.location, "Location"),
            of_entity=self.is_of_entity,
            pattern=self.pattern,
            measure=self.measure,
            decimals=self.decimals,
            is_active=self.is_active,
            if_version=self.if_version,
        )


@strawberry.type(description="The yes to `saveMeasureLayout`.")
class MeasureLayoutSaved(Accepted[saving.MeasureLayoutSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def layout(self, info: Info) -> MeasureLayout:
        """Load it."""
        return await info.context.get(MeasureLayout, self.answer.layout_id)


@strawberry.type(description="Commands about variable measure.")
class MeasureLayoutMutation:
    """Root fields."""

    save_measure_layout = mutation(
        Spoken(
            saving.save_measure_layout,
            sent=SaveMeasureLayoutInput,
            yes=MeasureLayoutSaved,
            says="Make or change how numbers of variable measure are laid out.",
        )
    )


AREA = Area(queries=(MeasureLayoutQuery,), mutations=(MeasureLayoutMutation,))
