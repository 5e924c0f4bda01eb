"""Commands of moving goods, and of changing what they may be used for, in the graph."""

import strawberry

from backend.api import refs
from backend.api.context import Context, Info
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.pointing import item_ref, lot_ref, place_ref, ref
from backend.api.scalars import Quantity
from backend.api.tasks import Task
from backend.control.moving import change_disposition as changing
from backend.control.moving import move_stock as moving
from backend.stock.keys import Disposition

OWNER = "Whose; needed where such goods of several owners lie there."
LOCATION = "At which location; null when only one has a bin of that code."


@strawberry.input(description="What `moveStock` takes.")
class MoveStockInput(FactInput[moving.MoveStock]):
    """Goods went from one bin into another."""

    item: refs.ItemRef = strawberry.field(description="What.")
    source: refs.Ref = strawberry.field(name="from", description="Bin or container that it leaves.")
    target: refs.Ref = strawberry.field(name="to", description="Bin or container that it enters.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    lot: refs.LotRef | None = strawberry.field(
        default=None, description="Which lot; needed where several lie there."
    )
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones; needed where not all that lie there are meant."
    )
    disposition: Disposition = strawberry.field(
        default=Disposition.USABLE, description="Which of what lies there."
    )
    owner: refs.Ref | None = strawberry.field(default=None, description=OWNER)
    location: refs.Ref | None = strawberry.field(default=None, description=LOCATION)
    task: strawberry.ID | None = strawberry.field(
        default=None, description="The task that it does."
    )
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(self, context: Context) -> moving.MoveStock:  # noqa: ARG002 - one shape
        """Translate the refs."""
        return moving.MoveStock(
            item=item_ref(self.item),
            source=place_ref(self.source),
            target=place_ref(self.target),
            quantity=self.quantity,
            lot=lot_ref(self.lot) if self.lot else None,
            serials=tuple(self.serials or ()),
            disposition=self.disposition,
            owner=ref(self.owner, "Owner") if self.owner else None,
            location=ref(self.location, "Location") if self.location else None,
            task_id=key_of("Task", self.task) if self.task else None,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `moveStock`.")
class StockMoved(Accepted[moving.StockMoved]):
    """The goods are where they were put."""

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)

    @strawberry.field(description="The task as it is now, if it was of one.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)


@strawberry.input(description="What `changeDisposition` takes.")
class ChangeDispositionInput(FactInput[changing.ChangeDisposition]):
    """Goods may be used for something else from now on."""

    item: refs.ItemRef = strawberry.field(description="What.")
    bin: refs.Ref = strawberry.field(description="Where.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    lot: refs.LotRef | None = strawberry.field(
        default=None, description="Which lot; needed where several lie there."
    )
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones; needed where not all that lie there are meant."
    )
    source: Disposition = strawberry.field(name="from", description="As it was.")
    target: Disposition = strawberry.field(name="to", description="As it shall be.")
    owner: refs.Ref | None = strawberry.field(default=None, description=OWNER)
    location: refs.Ref | None = strawberry.field(default=None, description=LOCATION)
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> changing.ChangeDisposition:  # noqa: ARG002
        """Translate the refs."""
        return changing.ChangeDisposition(
            item=item_ref(self.item),
            bin=ref(self.bin, "Bin"),
            quantity=self.quantity,
            lot=lot_ref(self.lot) if self.lot else None,
            serials=tuple(self.serials or ()),
            source=self.source,
            target=self.target,
            owner=ref(self.owner, "Owner") if self.owner else None,
            location=ref(self.location, "Location") if self.location else None,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `changeDisposition`.")
class DispositionChanged(Accepted[changing.DispositionChanged]):
    """It has changed."""

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)


MOVE_STOCK = Spoken(
    moving.move_stock,
    sent=MoveStockInput,
    yes=StockMoved,
    says="Goods went from bin to bin, into a container or out of it; what is allocated stays.",
)
CHANGE_DISPOSITION = Spoken(
    changing.change_disposition,
    sent=ChangeDispositionInput,
    yes=DispositionChanged,
    says="Goods in a bin become damaged, held, usable again…; some changes are not legal.",
)


@strawberry.type(description="Commands of moving.")
class MoveMutation:
    """Root fields."""

    move_stock = mutation(MOVE_STOCK)
    change_disposition = mutation(CHANGE_DISPOSITION)
