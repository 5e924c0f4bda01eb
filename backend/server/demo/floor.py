"""Place what is no rack: docks, stages, inspection, returns, quarantine, packing, shipping, carts.

Goods come in at the front left, are packed in the middle and leave at the front right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backend.server.demo.racks import aisle_x_mm


@dataclass(frozen=True, slots=True)
class Area:
    """A row of bins of one kind; x is in percent of the building's width."""

    zone: str
    code: str
    kind: str
    count: int
    x_percent: int
    y_mm: int


AREAS = (
    Area("INBOUND", "DOCK", "DOCK", 4, 2, 500),
    Area("INBOUND", "STAGE", "STAGE", 4, 2, 4_500),
    Area("INBOUND", "QC", "INSPECTION", 2, 24, 4_500),
    Area("RETURNS", "RETURNS", "RETURNS", 2, 24, 500),
    Area("RETURNS", "QUARANTINE", "QUARANTINE", 2, 34, 500),
    Area("PACKING", "PACK", "PACK", 6, 44, 5_500),
    Area("PACKING", "CART", "CART", 12, 44, 7_000),
    Area("OUTBOUND", "SHIP", "OUTBOUND_STAGE", 4, 78, 500),
)
PITCH_MM = 1_500


@dataclass(frozen=True, slots=True)
class FloorPlace:
    """One bin on the floor."""

    zone: str
    code: str
    kind: str
    x_mm: int
    y_mm: int


def floor_places(aisles: int) -> Iterator[FloorPlace]:
    """Yield the bins on the floor before racks of so many aisles."""
    width_mm = aisle_x_mm(aisles + 1)
    for area in AREAS:
        for place in range(area.count):
            yield FloorPlace(
                zone=area.zone,
                code=f"{area.code}-{place + 1:02d}",
                kind=area.kind,
                x_mm=width_mm * area.x_percent // 100 + place * PITCH_MM,
                y_mm=area.y_mm,
            )


def packing_x_mm(aisles: int) -> int:
    """Return where the middle of the packing tables is."""
    tables = [place.x_mm for place in floor_places(aisles) if place.kind == "PACK"]
    return sum(tables) // len(tables)
