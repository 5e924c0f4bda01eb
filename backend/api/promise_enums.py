"""The words of promises in the graph."""

from backend.api.enums import show_enum
from backend.master.kinds import WhenExpired

__all__ = ["WhenExpired"]

show_enum(
    WhenExpired,
    says="What becomes of what an order was promised when its time is over.",
    values={
        "CANCEL": "It is called off, with what the order still waits for.",
        "BACKORDER": "It waits until somebody stands by the order; others get the stock.",
    },
)
