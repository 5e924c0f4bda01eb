"""The words of inbound in the graph."""

from backend.api.enums import show_enum
from backend.inbound.buying.document import PurchaseOrderStatus
from backend.inbound.reads.purchase_orders import ReceivingOrderField
from backend.inbound.receiving.document import ReceiptSource, ReceiptStatus
from backend.inbound.receiving.rules import DiscrepancyKind

show_enum(
    PurchaseOrderStatus,
    says="How far a purchase order is.",
    values={
        "DRAFT": "Being written.",
        "SENT": "With the supplier.",
        "PARTLY_RECEIVED": "Some of it is here.",
        "RECEIVED": "All of it is here.",
        "CLOSED": "Nothing more is expected.",
    },
)
show_enum(
    ReceiptStatus,
    says="How far a receipt is.",
    values={
        "ARRIVED": "At the dock.",
        "RECEIVING": "Being received.",
        "CLOSED": "Done.",
    },
)
show_enum(
    ReceiptSource,
    says="Where a receipt's goods come from.",
    values={
        "SUPPLIER": "From a supplier, as ordered.",
        "UNANNOUNCED": "Nobody said that they would come.",
    },
)
show_enum(
    DiscrepancyKind,
    says="What is not as it should be.",
    values={
        "OVER": "More than expected.",
        "SHORT": "Less than expected.",
        "UNEXPECTED_ITEM": "An item that nobody ordered.",
        "DAMAGED": "Damaged.",
        "WRONG_LOT": "Another lot than announced.",
        "EXPIRED": "Past its date, or too close to it.",
        "LABEL_MISSING": "Without a readable label.",
    },
)
show_enum(
    ReceivingOrderField,
    says="What a list of inbound can be ordered by.",
    values={
        "NUMBER": "By number.",
        "EXPECTED": "By when expected; receipts by when they came.",
        "UPDATED_AT": "By last change.",
    },
)

__all__ = [
    "DiscrepancyKind",
    "PurchaseOrderStatus",
    "ReceiptSource",
    "ReceiptStatus",
    "ReceivingOrderField",
]
