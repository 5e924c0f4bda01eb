"""Record a refund: the customer has the money."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef
from backend.returns import sql
from backend.returns.document import refunds_of_returns, return_of, set_status
from backend.returns.rules import ReturnStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefund:
    """How much was paid, in minor units of the return's currency: exactly what is due."""

    customer_return: DocumentRef
    amount_minor: int
    currency: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class RefundRecorded:
    """The return that was refunded."""

    return_id: UUID


@command
async def record_refund(work: Work, asked: RecordRefund) -> Plan[RefundRecorded]:
    """Mark what is due as paid. Refused: NOT_ALLOWED, NOT_IN_THIS_STATE, INVALID_INPUT."""
    seen = await return_of(work.reader, asked.customer_return)
    work.allow(Permission.REFUND, seen.location_id)
    refunds = await refunds_of_returns(work.reader, [seen.id])
    due = [refund for refund in refunds if refund.refunded_at is None]
    if not due:
        raise NotInThisState(kind="return", state="owed nothing")
    amount = sum(refund.amount_minor for refund in due)
    if (asked.amount_minor, asked.currency) != (amount, seen.currency):
        raise InvalidInput(field="amount", problem=f"must be {amount} {seen.currency}, all of it")
    values = (seen.id, [one.id for one in due], work.now, work.actor.id, asked.reference)
    return Plan(
        answer=RefundRecorded(seen.id),
        writes=(
            set_status(work, seen, ReturnStatus.REFUNDED),
            Write(Rank.DOCUMENT, f"return {seen.id} 2", sql.RECORD_REFUNDS, values, rows=len(due)),
        ),
        kind="REFUND",
        location_id=seen.location_id,
        document_id=seen.id,
    )
