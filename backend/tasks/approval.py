"""An approval: a second person's yes, asked for by the plan that needs it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Work
from backend.tasks import sql

DUE_AFTER = timedelta(days=2)


class ApprovalKind(StrEnum):
    """What needs it."""

    COUNT = "COUNT"
    ADJUSTMENT = "ADJUSTMENT"
    WRITE_OFF = "WRITE_OFF"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewApproval:
    """What is asked: `sentence` says it whole; `value_minor` is what it is worth.

    `not_by` is somebody besides the asker who may not decide, such as the recounter.
    """

    id: UUID
    kind: ApprovalKind
    location_id: UUID
    subject_kind: str
    subject_id: UUID
    sentence: str
    value_minor: int | None = None
    currency: str | None = None
    reason: str | None = None
    not_by: UUID | None = None


def request_approval(work: Work, asked: NewApproval) -> Write:
    """Ask for a second person's yes; its subject waits, and only one asking is open at a time."""
    values = (
        asked.id, asked.location_id, asked.kind.value, asked.subject_kind, asked.subject_id,
        asked.sentence, asked.value_minor, asked.currency, work.actor.id, asked.not_by, work.now,
        asked.reason, work.now + DUE_AFTER,
    )  # fmt: skip
    return Write(Rank.RECORD, f"approval {asked.id}", sql.REQUEST_APPROVAL, values)
