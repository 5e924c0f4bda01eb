"""Picking in the graph: picks confirmed and picks that came short."""

from typing import Annotated

import strawberry

from backend.api.area import Area
from backend.api.cases import Case
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.picking_corrections import CHANGE_TOTE, PUT_BACK, UNPICK
from backend.api.pointing import document_ref, item_ref, lot_ref
from backend.api.pointing import ref as plain
from backend.api.refs import DocumentRef, ItemRef, LotRef, Ref
from backend.api.scalars import Quantity
from backend.api.tasks import Task, Walk
from backend.api.weights import REWEIGHED, WEIGHT_GRAMS
from backend.kernel.refusals import NotFound
from backend.outbound.picking import confirm_pick as confirming
from backend.outbound.picking import short_pick as shorting
from backend.outbound.picking.change_tote import walk_of
from backend.outbound.picking.elsewhere import BINS_MAX
from backend.outbound.picking.totes import TOTE_EXAMPLE

show_enum(
    shorting.ShortReason,
    says="Why less was picked.",
    values={
        "BIN_EMPTY": "The bin is empty.",
        "NOT_ENOUGH": "The bin holds less.",
        "DAMAGED": "What lies there is damaged.",
        "WRONG_ITEM": "Something else lies there.",
        "EXPIRED": "What lies there is past its date.",
        "UNREADABLE": "Its label cannot be read.",
        "UNREACHABLE": "The bin cannot be reached.",
    },
)


@strawberry.input(description="What `confirmPick` takes.")
class ConfirmPickInput(FactInput[confirming.ConfirmPick]):
    """Goods are in the tote."""

    task: strawberry.ID = strawberry.field(description="Which pick.")
    fence: int | None = strawberry.field(
        default=None,
        description="The task's fence when it was claimed; work under an older one is late.",
    )
    bin: Ref | None = strawberry.field(
        default=None,
        description="From which bin; its check digits count as its code. Null skips the check.",
    )
    item: ItemRef = strawberry.field(description="What.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    pack: Ref | None = strawberry.field(
        default=None, description="The pack that was scanned, by its barcode."
    )
    lot: LotRef | None = strawberry.field(
        default=None, description="Which lot; needed where several lie in the bin."
    )
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones, one for each; what another was to get is swapped."
    )
    weight_grams: int | None = strawberry.field(default=None, description=WEIGHT_GRAMS)
    reweighed: bool = strawberry.field(default=False, description=REWEIGHED)
    into: Ref = strawberry.field(
        description=f"Into which tote; one called {TOTE_EXAMPLE} is registered by its first scan,"
        " any other by `registerContainers`."
    )

    async def asked(self, context: Context) -> confirming.ConfirmPick:  # noqa: ARG002 - one shape
        """Translate refs."""
        return confirming.ConfirmPick(
            task_id=key_of("Task", self.task),
            item=item_ref(self.item),
            quantity=self.quantity,
            into=plain(self.into, "Container"),
            bin=plain(self.bin, "Bin") if self.bin else None,
            pack=plain(self.pack, "Pack") if self.pack else None,
            lot=lot_ref(self.lot) if self.lot else None,
            serials=tuple(self.serials or ()),
            weight_grams=self.weight_grams,
            reweighed=self.reweighed,
            fence=self.fence,
        )


@strawberry.type(description="The yes to `confirmPick`.")
class PickConfirmed(Accepted[confirming.PickConfirmed]):
    """Goods are picked."""

    @strawberry.field(description="As it is now.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)

    @strawberry.field(description="How many base units it still asks for.")
    def remaining(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.remaining)

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)

    @strawberry.field(description="The next pick of the walk; null at its end.")
    async def next(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.next_task_id)

    @strawberry.field(description="The case that was opened, where the book disagreed.")
    async def case_opened(self, info: Info) -> Case | None:
        """Load it."""
        return await info.context.find(Case, self.answer.case_id)


@strawberry.input(description="What `shortPick` takes.")
class ShortPickInput(FactInput[shorting.ShortPick]):
    """The bin gave less."""

    task: strawberry.ID = strawberry.field(description="Which pick.")
    fence: int | None = strawberry.field(
        default=None, description="The task's fence when it was claimed."
    )
    found: Quantity = strawberry.field(description="How many base units could be picked.")
    reason: shorting.ShortReason = strawberry.field(description="Why.")
    into: Ref | None = strawberry.field(
        default=None, description="Into which tote, when some was found."
    )
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones were found, one for each."
    )
    weight_grams: int | None = strawberry.field(default=None, description=WEIGHT_GRAMS)
    reweighed: bool = strawberry.field(default=False, description=REWEIGHED)

    async def asked(self, context: Context) -> shorting.ShortPick:  # noqa: ARG002 - one shape
        """Translate refs."""
        return shorting.ShortPick(
            task_id=key_of("Task", self.task),
            found=self.found,
            reason=self.reason,
            into=plain(self.into, "Container") if self.into else None,
            serials=tuple(self.serials or ()),
            weight_grams=self.weight_grams,
            reweighed=self.reweighed,
            fence=self.fence,
        )


@strawberry.type(description="The yes to `shortPick`.")
class ShortPickReported(Accepted[shorting.ShortPickReported]):
    """The rest is sought elsewhere."""

    @strawberry.field(description="As it is now.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)

    @strawberry.field(
        description="Picks of the rest from other bins.", directives=[Bounded(max=BINS_MAX)]
    )
    async def alternatives(self, info: Info) -> list[Task]:
        """Load them."""
        found = await info.context.find_many(Task, self.answer.alternatives)
        return [task for task in found if task is not None]

    @strawberry.field(description="How many base units other bins give.")
    def elsewhere(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.elsewhere)

    @strawberry.field(description="How many base units stay promised, without a bin.")
    def promised(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.promised)

    @strawberry.field(description="How many base units wait for stock.")
    def waiting(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.waiting)

    @strawberry.field(description="The next pick of the walk; null at its end.")
    async def next(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.next_task_id)

    @strawberry.field(description="The case that was opened; null when you may not see cases.")
    async def case_opened(self, info: Info) -> Case | None:
        """Load it."""
        return await info.context.find(Case, self.answer.case_id)


CONFIRM_PICK = Spoken(
    confirming.confirm_pick,
    sent=ConfirmPickInput,
    yes=PickConfirmed,
    says="Confirm a pick: goods go from the bin into the tote.",
)
SHORT_PICK = Spoken(
    shorting.short_pick,
    sent=ShortPickInput,
    yes=ShortPickReported,
    says="Report a short pick: what was found is picked, the rest is sought elsewhere.",
)
PICKING_FACTS = (CONFIRM_PICK, SHORT_PICK, UNPICK, PUT_BACK, CHANGE_TOTE)


@strawberry.type(description="Commands of picking.")
class PickingMutation:
    """Root fields."""

    confirm_pick = mutation(CONFIRM_PICK)
    short_pick = mutation(SHORT_PICK)
    unpick = mutation(UNPICK)
    put_back = mutation(PUT_BACK)
    change_tote = mutation(CHANGE_TOTE)


@strawberry.type(description="Questions about picking.")
class PickingQuery:
    """Root fields."""

    @strawberry.field(description="One walk; null when there is none that you may see.")
    async def walk(
        self, info: Info, ref: Annotated[DocumentRef, strawberry.argument(description="Which.")]
    ) -> Walk | None:
        """Find it."""
        try:
            found = await walk_of(info.context.reader, document_ref(ref, "Walk"))
        except NotFound:
            return None
        return await info.context.find(Walk, found.id)


AREA = Area(queries=(PickingQuery,), mutations=(PickingMutation,), facts=PICKING_FACTS)
