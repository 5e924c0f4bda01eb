"""Putaway in the graph: its command, and where goods could go."""

import strawberry

from backend.api.cases import Case
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.global_ids import key_of
from backend.api.item_enums import Unit
from backend.api.mutation import Accepted, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.places import Bin
from backend.api.pointing import item_ref, lot_ref
from backend.api.pointing import ref as plain
from backend.api.refs import ItemRef, LotRef, Ref
from backend.api.scalars import Quantity
from backend.api.tasks import Task
from backend.inbound.putaway import confirm_putaway as confirming
from backend.inbound.putaway import suggest_bins as suggesting


@strawberry.type(description="A bin that goods could go to.")
class BinSuggestion:
    """One bin."""

    suggestion: strawberry.Private[suggesting.BinSuggestion]
    of_unit: strawberry.Private[str]

    @strawberry.field(description="Which bin; null when you may not see it.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.suggestion.bin_id)

    @strawberry.field(description="How many of the base units fit.")
    def fits(self) -> Quantity:
        """Pass on."""
        return Quantity(self.suggestion.fits)

    @strawberry.field(description="Unit of the quantity.")
    def unit(self) -> Unit:
        """Pass on."""
        return Unit(self.of_unit)

    @strawberry.field(description="Why this one, in short sentences.", directives=[Bounded(max=10)])
    def reasons(self) -> list[str]:
        """Pass on."""
        return list(self.suggestion.reasons)


@strawberry.input(description="What `confirmPutaway` takes.")
class ConfirmPutawayInput(FactInput[confirming.ConfirmPutaway]):
    """Goods are in their bin."""

    task: strawberry.ID | None = strawberry.field(
        default=None, description="Which task; null when the person began it by scanning."
    )
    fence: int | None = strawberry.field(
        default=None,
        description="The task's fence when it was claimed; work under an older one is late.",
    )
    location: Ref | None = strawberry.field(
        default=None, description="Where, when there is no task."
    )
    container: Ref | None = strawberry.field(
        default=None, description="Out of which container; null for loose goods."
    )
    item: ItemRef | None = strawberry.field(
        default=None, description="What was scanned; needed without a task."
    )
    lot: LotRef | None = strawberry.field(
        default=None, description="Which lot; needed where several lie there and no task says it."
    )
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones; needed where not all that lie there are meant."
    )
    quantity: Quantity | None = strawberry.field(
        default=None, description="How many base units; null means all that remain of the task."
    )
    source: Ref | None = strawberry.field(
        default=None, name="from", description="Out of which bin; null takes the task's."
    )
    to: Ref = strawberry.field(description="Into which bin.")
    rescanned: bool = strawberry.field(
        default=False,
        description="The person scanned another bin than suggested a second time.",
    )
    reason: str | None = strawberry.field(default=None, description="Why another bin.")

    async def asked(self, context: Context) -> confirming.ConfirmPutaway:  # noqa: ARG002 - one shape
        """Translate refs."""
        return confirming.ConfirmPutaway(
            task_id=key_of("Task", self.task) if self.task else None,
            fence=self.fence,
            location=plain(self.location, "Location") if self.location else None,
            container=plain(self.container, "Container") if self.container else None,
            item=item_ref(self.item) if self.item else None,
            lot=lot_ref(self.lot) if self.lot else None,
            serials=tuple(self.serials or ()),
            quantity=self.quantity,
            source=plain(self.source, "Bin") if self.source else None,
            to=plain(self.to, "Bin"),
            rescanned=self.rescanned,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `confirmPutaway`.")
class PutawayConfirmed(Accepted[confirming.PutawayConfirmed]):
    """Goods rest in their bin."""

    @strawberry.field(description="As it is now; null when no task asked for it.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)

    @strawberry.field(description="As it is now; null when you may not see the place.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.answer.bin_id)

    @strawberry.field(description="The case that was opened, where the book disagreed.")
    async def case_opened(self, info: Info) -> Case | None:
        """Load it."""
        return await info.context.find(Case, self.answer.case_id)


CONFIRM_PUTAWAY = Spoken(
    confirming.confirm_putaway,
    sent=ConfirmPutawayInput,
    yes=PutawayConfirmed,
    says="Put goods away: they rest in the bin that was scanned.",
)


@strawberry.type(description="Commands of putaway.")
class PutawayMutation:
    """Root fields."""

    confirm_putaway = mutation(CONFIRM_PUTAWAY)
