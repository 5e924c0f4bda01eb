"""Undo in the graph: one command for all that can be taken back."""

from uuid import UUID

import strawberry

from backend.api.approvals import Approval
from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.tasks import Task
from backend.control.moving.undo_container import undo_move_container
from backend.control.moving.undo_disposition import undo_disposition
from backend.control.moving.undo_move import undo_move
from backend.inbound.putaway.undo_putaway import undo_putaway
from backend.inbound.receiving.undo_receiving import undo_receiving
from backend.outbound.orders.by_hand.undo_reserve import undo_reserve
from backend.outbound.packing.undo_packing import undo_packing
from backend.outbound.picking.undo_pick import undo_pick
from backend.outbound.picking.undo_put_back import undo_put_back
from backend.returns.undo_receiving import undo_return
from backend.tasks import reverse, undo
from backend.tasks.carry_out_reversal import carrying_out
from backend.tasks.reverse import reversing
from backend.tasks.taking_back import Ways, goods_alone
from backend.tasks.undo import undoing

WAYS = Ways(
    back={
        "carry_out_decision": goods_alone,
        "change_disposition": undo_disposition,
        "confirm_pick": undo_pick,
        "confirm_putaway": undo_putaway,
        "import_stock": goods_alone,
        "move_container": undo_move_container,
        "move_stock": undo_move,
        "pack_item": undo_packing,
        "pack_tote": undo_packing,
        "put_back": undo_put_back,
        "receive_line": undo_receiving,
        "reserve": undo_reserve,
        "receive_return": undo_return,
        "request_adjustment": goods_alone,
        "request_write_off": goods_alone,
        "submit_count": goods_alone,
    },
    instead={
        "cancel_order": "order it again",
        "carry_out_reversal": "do again what was taken back",
        "close_container": "open it again",
        "confirm_shipment": "the goods have left; take them in as a return",
        "create_order": "cancel the order",
        "dispose_return": "the refund is due already; change the condition of the goods, or move"
        " them",
        "drop_withdrawn": "ask for it again",
        "empty_container": "empty the other container into it",
        "expire_lot": "the date of the lot decides; correct it there",
        "expire_promise": "order it again",
        "expire_reservation": "reserve it again",
        "keep_promise": "cancel the order",
        "realign_line": "cancel the order, or release it again",
        "receive_container": "take out what is wrong line by line, or adjust it",
        "recall_lot": "change the condition of the goods that may be used again",
        "release_order_hold": "hold the order again",
        "release_orders": "call off its picks; they are promised again",
        "release_reservation": "reserve it again",
        "retry_backorders": "cancel the order",
        "return_to_promise": "release the order again",
        "reopen_container": "close it again",
        "reverse_operation": "do again what was taken back",
        "save_pool": "save the pool with its old size",
        "short_pick": "the bin is counted and the order has gone on; count the bin",
        "sweep_recalled_lot": "change the condition of the goods that may be used again",
        "undo_operation": "do again what was taken back",
        "unpick": "pick it again",
    },
)
"""By the name of a command that changes stock or promises: how it is taken back, or why not."""

undo_operation = undoing(WAYS)
reverse_operation = reversing(WAYS)
carry_out_reversal = carrying_out(WAYS)


@strawberry.input(description="What `undoOperation` takes.")
class UndoOperationInput(FactInput[undo.UndoOperation]):
    """Take something back."""

    target: UUID = strawberry.field(description="Which operation of yours.")
    reason: str | None = strawberry.field(default=None, description="Why.")

    async def asked(self, context: Context) -> undo.UndoOperation:  # noqa: ARG002 - one shape
        """Pass on."""
        return undo.UndoOperation(self.target, self.reason)


@strawberry.type(description="The yes to `undoOperation`.")
class OperationUndone(Accepted[undo.OperationUndone]):
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


@strawberry.input(description="What `reverseOperation` takes.")
class ReverseOperationInput(CommandInput[reverse.ReverseOperation]):
    """Take back what somebody did."""

    operation: strawberry.ID = strawberry.field(description="Which operation.")
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> reverse.ReverseOperation:  # noqa: ARG002 - one shape
        """Pass on."""
        return reverse.ReverseOperation(key_of("Operation", self.operation), self.reason)


@strawberry.type(description="The yes to `reverseOperation`.")
class OperationReversed(Accepted[reverse.OperationReversed]):
    """It is taken back, or waits for another person's yes."""

    @strawberry.field(description="What takes it back; null while it waits for approval.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.answer.operation_id)

    @strawberry.field(description="The yes that it waits for.")
    async def approval(self, info: Info) -> Approval | None:
        """Load it."""
        return await info.context.find(Approval, self.answer.approval_id)


REVERSE_OPERATION = Spoken(
    reverse_operation,
    sent=ReverseOperationInput,
    yes=OperationReversed,
    says="Take back somebody's operation, however old, while nothing depends on it: its exact"
    " opposite is posted. Above the limit of adjustments another person must say yes first.",
)


@strawberry.type(description="Undo.")
class UndoMutation:
    """Root fields."""

    undo_operation = mutation(UNDO_OPERATION)
    reverse_operation = mutation(REVERSE_OPERATION)


AREA = Area(mutations=(UndoMutation,), facts=(UNDO_OPERATION,))
