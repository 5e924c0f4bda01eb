"""Reverse: a supervisor takes back somebody's operation, also an old one, by its exact opposite.

What it changes of what the house holds is an adjustment by another name, so the limits of
adjustments bind it: above them another person must say yes.
"""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import Command, command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.items import items_by_id
from backend.master.permissions import Permission
from backend.master.worth import Worth, worth_of
from backend.tasks.approval import ApprovalKind, NewApproval, request_approval
from backend.tasks.policy import policy_of
from backend.tasks.taking_back import (
    Done,
    TakenBack,
    Ways,
    done_of,
    plan_of,
    take_back,
)

SUBJECT = "Operation"
"""What an approval of a reversal is about."""
REASON_LENGTH_MAX = 1000


@dataclass(frozen=True, slots=True)
class ReverseOperation:
    """Which operation, and why."""

    target: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class OperationReversed:
    """What took it back; None while it waits for the approval."""

    target: UUID
    operation_id: UUID | None
    approval_id: UUID | None = None


def reversing(ways: Ways) -> Command[ReverseOperation, OperationReversed]:
    """Return the command `reverse_operation` over what the departments can take back."""

    @command
    async def reverse_operation(work: Work, asked: ReverseOperation) -> Plan[OperationReversed]:
        done = await done_of(work.reader, asked.target)
        work.allow(Permission.REVERSE_MOVEMENT, done.location_id)
        if not 1 <= len(asked.reason.strip()) <= REASON_LENGTH_MAX:
            problem = f"must have 1 to {REASON_LENGTH_MAX} characters"
            raise InvalidInput(field="reason", problem=problem)
        taken = await take_back(work, done, ways)
        worth = await _worth(work, taken)
        policy = await policy_of(work.reader, ApprovalKind.ADJUSTMENT)
        if done.location_id is None or policy.is_free(worth.minor):
            return reversal_plan(work, done, taken, reason=asked.reason)
        return _waiting(work, done, worth, reason=asked.reason)

    return reverse_operation


def reversal_plan(
    work: Work, done: Done, taken: TakenBack, *, reason: str, approved_by: UUID | None = None
) -> Plan[OperationReversed]:
    """Return the plan that posts the exact opposite, once, linked to what it takes back."""
    writes, events = plan_of(work, taken)
    return Plan(
        answer=OperationReversed(done.id, work.operation_id),
        writes=writes,
        kind="REVERSE",
        location_id=done.location_id,
        document_id=done.document_id,
        reason=reason.strip(),
        reverses=done.id,
        approved_by=approved_by,
        events=events,
    )


async def _worth(work: Work, taken: TakenBack) -> Worth:
    at_stake = taken.reversal.at_stake
    items = await items_by_id(work.reader, sorted({item_id for item_id, _ in at_stake}))
    return worth_of(at_stake, items)


def _waiting(work: Work, done: Done, worth: Worth, *, reason: str) -> Plan[OperationReversed]:
    assert done.location_id is not None, "checked by the caller"
    approval = NewApproval(
        id=derived_id(work.operation_id, "approval"),
        kind=ApprovalKind.ADJUSTMENT,
        location_id=done.location_id,
        subject_kind=SUBJECT,
        subject_id=done.id,
        sentence=f"{work.actor.name} asks to take back a {done.words}: {reason.strip()[:200]}",
        value_minor=worth.minor,
        currency=worth.currency,
        reason=reason.strip(),
        not_by=done.actor_id,
    )
    return Plan(
        answer=OperationReversed(done.id, None, approval.id),
        writes=(request_approval(work, approval),),
        kind="REVERSE",
        location_id=done.location_id,
        document_id=done.document_id,
        reason=reason.strip(),
    )
