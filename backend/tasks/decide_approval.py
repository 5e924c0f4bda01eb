"""Decide an approval: a second person says yes or no."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.tasks import sql
from backend.tasks.approval import ApprovalKind
from backend.tasks.approvals import Approval, approval_of, check_decider, check_pending
from backend.tasks.policy import policy_of


class Verdict(StrEnum):
    """What is decided."""

    APPROVE = "APPROVE"
    REJECT = "REJECT"


STATUS_OF = {Verdict.APPROVE: "APPROVED", Verdict.REJECT: "REJECTED"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideApproval:
    """Which approval, as seen (None waives that), yes or no, and why; a no must say why."""

    approval_id: UUID
    if_version: int | None
    verdict: Verdict
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ApprovalDecided:
    """The approval and its subject."""

    approval_id: UUID
    subject_id: UUID


@command
async def decide_approval(work: Work, asked: DecideApproval) -> Plan[ApprovalDecided]:
    """Say yes or no, and tell the subject's department (`ApprovalDecided`).

    Refused: NOT_ALLOWED, SELF_APPROVAL, LIMIT_EXCEEDED, VERSION_CHANGED, NOT_IN_THIS_STATE, and
    INVALID_INPUT for a no without a reason.
    """
    approval = await approval_of(work.reader, asked.approval_id)
    check_decider(approval, await policy_of(work.reader, ApprovalKind(approval.kind)), work.actor)
    check_pending(approval, if_version=asked.if_version)
    if asked.verdict is Verdict.REJECT and not (asked.note or "").strip():
        raise InvalidInput(field="note", problem="is empty, and a no must say why")
    values = (
        approval.id, approval.version, STATUS_OF[asked.verdict], work.actor.id, work.now,
        asked.note,
    )  # fmt: skip
    return Plan(
        answer=ApprovalDecided(approval.id, approval.subject_id),
        writes=(Write(Rank.DOCUMENT, f"approval {approval.id}", sql.DECIDE_APPROVAL, values),),
        kind="APPROVAL",
        location_id=approval.location_id,
        document_id=approval.subject_id,
        reason=asked.note,
        events=(_told(work, approval, asked),),
    )


def _told(work: Work, approval: Approval, asked: DecideApproval) -> Event:
    body = {
        "approval_id": approval.id,
        "kind": approval.kind,
        "subject_kind": approval.subject_kind,
        "subject_id": approval.subject_id,
        "location_id": approval.location_id,
        "verdict": asked.verdict,
        "decided_by": work.actor.id,
        "note": asked.note,
    }
    return Event("ApprovalDecided", body)
