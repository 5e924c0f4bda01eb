"""Enums about labels, as the graph shows them."""

from backend.api.enums import show_enum
from backend.printing.rules import LabelKind
from labels.kinds import Arrow

__all__ = ["Arrow", "LabelKind"]

show_enum(
    LabelKind,
    says="What a label is for.",
    values={
        "ITEM": "One item.",
        "PACK": "A pack, with lot and expiry where one is named.",
        "PALLET": "A pallet or another unit with an SSCC: GS1's logistic label.",
        "BIN": "A bin.",
        "CONTAINER": "A tote, carton or pallet.",
        "COMMAND": "A card that a scanner takes for a command.",
        "DOCUMENT": "A card of a walk, receipt, count or another document.",
        "SHIPPING": "A carton that leaves: where it goes, and its numbers.",
    },
)
show_enum(
    Arrow,
    name="LabelArrow",
    says="Which bin a label on a beam speaks of.",
    values={"UP": "The one above it.", "DOWN": "The one below it."},
)
