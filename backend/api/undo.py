"""Undo in the graph: one command for all that can be taken back."""

from collections.abc import Mapping
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.mutation import Accepted, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.tasks import Task
from backend.control.moving.undo_move import undo_move
from backend.inbound.putaway.undo_putaway import undo_putaway
from backend.inbound.receiving.undo_receiving import undo_receiving
from backend.outbound.picking.undo_pick import undo_pick
from backend.tasks import undo as undoing

UNDOS: Mapping[str, undoing.Undo] = {
    "confirm_pick": undo_pick,
    "confirm_putaway": undo_putaway,
    "move_stock": undo_move,
    "receive_line": undo_receiving,
}
"""By the name of the command that is taken back: its department's part."""

undo_operation = undoing.undoing(UNDOS)


@strawberry.input(description="What `undoOperation` takes.")
class UndoOperationInput(FactInput[undoing.UndoOperation]):
    """Take something back."""

    target: UUID = strawberry.field(description="Which operation of yours.")
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(self, context: Context) -> undoing.UndoOperation:  # noqa: ARG002 - one shape
        """Pass on."""
        return undoing.UndoOperation(self.target, self.reason)


@strawberry.type(description="The yes to `undoOperation`.")
class OperationUndone(Accepted[undoing.OperationUndone]):
    """It is taken back."""

    @strawberry.field(description="What takes it back; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.answer.operation_id)

    @strawberry.field(description="The task that is to be done again.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)


UNDO_OPERATION = Spoken(
    undo_operation,
    sent=UndoOperationInput,
    yes=OperationUndone,
    says="Take back an operation of yours, within 15 minutes, while nothing depends on it.",
)


@strawberry.type(description="Undo.")
class UndoMutation:
    """Root fields."""

    undo_operation = mutation(UNDO_OPERATION)


AREA = Area(mutations=(UndoMutation,), facts=(UNDO_OPERATION,))
