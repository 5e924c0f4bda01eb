"""The words of cases in the graph."""

from backend.api.enums import show_enum
from backend.tasks.case import CaseKind, Severity
from backend.tasks.cases import CaseStatus
from backend.tasks.reads.cases import CaseOrderField

show_enum(
    CaseKind,
    says="What went wrong.",
    values={
        "SHORT_PICK": "A picker found less.",
        "DISCREPANCY": "Goods came in otherwise than expected.",
        "VARIANCE": "A count differed.",
        "UNKNOWN_BARCODE": "Nobody knows a barcode.",
        "OFFLINE_CONFLICT": "What a device did offline disagrees with the book.",
        "LATE_ORDER": "An order will be late.",
        "OVERPROMISED": "A loss left more promised than there is.",
        "RECALL": "A lot was called back.",
        "AUTOMATION": "The house could not react to something that happened.",
        "HELP": "A worker asks for help.",
        "OTHER": "Something else.",
    },
)
show_enum(
    Severity,
    says="How bad it is.",
    values={
        "INFO": "Good to know.",
        "WARNING": "Look soon.",
        "CRITICAL": "Look now.",
    },
)
show_enum(
    CaseStatus,
    says="How far a case is.",
    values={
        "OPEN": "Nobody works on it.",
        "IN_PROGRESS": "Someone works on it.",
        "RESOLVED": "Done.",
    },
)
show_enum(
    CaseOrderField,
    says="What a list of cases can be ordered by.",
    values={
        "SEVERITY": "By how bad, then by due time.",
        "DUE_AT": "By due time.",
        "OPENED_AT": "By when opened.",
    },
)

__all__ = ["CaseKind", "CaseOrderField", "CaseStatus", "Severity"]
