"""GraphQL for how labels look."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Self
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.label_enums import LabelKind
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.node import Node
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.api.versioned import Versioned
from backend.printing import save_label_design as saving
from backend.printing.designs import LabelDesign as LabelDesignRow
from backend.printing.designs import designs_for, designs_of_ids

DESIGNS_MAX = 520


@strawberry.type(description="How a label looks, in millimeters.")
class LabelDesign(Node, Versioned):
    """A design, ours or one that people saved."""

    row: strawberry.Private[LabelDesignRow]

    @strawberry.field(description="Its code.")
    def code(self) -> str:
        """Its code."""
        return self.row.code

    @strawberry.field(description="Its name.")
    def name(self) -> str:
        """Its name."""
        return self.row.name

    @strawberry.field(description="What it is for.")
    def kind(self) -> LabelKind:
        """Its kind."""
        return LabelKind(self.row.kind)

    @strawberry.field(description="Which of our layouts it is, or changes.")
    def layout(self) -> str:
        """Its layout."""
        return self.row.layout

    @strawberry.field(description="How wide, rounded up.")
    def width_mm(self) -> int:
        """Width."""
        return self.row.width_mm

    @strawberry.field(description="How high, rounded up.")
    def height_mm(self) -> int:
        """Height."""
        return self.row.height_mm

    @strawberry.field(description="The design as JSON: where each text and symbol stands.")
    def source(self) -> str:
        """Pass on."""
        return self.row.source

    @strawberry.field(description="True when it is used unless told otherwise.")
    def is_default(self) -> bool:
        """Whether it is taken."""
        return self.row.is_default

    @strawberry.field(description="True for those that come with the house; copy them to change.")
    def is_built_in(self) -> bool:
        """Whether it is ours."""
        return self.row.version == 0

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return designs; whoever is signed in may know of them."""
        rows = await designs_of_ids(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="Questions about how labels look.")
class LabelDesignQuery:
    """Root fields."""

    @strawberry.field(
        description="How labels look, each layout's default first.",
        directives=[Bounded(max=DESIGNS_MAX)],
    )
    async def label_designs(
        self,
        info: Info,
        kind: Annotated[LabelKind | None, strawberry.argument(description="What for.")] = None,
    ) -> list[LabelDesign]:
        """List them."""
        found = await designs_for(info.context.reader, kind)
        return [LabelDesign(key=row.id, row=row) for row in found]


@strawberry.input(description="What `saveLabelDesign` takes; what is left out stays.")
class SaveLabelDesignInput(CommandInput[saving.SaveLabelDesign]):
    """A design to make or change."""

    design: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(
        default=None, description="The version that you saw; null for a new one."
    )
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    kind: LabelKind | None = strawberry.field(
        default=None, description="What it is for; needed for a new one, and stays."
    )
    width_mm: int | None = strawberry.field(default=None, description="How wide, 10 to 400.")
    height_mm: int | None = strawberry.field(default=None, description="How high, 10 to 400.")
    source: str | None = strawberry.field(
        default=None, description="The design as JSON; begin with one of `labelDesigns`."
    )
    is_default: bool | None = strawberry.field(
        default=None, description="Use it unless told otherwise."
    )

    async def asked(self, context: Context) -> saving.SaveLabelDesign:  # noqa: ARG002 - no reads
        """Translate."""
        return saving.SaveLabelDesign(
            design=plain(self.design, "LabelDesign") if self.design else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            kind=self.kind,
            width_mm=self.width_mm,
            height_mm=self.height_mm,
            source=self.source,
            is_default=self.is_default,
        )


@strawberry.type(description="The yes to `saveLabelDesign`.")
class LabelDesignSaved(Accepted[saving.LabelDesignSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def design(self, info: Info) -> LabelDesign:
        """Load it."""
        return await info.context.get(LabelDesign, self.answer.design_id)


@strawberry.type(description="Commands about how labels look.")
class LabelDesignMutation:
    """Root fields."""

    save_label_design = mutation(
        Spoken(
            saving.save_label_design,
            sent=SaveLabelDesignInput,
            yes=LabelDesignSaved,
            says="Make or change how a label looks; examples are drawn and read back first.",
        )
    )


AREA = Area(queries=(LabelDesignQuery,), mutations=(LabelDesignMutation,))
