"""The weight that a label carries, in whole grams. Pure."""

from decimal import ROUND_HALF_UP, Decimal

from backend.master.barcodes.measured import Measured, MeasureKind
from backend.master.barcodes.reading import Reading
from backend.master.barcodes.trade import measure

NET_WEIGHT = tuple(f"310{decimals}" for decimals in range(6))
"""Kilograms with so many decimals (GS1 General Specifications, section 3.6.2)."""
GRAMS = 1000


def net_grams(label: Reading) -> int | None:
    """Return the net weight of a GS1 label; None where it says none."""
    for ai in NET_WEIGHT:
        said = label.value(ai)
        kilograms = measure(ai, said) if said else None
        if kilograms is not None:
            return _grams(Decimal(kilograms))
    return None


def measured_grams(found: Measured) -> int | None:
    """Return the weight of a number of variable measure; None where it carries something else."""
    return _grams(found.value) if found.measure == MeasureKind.WEIGHT else None


def _grams(kilograms: Decimal) -> int | None:
    """Return whole grams; a label that says none weighs nothing, which is no weight."""
    return int((kilograms * GRAMS).quantize(Decimal(1), ROUND_HALF_UP)) or None
