"""The words of orders in the graph."""

from backend.api.enums import show_enum
from backend.outbound.orders.create_order import OrderKind
from backend.outbound.orders.document import OrderStatus
from backend.outbound.orders.hold_order import HoldKind
from backend.outbound.orders.reads import OrderOrderField
from backend.outbound.release.walks import PickMethod

show_enum(
    OrderKind,
    says="What an order is for.",
    values={
        "SALE": "For a customer.",
        "TRANSFER": "For another location of ours.",
        "SUPPLIER_RETURN": "Back to a supplier.",
        "REPLACEMENT": "In place of goods that came back.",
    },
)
show_enum(
    OrderStatus,
    says="How far an order is.",
    values={
        "NEW": "Just came.",
        "ON_HOLD": "Held; see `holds`.",
        "PROMISED": "Stock is promised.",
        "BACKORDERED": "Some stock is missing.",
        "RELEASED": "On the floor.",
        "PICKING": "Being picked.",
        "PACKING": "Being packed.",
        "PARTLY_SHIPPED": "Some of it has left.",
        "SHIPPED": "All of it has left.",
        "DELIVERED": "The carrier handed it over.",
        "CANCELED": "Called off.",
    },
)
show_enum(
    HoldKind,
    name="OrderHoldKind",
    says="Why an order must wait.",
    values={
        "PAYMENT": "Payment is missing.",
        "FRAUD": "Fraud is suspected.",
        "ADDRESS": "The address is doubtful.",
        "COMPLIANCE": "A law or a license.",
        "CREDIT": "The credit limit is reached.",
        "MANUAL": "A person said so.",
    },
)
show_enum(
    PickMethod,
    says="How orders are picked.",
    values={
        "SINGLE": "One order at a time.",
        "BATCH": "Many orders together, sorted later.",
        "CLUSTER": "Many orders into their own totes on one cart.",
        "ZONE": "Each zone picks its part.",
    },
)
show_enum(
    OrderOrderField,
    says="What a list of orders can be ordered by.",
    values={
        "PRIORITY": "By priority, then by when it must leave.",
        "SHIP_BY": "By when it must leave.",
        "CREATED_AT": "By when it came.",
        "NUMBER": "By number.",
    },
)

__all__ = ["HoldKind", "OrderKind", "OrderOrderField", "OrderStatus", "PickMethod"]
