"""Give every SKU a pick face: the faster it moves, the nearer to packing and to the hand."""

from collections.abc import Mapping, Sequence

from backend.server.demo.demand import Demand, by_speed
from backend.server.demo.floor import packing_x_mm
from backend.server.demo.racks import FACES_PER_AISLE, GOLDEN_LEVEL, Slot, slots

SPARE_FACES_PERCENT = 5
STOOP_OR_STRETCH_MM = 8_000
"""Bending to level 1 or reaching to level 3 costs a picker as much as this way on foot."""


def aisles_for_faces(skus: int) -> int:
    """Return how many aisles give each SKU a face and keep some spare."""
    faces = skus + skus * SPARE_FACES_PERCENT // 100
    return max(1, -(-faces // FACES_PER_AISLE))


def faces(asked: Mapping[str, Demand], *, aisles: int) -> dict[str, Slot]:
    """Return the face of each SKU; two SKUs never share one."""
    best_first = _best_faces_first(aisles)
    assert len(best_first) >= len(asked), (len(best_first), len(asked))
    return {one.sku: face for one, face in zip(by_speed(asked), best_first, strict=False)}


def _best_faces_first(aisles: int) -> Sequence[Slot]:
    packing = packing_x_mm(aisles)

    def effort(slot: Slot) -> tuple[int, str]:
        way = abs(slot.x_mm - packing) + slot.y_mm
        return way + STOOP_OR_STRETCH_MM * (slot.level != GOLDEN_LEVEL), slot.code

    return sorted((slot for slot in slots(aisles) if slot.is_face), key=effort)
