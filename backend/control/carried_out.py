"""A decision about something of control, and what became of it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Decision:
    """An approval that was decided, what it is about, and who decided; None when withdrawn."""

    approval_id: UUID
    subject_id: UUID
    decided_by: UUID | None


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What the decision was about, and how far that is now."""

    subject_id: UUID
    status: str
