"""The words of items in the graph."""

from backend.api.enums import show_enum
from backend.master.barcodes.measured import MeasureKind
from backend.master.kinds import (
    BarcodeStatus,
    ItemKind,
    PackLevel,
    Tracking,
    Unit,
    VelocityClass,
)

show_enum(
    ItemKind,
    says="Whether an item is stocked.",
    values={
        "GOODS": "Goods: stocked, picked, shipped.",
        "SERVICE": "A service such as postage: it may stand on an order line, never in a bin.",
    },
)
show_enum(
    Unit,
    says="Base unit that an item is counted in.",
    values={
        "EACH": "Pieces.",
        "GRAM": "Grams.",
        "MILLIMETER": "Millimeters.",
        "MILLILITER": "Milliliters.",
    },
)
show_enum(
    Tracking,
    says="What is told apart within an item.",
    values={
        "NONE": "Nothing: one is like the other.",
        "LOT": "The lot.",
        "SERIAL": "Each one by its serial.",
        "LOT_AND_SERIAL": "The lot, and each one by its serial.",
    },
)
show_enum(
    VelocityClass,
    says="How fast an item moves.",
    values={"A": "Fast.", "B": "Middling.", "C": "Slow.", "D": "Hardly ever."},
)
show_enum(
    PackLevel,
    says="How big a pack is.",
    values={
        "INNER": "An inner pack.",
        "CASE": "A case.",
        "LAYER": "A layer of a pallet.",
        "PALLET": "A pallet.",
    },
)
show_enum(
    BarcodeStatus,
    says="How far a barcode is trusted.",
    values={
        "LEARNED": "Taught on the floor, waiting for approval; it is read meanwhile.",
        "APPROVED": "In use.",
        "RETIRED": "No longer in use.",
    },
)

show_enum(
    MeasureKind,
    says="What a number of variable measure carries.",
    values={
        "WEIGHT": "A weight in kilograms.",
        "PRICE": "A price in the location's currency.",
        "COUNT": "How many pieces.",
    },
)

__all__ = [
    "BarcodeStatus",
    "ItemKind",
    "MeasureKind",
    "PackLevel",
    "Tracking",
    "Unit",
    "VelocityClass",
]
