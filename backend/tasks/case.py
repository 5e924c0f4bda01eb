"""A case: an exception that somebody must work on, opened by the plan that met it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Work
from backend.tasks import sql


class CaseKind(StrEnum):
    """What went wrong."""

    SHORT_PICK = "SHORT_PICK"
    DISCREPANCY = "DISCREPANCY"
    VARIANCE = "VARIANCE"
    UNKNOWN_BARCODE = "UNKNOWN_BARCODE"
    OFFLINE_CONFLICT = "OFFLINE_CONFLICT"
    LATE_ORDER = "LATE_ORDER"
    OVERPROMISED = "OVERPROMISED"
    RECALL = "RECALL"
    AUTOMATION = "AUTOMATION"
    HELP = "HELP"
    OTHER = "OTHER"


class Severity(StrEnum):
    """How bad it is, and so by when somebody must look."""

    INFO = "INFO"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"


DUE_AFTER = {
    Severity.INFO: timedelta(days=3),
    Severity.WARNING: timedelta(hours=8),
    Severity.CRITICAL: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case to open; `facts` are small and ready to show."""

    id: UUID
    kind: CaseKind
    severity: Severity
    title: str
    location_id: UUID | None = None
    bin_id: UUID | None = None
    item_id: UUID | None = None
    subject_kind: str | None = None
    subject_id: UUID | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)


def open_case(work: Work, case: NewCase) -> Write:
    """Open a case about this operation."""
    values = (
        case.id, case.location_id, case.kind.value, case.severity.value, case.title,
        json.dumps(dict(case.facts)), case.bin_id, case.item_id, case.subject_kind, case.subject_id,
        work.operation_id, work.now, work.actor.id, work.now + DUE_AFTER[case.severity],
    )  # fmt: skip
    return Write(Rank.RECORD, f"case {case.id}", sql.OPEN_CASE, values)
