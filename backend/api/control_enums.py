"""The words of counts and adjustments in the graph."""

from backend.api.enums import show_enum
from backend.control.adjusting.document import AdjustmentReason, AdjustmentStatus
from backend.control.counting.document import CountStatus, CountTrigger

show_enum(
    CountTrigger,
    says="Why something is counted.",
    values={
        "VELOCITY": "It moves fast.",
        "VALUE": "It is worth much.",
        "VARIANCE": "It was wrong before.",
        "ZERO_CHECK": "The bin should be empty.",
        "LOW_STOCK": "Little is left.",
        "NEVER_COUNTED": "It was not counted yet.",
        "SHORT_PICK": "A picker found less.",
        "RECOUNT": "A count differed too much.",
        "REQUESTED": "A person asked.",
    },
)
show_enum(
    CountStatus,
    says="How far a count is.",
    values={
        "QUEUED": "To be counted.",
        "RECOUNTING": "Another person counts again.",
        "AWAITING_APPROVAL": "Waiting for a second person's yes.",
        "POSTED": "Its variance is posted.",
        "REJECTED": "Its variance was not accepted.",
        "CANCELED": "Called off.",
    },
)
show_enum(
    AdjustmentStatus,
    says="How far an adjustment is.",
    values={
        "AWAITING_APPROVAL": "Waiting for a second person's yes.",
        "POSTED": "In the ledger.",
        "REJECTED": "Not accepted.",
    },
)
show_enum(
    AdjustmentReason,
    says="Why stock is adjusted.",
    values={
        "COUNT": "A count differed.",
        "FOUND": "It turned up.",
        "LOST": "It is gone.",
        "STOLEN": "It was stolen.",
        "DAMAGED": "It broke.",
        "EXPIRED": "It is past its date.",
        "SAMPLE": "It was used as a sample.",
        "SCRAPPED": "It was thrown away.",
        "ENTRY_WRONG": "Something was recorded wrong.",
    },
)

__all__ = ["AdjustmentReason", "AdjustmentStatus", "CountStatus", "CountTrigger"]
