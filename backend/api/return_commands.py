"""Commands of returns in the graph."""

from uuid import UUID

import strawberry

from backend.api.approvals import Approval
from backend.api.cases import Case
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.global_ids import key_of
from backend.api.ground import MoneyInput
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.pointing import document_ref, item_ref, lot_ref, ref
from backend.api.refs import DocumentRef, ItemRef, LotRef, Ref
from backend.api.returns import CustomerReturn, ReturnLine
from backend.api.scalars import Quantity
from backend.api.tasks import Task
from backend.api.weights import REWEIGHED, WEIGHT_GRAMS
from backend.returns import authorize_return as authorizing
from backend.returns import dispose_return as disposing
from backend.returns import grade_return as grading
from backend.returns import receive_return as receiving
from backend.returns import record_refund as refunding
from backend.returns import rules
from backend.returns.document import line_meant

LINE = "Which line; null when `received` says it."
RECEIVED = "The `receiveReturn` that took it, for a device that was alone; null when `line` says."


async def _line(context: Context, line: strawberry.ID | None, received: UUID | None) -> UUID:
    line_id = key_of("ReturnLine", line) if line else None
    return await line_meant(context.reader, line_id, received)


@strawberry.input(description="So many of an item, and why.")
class ReturnLineInput:
    """A line to authorize."""

    item: ItemRef = strawberry.field(description="Which item.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    reason: rules.ReturnReason = strawberry.field(description="Why it comes back.")


@strawberry.input(description="What `authorizeReturn` takes.")
class AuthorizeReturnInput(CommandInput[authorizing.AuthorizeReturn]):
    """Goods that may be sent back."""

    lines: list[ReturnLineInput] = strawberry.field(description="What, at most 200 lines.")
    order: DocumentRef | None = strawberry.field(
        default=None, description="The order that it was bought in; null when nobody knows."
    )
    customer: Ref | None = strawberry.field(default=None, description="Who sends it.")
    location: Ref | None = strawberry.field(
        default=None, description="Where to; when left out the order's, else the only one there is."
    )

    async def asked(self, context: Context) -> authorizing.AuthorizeReturn:  # noqa: ARG002 - nothing to look up
        """Translate."""
        return authorizing.AuthorizeReturn(
            lines=tuple(
                authorizing.AuthorizedLine(
                    item=item_ref(line.item), quantity=line.quantity, reason=line.reason
                )
                for line in self.lines
            ),
            order=document_ref(self.order, "Order") if self.order else None,
            customer=ref(self.customer, "Customer") if self.customer else None,
            location=ref(self.location, "Location") if self.location else None,
        )


@strawberry.type(description="The yes to `authorizeReturn`.")
class ReturnAuthorized(Accepted[authorizing.ReturnAuthorized]):
    """A return may come."""

    @strawberry.field(description="The return to send goods back under.")
    async def customer_return(self, info: Info) -> CustomerReturn:
        """Load it."""
        return await info.context.get(CustomerReturn, self.answer.return_id)


@strawberry.input(description="What `receiveReturn` takes.")
class ReceiveReturnInput(FactInput[receiving.ReceiveReturn]):
    """Goods that are here."""

    item: ItemRef = strawberry.field(description="What was scanned.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    customer_return: DocumentRef | None = strawberry.field(
        default=None, description="The return that it came under."
    )
    order: DocumentRef | None = strawberry.field(
        default=None, description="The order that it was bought in, when there is no return yet."
    )
    location: Ref | None = strawberry.field(
        default=None,
        description="Where; needed when neither return nor order says it and there are several.",
    )
    to: Ref | None = strawberry.field(
        default=None, description="The returns bin; the location's first when left out."
    )
    lot: LotRef | None = strawberry.field(
        default=None, description="Which lot; null when nobody can read it."
    )
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones, one for each; one that never left opens a case."
    )
    weight_grams: int | None = strawberry.field(default=None, description=WEIGHT_GRAMS)
    reweighed: bool = strawberry.field(default=False, description=REWEIGHED)
    reason: rules.ReturnReason = strawberry.field(
        default=rules.ReturnReason.OTHER, description="Why it came back."
    )

    async def asked(self, context: Context) -> receiving.ReceiveReturn:  # noqa: ARG002 - nothing to look up
        """Translate."""
        came_under = self.customer_return
        return receiving.ReceiveReturn(
            item=item_ref(self.item),
            quantity=self.quantity,
            customer_return=document_ref(came_under, "CustomerReturn") if came_under else None,
            order=document_ref(self.order, "Order") if self.order else None,
            location=ref(self.location, "Location") if self.location else None,
            to=ref(self.to, "Bin") if self.to else None,
            lot=lot_ref(self.lot) if self.lot else None,
            serials=tuple(self.serials or ()),
            weight_grams=self.weight_grams,
            reweighed=self.reweighed,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `receiveReturn`.")
class ReturnReceived(Accepted[receiving.ReturnReceived]):
    """Goods came back."""

    @strawberry.field(description="The return, new or known.")
    async def customer_return(self, info: Info) -> CustomerReturn:
        """Load it."""
        return await info.context.get(CustomerReturn, self.answer.return_id)

    @strawberry.field(description="The line to grade next.")
    async def return_line(self, info: Info) -> ReturnLine:
        """Load it."""
        return await info.context.get(ReturnLine, self.answer.line_id)

    @strawberry.field(
        description="The case that was opened: less of it left under the order, or none; null where"
        " no order is named, which is believed."
    )
    async def case_opened(self, info: Info) -> Case | None:
        """Load it."""
        return await info.context.find(Case, self.answer.case_id)


@strawberry.input(description="What `gradeReturn` takes.")
class GradeReturnInput(FactInput[grading.GradeReturn]):
    """A judgment."""

    grade: rules.Grade = strawberry.field(description="What it is.")
    line: strawberry.ID | None = strawberry.field(default=None, description=LINE)
    received: UUID | None = strawberry.field(default=None, description=RECEIVED)
    note: str | None = strawberry.field(default=None, description="What was seen.")

    async def asked(self, context: Context) -> grading.GradeReturn:
        """Translate."""
        line_id = await _line(context, self.line, self.received)
        return grading.GradeReturn(line_id=line_id, grade=self.grade, note=self.note)


@strawberry.type(description="The yes to `gradeReturn`.")
class ReturnGraded(Accepted[grading.ReturnGraded]):
    """Goods were judged."""

    @strawberry.field(description="As it is now.")
    async def return_line(self, info: Info) -> ReturnLine:
        """Load it."""
        return await info.context.get(ReturnLine, self.answer.line_id)


@strawberry.input(description="What `disposeReturn` takes.")
class DisposeReturnInput(FactInput[disposing.DisposeReturn]):
    """Where goods go."""

    quantity: Quantity = strawberry.field(description="How many base units of it.")
    route: rules.ReturnRoute = strawberry.field(description="Where to.")
    line: strawberry.ID | None = strawberry.field(default=None, description=LINE)
    received: UUID | None = strawberry.field(default=None, description=RECEIVED)
    reason: str | None = strawberry.field(default=None, description="Why, if not the usual way.")

    async def asked(self, context: Context) -> disposing.DisposeReturn:
        """Translate."""
        return disposing.DisposeReturn(
            line_id=await _line(context, self.line, self.received),
            quantity=self.quantity,
            route=self.route,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `disposeReturn`.")
class ReturnDisposed(Accepted[disposing.ReturnDisposed]):
    """Goods have their way."""

    @strawberry.field(description="As it is now.")
    async def return_line(self, info: Info) -> ReturnLine:
        """Load it."""
        return await info.context.get(ReturnLine, self.answer.line_id)

    @strawberry.field(description="The putaways that follow.", directives=[Bounded(max=50)])
    async def tasks(self, info: Info) -> list[Task]:
        """Load them."""
        found = await info.context.find_many(Task, self.answer.task_ids[:50])
        return [task for task in found if task is not None]

    @strawberry.field(description="The yes that scrapping waits for; null when none is needed.")
    async def approval(self, info: Info) -> Approval | None:
        """Load it."""
        return await info.context.find(Approval, self.answer.approval_id)


@strawberry.input(description="What `recordRefund` takes.")
class RecordRefundInput(CommandInput[refunding.RecordRefund]):
    """Money that was paid."""

    customer_return: DocumentRef = strawberry.field(description="For which return.")
    amount: MoneyInput = strawberry.field(description="Exactly what is due.")
    reference: str | None = strawberry.field(default=None, description="The payment's own number.")

    async def asked(self, context: Context) -> refunding.RecordRefund:  # noqa: ARG002 - nothing to look up
        """Translate."""
        return refunding.RecordRefund(
            customer_return=document_ref(self.customer_return, "CustomerReturn"),
            amount_minor=self.amount.minor,
            currency=self.amount.currency,
            reference=self.reference,
        )


@strawberry.type(description="The yes to `recordRefund`.")
class RefundRecorded(Accepted[refunding.RefundRecorded]):
    """The customer has the money."""

    @strawberry.field(description="As it is now.")
    async def customer_return(self, info: Info) -> CustomerReturn:
        """Load it."""
        return await info.context.get(CustomerReturn, self.answer.return_id)


AUTHORIZE = Spoken(
    authorizing.authorize_return,
    sent=AuthorizeReturnInput,
    yes=ReturnAuthorized,
    says="Let a customer send goods back.",
)
RECEIVE = Spoken(
    receiving.receive_return,
    sent=ReceiveReturnInput,
    yes=ReturnReceived,
    says="Take back goods that are here, authorized or not.",
)
GRADE = Spoken(
    grading.grade_return, sent=GradeReturnInput, yes=ReturnGraded, says="Judge what came back."
)
DISPOSE = Spoken(
    disposing.dispose_return,
    sent=DisposeReturnInput,
    yes=ReturnDisposed,
    says="Say where graded goods go; the refund becomes due.",
)
REFUND = Spoken(
    refunding.record_refund,
    sent=RecordRefundInput,
    yes=RefundRecorded,
    says="Record that the customer has the money.",
)


@strawberry.type(description="Commands of returns.")
class ReturnMutation:
    """Root fields."""

    authorize_return = mutation(AUTHORIZE)
    receive_return = mutation(RECEIVE)
    grade_return = mutation(GRADE)
    dispose_return = mutation(DISPOSE)
    record_refund = mutation(REFUND)


RETURN_FACTS = (RECEIVE, GRADE, DISPOSE)
