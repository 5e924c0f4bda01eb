"""Approvals as they stand, and the rule of who may decide."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID

from backend.kernel.refusals import NotAllowed, NotFound, NotInThisState, Refusal, VersionChanged
from backend.kernel.work import Actor, Reader
from backend.master.permissions import Permission
from backend.tasks import sql
from backend.tasks.policy import ApprovalPolicy, LimitExceeded


class ApprovalStatus(StrEnum):
    """How far an approval is."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    WITHDRAWN = "WITHDRAWN"


class SelfApproval(Refusal):
    """Whoever asked or counted may not approve."""

    code: ClassVar[str] = "SELF_APPROVAL"
    sentence: ClassVar[str] = "You asked for this or counted it; another person must decide."


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval as read; its value in minor units of the house's currency."""

    id: UUID
    location_id: UUID
    kind: str
    status: str
    subject_kind: str
    subject_id: UUID
    value_minor: int | None
    requested_by: UUID
    not_by: UUID | None
    reason: str | None
    due_at: datetime | None
    version: int


async def approval_of(reader: Reader, approval_id: UUID) -> Approval:
    """Return an approval; refuses NOT_FOUND."""
    found = await reader.first(Approval, sql.APPROVAL, approval_id)
    if found is None:
        raise NotFound(kind="approval", key=str(approval_id))
    return found


def check_pending(approval: Approval, *, if_version: int | None) -> None:
    """Go on only if nobody decided and it is as seen; None waives the latter."""
    if if_version is not None and if_version != approval.version:
        raise VersionChanged(kind="approval")
    if approval.status != ApprovalStatus.PENDING:
        raise NotInThisState(kind="approval", state=approval.status.lower())


class Judged(Protocol):
    """What the rule of who may decide looks at."""

    @property
    def location_id(self) -> UUID:
        """Where."""
        ...

    @property
    def value_minor(self) -> int | None:
        """What it is worth."""
        ...

    @property
    def requested_by(self) -> UUID:
        """Who asked."""
        ...

    @property
    def not_by(self) -> UUID | None:
        """Who else may not decide."""
        ...


def check_decider(approval: Judged, policy: ApprovalPolicy, actor: Actor) -> None:
    """Go on only if the actor may decide (I14, I15): not the asker, not the counter, in the limit.

    The limit does not bind those who may edit the rules at the place. Refused: NOT_ALLOWED,
    SELF_APPROVAL, LIMIT_EXCEEDED.
    """
    if not actor.may(Permission.APPROVE, approval.location_id):
        raise NotAllowed(permission=Permission.APPROVE)
    if actor.id in {approval.requested_by, approval.not_by}:
        raise SelfApproval
    limit, value = limit_of(policy, actor, location_id=approval.location_id), approval.value_minor
    if limit is not None and abs(value or 0) > limit:
        raise LimitExceeded(limit=limit, value=abs(value or 0))


def limit_of(policy: ApprovalPolicy, actor: Actor, *, location_id: UUID) -> int | None:
    """Return up to which value an approver may decide; None: any, as whoever may edit the rules."""
    return None if actor.may(Permission.EDIT_RULES, location_id) else policy.approver_minor
