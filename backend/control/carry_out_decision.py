"""Carry out a decision: what waited for another person's yes is posted, or dropped after a no."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from backend.control.adjusting.carrying_out import post_approved, reject_adjustment
from backend.control.carried_out import CarriedOut, Decision
from backend.control.counting.carrying_out import post_count, reject_count
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotFound
from backend.kernel.work import Work
from backend.tasks.decide_approval import Verdict

_Carry = Callable[[Work, Decision], Awaitable[Plan[CarriedOut]]]
_APPROVED: Mapping[str, _Carry] = {"Count": post_count, "Adjustment": post_approved}
_REJECTED: Mapping[str, _Carry] = {"Count": reject_count, "Adjustment": reject_adjustment}
SUBJECTS = frozenset(_APPROVED)
"""What approvals of control are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOutDecision:
    """An approval that somebody decided, as `ApprovalDecided` tells it."""

    approval_id: UUID
    subject_kind: str
    subject_id: UUID
    verdict: Verdict
    decided_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DropWithdrawn:
    """An approval that its asker took back, as `ApprovalWithdrawn` tells it."""

    approval_id: UUID
    subject_kind: str
    subject_id: UUID


@command
async def carry_out_decision(work: Work, asked: CarryOutDecision) -> Plan[CarriedOut]:
    """Post what was approved under the decider's name, or drop what was rejected.

    What left the bin since it was asked for is a fact: then a case is opened instead of a negative
    bin. Refused: NOT_FOUND for a subject that is not of control.
    """
    ways = _APPROVED if asked.verdict is Verdict.APPROVE else _REJECTED
    if asked.subject_kind not in ways:
        raise NotFound(kind="subject of control", key=asked.subject_kind)
    decision = Decision(asked.approval_id, asked.subject_id, asked.decided_by)
    return await ways[asked.subject_kind](work, decision)


@command
async def drop_withdrawn(work: Work, asked: DropWithdrawn) -> Plan[CarriedOut]:
    """Drop what nobody needs to say yes to any more."""
    if asked.subject_kind not in _REJECTED:
        raise NotFound(kind="subject of control", key=asked.subject_kind)
    decision = Decision(asked.approval_id, asked.subject_id, None)
    return await _REJECTED[asked.subject_kind](work, decision)
