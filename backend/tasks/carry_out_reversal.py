"""Carry out a reversal: what waited for another person's yes is taken back, or becomes a case."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import Command, command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.refusals import Refusal
from backend.kernel.work import Work
from backend.tasks.approvals import Approval, approval_of
from backend.tasks.case import CaseKind, NewCase, Severity, open_case
from backend.tasks.reverse import OperationReversed, reversal_plan
from backend.tasks.taking_back import Done, Ways, done_of, take_back


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOutReversal:
    """An approval of a reversal that somebody gave, as `ApprovalDecided` tells it."""

    approval_id: UUID
    subject_id: UUID
    decided_by: UUID


def carrying_out(ways: Ways) -> Command[CarryOutReversal, OperationReversed]:
    """Return the command `carry_out_reversal` over what the departments can take back."""

    @command
    async def carry_out_reversal(work: Work, asked: CarryOutReversal) -> Plan[OperationReversed]:
        approval = await approval_of(work.reader, asked.approval_id)
        done = await done_of(work.reader, asked.subject_id)
        try:
            taken = await take_back(work, done, ways)
        except Refusal as refusal:  # while it waited, others built upon it: people must look
            return _too_late(work, done, approval, why=str(refusal))
        why = approval.reason or approval.status
        return reversal_plan(work, done, taken, reason=why, approved_by=asked.decided_by)

    return carry_out_reversal


def _too_late(work: Work, done: Done, approval: Approval, *, why: str) -> Plan[OperationReversed]:
    case = NewCase(
        id=derived_id(work.operation_id, "too late"),
        kind=CaseKind.VARIANCE,
        severity=Severity.WARNING,
        title=f"Taking back a {done.words} was approved, and then could not be done",
        location_id=approval.location_id,
        subject_kind=approval.subject_kind,
        subject_id=done.id,
        facts={"why": why},
    )
    return Plan(
        answer=OperationReversed(done.id, None, approval.id),
        writes=(open_case(work, case),),
        kind="REVERSE",
        location_id=done.location_id,
        document_id=done.document_id,
        outcome="APPLIED_WITH_CASE",
    )
