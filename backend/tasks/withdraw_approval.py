"""Withdraw an approval: whoever asked for it takes the question back."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.refusals import NotAllowed
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.tasks import sql
from backend.tasks.approvals import approval_of, check_pending


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApproval:
    """Which approval, as seen (None waives that), and why."""

    approval_id: UUID
    if_version: int | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovalWithdrawn:
    """The approval."""

    approval_id: UUID


@command
async def withdraw_approval(work: Work, asked: WithdrawApproval) -> Plan[ApprovalWithdrawn]:
    """Take back what one asked for, and tell its department (`ApprovalWithdrawn`).

    Refused: NOT_ALLOWED for anybody else, VERSION_CHANGED, NOT_IN_THIS_STATE.
    """
    approval = await approval_of(work.reader, asked.approval_id)
    if approval.requested_by != work.actor.id:
        raise NotAllowed(permission=Permission.APPROVE)
    check_pending(approval, if_version=asked.if_version)
    body = {
        "approval_id": approval.id,
        "kind": approval.kind,
        "subject_kind": approval.subject_kind,
        "subject_id": approval.subject_id,
        "location_id": approval.location_id,
    }
    values = (approval.id, approval.version, work.now, asked.reason)
    return Plan(
        answer=ApprovalWithdrawn(approval.id),
        writes=(Write(Rank.DOCUMENT, f"approval {approval.id}", sql.WITHDRAW_APPROVAL, values),),
        kind="APPROVAL",
        location_id=approval.location_id,
        document_id=approval.subject_id,
        reason=asked.reason,
        events=(Event("ApprovalWithdrawn", body),),
    )
