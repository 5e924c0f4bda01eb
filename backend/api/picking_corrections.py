"""Corrections of picking in the graph: undone picks, goods put back, full totes."""

import strawberry

from backend.api.containers import Container
from backend.api.context import Context, Info
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, FactInput, Spoken
from backend.api.operations import Operation
from backend.api.pointing import document_ref
from backend.api.pointing import ref as plain
from backend.api.refs import DocumentRef, Ref
from backend.api.scalars import Quantity
from backend.api.tasks import Task, Walk
from backend.api.weights import REWEIGHED
from backend.outbound.picking import change_tote as changing
from backend.outbound.picking import put_back as putting
from backend.outbound.picking import unpick as unpicking


@strawberry.input(description="What `unpick` takes.")
class UnpickInput(FactInput[unpicking.Unpick]):
    """Goods are back in their bin, to be picked again."""

    task: strawberry.ID = strawberry.field(description="Which pick.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    to: Ref = strawberry.field(description="Into which bin; the one they came from.")
    reason: str = strawberry.field(description="Why.")
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones, where only some of them are meant."
    )
    weight_grams: int | None = strawberry.field(
        default=None,
        description="What they weigh, where they are sold by weight; of all that the order line has"
        " it is known.",
    )
    reweighed: bool = strawberry.field(default=False, description=REWEIGHED)

    async def asked(self, context: Context) -> unpicking.Unpick:  # noqa: ARG002 - one shape
        """Translate refs."""
        return unpicking.Unpick(
            task_id=key_of("Task", self.task),
            quantity=self.quantity,
            to=plain(self.to, "Bin"),
            reason=self.reason,
            serials=tuple(self.serials or ()),
            weight_grams=self.weight_grams,
            reweighed=self.reweighed,
        )


@strawberry.type(description="The yes to `unpick`.")
class Unpicked(Accepted[unpicking.Unpicked]):
    """The pick is to be done again."""

    @strawberry.field(description="As it is now.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)


@strawberry.input(description="What `putBack` takes.")
class PutBackInput(FactInput[putting.PutBack]):
    """Goods that no order wants are back on a shelf."""

    task: strawberry.ID = strawberry.field(description="Which put-back task.")
    fence: int | None = strawberry.field(
        default=None, description="The task's fence when it was claimed."
    )
    quantity: Quantity = strawberry.field(description="How many base units.")
    to: Ref = strawberry.field(description="Into which bin.")

    async def asked(self, context: Context) -> putting.PutBack:  # noqa: ARG002 - one shape
        """Translate refs."""
        return putting.PutBack(
            task_id=key_of("Task", self.task),
            quantity=self.quantity,
            to=plain(self.to, "Bin"),
            fence=self.fence,
        )


@strawberry.type(description="The yes to `putBack`.")
class GoodsPutBack(Accepted[putting.GoodsPutBack]):
    """They can be promised and picked again."""

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


@strawberry.input(description="What `changeTote` takes.")
class ChangeToteInput(FactInput[changing.ChangeTote]):
    """A tote is full."""

    walk: DocumentRef = strawberry.field(description="On which walk.")
    full: Ref = strawberry.field(name="from", description="The full one.")
    to: Ref = strawberry.field(description="The new one.")

    async def asked(self, context: Context) -> changing.ChangeTote:  # noqa: ARG002 - one shape
        """Translate refs."""
        return changing.ChangeTote(
            walk=document_ref(self.walk, "Walk"),
            full=plain(self.full, "Container"),
            to=plain(self.to, "Container"),
        )


@strawberry.type(description="The yes to `changeTote`.")
class ToteChanged(Accepted[changing.ToteChanged]):
    """The walk goes on with another tote."""

    @strawberry.field(description="As it is now.")
    async def walk(self, info: Info) -> Walk | None:
        """Load it."""
        return await info.context.find(Walk, self.answer.walk_id)

    @strawberry.field(description="The tote that goes along now.")
    async def tote(self, info: Info) -> Container | None:
        """Load it."""
        return await info.context.find(Container, self.answer.tote_id)


UNPICK = Spoken(
    unpicking.unpick,
    sent=UnpickInput,
    yes=Unpicked,
    says="Undo a pick: goods go back from the tote into their bin, and are to be picked again.",
)
PUT_BACK = Spoken(
    putting.put_back,
    sent=PutBackInput,
    yes=GoodsPutBack,
    says="Put goods that no order wants any more from a tote or carton onto a shelf.",
)
CHANGE_TOTE = Spoken(
    changing.change_tote,
    sent=ChangeToteInput,
    yes=ToteChanged,
    says="Change the tote: the full one takes no more, the rest of the walk goes into another.",
)
