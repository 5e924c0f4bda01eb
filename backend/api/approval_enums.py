"""The words of approvals in the graph."""

from backend.api.enums import show_enum
from backend.tasks.approval import ApprovalKind
from backend.tasks.approvals import ApprovalStatus
from backend.tasks.decide_approval import Verdict
from backend.tasks.reads.approvals import ApprovalOrderField

show_enum(
    ApprovalKind,
    says="What needs a second person's yes.",
    values={
        "COUNT": "A variance beyond the tolerance.",
        "ADJUSTMENT": "An adjustment above the limit.",
        "WRITE_OFF": "A write-off above the limit.",
    },
)
show_enum(
    ApprovalStatus,
    says="How far an approval is.",
    values={
        "PENDING": "Waiting for a second person.",
        "APPROVED": "Yes.",
        "REJECTED": "No.",
        "EXPIRED": "Nobody decided in time.",
        "WITHDRAWN": "Whoever asked took it back.",
    },
)
show_enum(
    Verdict,
    says="What you decide.",
    values={
        "APPROVE": "Yes.",
        "REJECT": "No.",
    },
)
show_enum(
    ApprovalOrderField,
    says="What a list of approvals can be ordered by.",
    values={
        "DUE_AT": "By due time.",
        "REQUESTED_AT": "By when asked.",
        "VALUE": "By value.",
    },
)

__all__ = ["ApprovalKind", "ApprovalOrderField", "ApprovalStatus", "Verdict"]
