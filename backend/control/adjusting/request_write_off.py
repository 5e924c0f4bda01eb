"""Request a write-off: goods are given up for good, with a reason."""

from dataclasses import dataclass

from backend.control.adjusting.asking import AdjustmentRequested, AskedLine, plan_adjustment
from backend.control.adjusting.document import AdjustmentReason
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.refs import Ref
from backend.tasks.approval import ApprovalKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWriteOff:
    """Why, and what it takes: each difference is negative; all at one location."""

    reason: AdjustmentReason
    note: str
    lines: tuple[AskedLine, ...]
    location: Ref | None = None


@command
async def request_write_off(work: Work, asked: RequestWriteOff) -> Plan[AdjustmentRequested]:
    """Post it at once up to the limit, above it when another person has said yes (I14).

    Refused: NOT_ALLOWED, NOT_FOUND, INVALID_INPUT, NOT_ENOUGH_ON_HAND, EXPECTED_ON_HAND_CHANGED.
    """
    return await plan_adjustment(
        work,
        asked.lines,
        kind=ApprovalKind.WRITE_OFF,
        reason=asked.reason,
        note=asked.note,
        location=asked.location,
    )
