"""Build the one location of the demo: the aisles that its goods need, and the floor before them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backend.server.demo import check_digits
from backend.server.demo.capacity import FACE, RESERVE
from backend.server.demo.demand import Demand
from backend.server.demo.floor import FloorPlace, floor_places
from backend.server.demo.racks import RESERVES_PER_AISLE, Slot, slots
from backend.server.demo.rows import BinRow, ItemRow
from backend.server.demo.slotting import aisles_for_faces, faces
from backend.server.demo.supply import Supply

LOCATION = "MAIN"
RACK_ZONE = "RACKS"
SPARE_RESERVE_PERCENT = 20
SEQUENCE_STEP = 10
"""Room between the numbers of a walk for bins that are put in later."""


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The racks, and which face belongs to which SKU."""

    aisles: int
    faces: Mapping[str, Slot]


def warehouse(
    asked: Mapping[str, Demand], *, supplies: Mapping[str, Supply], items: Mapping[str, ItemRow]
) -> Warehouse:
    """Return a warehouse that takes the opening stock and all that is bought, and more."""
    reserves = sum(_reserves(one, item=items[sku]) for sku, one in supplies.items())
    reserves += reserves * SPARE_RESERVE_PERCENT // 100
    aisles = max(aisles_for_faces(len(asked)), -(-reserves // RESERVES_PER_AISLE))
    return Warehouse(aisles=aisles, faces=faces(asked, aisles=aisles))


def bins(plan: Warehouse) -> Iterator[BinRow]:
    """Yield every bin: the racks in the order of the walk, then the floor."""
    yield from _rack_bins(plan)
    places = tuple(floor_places(plan.aisles))
    digits = check_digits.of_codes(place.code for place in places)
    for place in places:
        yield _floor_bin(place, digits=digits[place.code])


def _reserves(one: Supply, *, item: ItemRow) -> int:
    over = max(0, one.opening + one.purchased - FACE.units(item))
    if not over:
        return 0
    # What is bought may meet a full face, so it counts by itself.
    fits = RESERVE.units(item)
    return -(-max(0, one.opening - FACE.units(item)) // fits) + -(-one.purchased // fits)


def _rack_bins(plan: Warehouse) -> Iterator[BinRow]:
    walk = tuple(slots(plan.aisles))
    digits = check_digits.of_slots(walk)
    sku_of = {face: sku for sku, face in plan.faces.items()}
    for place, slot in enumerate(walk, start=1):
        holds = FACE if slot.is_face else RESERVE
        yield BinRow(
            location=LOCATION,
            zone=RACK_ZONE,
            code=slot.code,
            kind="PICK_FACE" if slot.is_face else "RESERVE",
            aisle=f"A{slot.aisle:02d}",
            bay=f"{slot.bay:02d}",
            level=str(slot.level),
            x_mm=slot.x_mm,
            y_mm=slot.y_mm,
            z_mm=slot.z_mm,
            pick_sequence=place * SEQUENCE_STEP,
            check_digits=digits[slot],
            mixing="ONE_ITEM",
            max_weight_g=holds.weight_g,
            max_volume_ml=holds.volume_ml,
            max_height_mm=holds.height_mm,
            block=None,
            fixed_sku=sku_of.get(slot),
        )


def _floor_bin(place: FloorPlace, *, digits: str) -> BinRow:
    return BinRow(
        location=LOCATION,
        zone=place.zone,
        code=place.code,
        kind=place.kind,
        aisle=None,
        bay=None,
        level=None,
        x_mm=place.x_mm,
        y_mm=place.y_mm,
        z_mm=0,
        pick_sequence=None,
        check_digits=digits,
        mixing="ANY",
        max_weight_g=None,
        max_volume_ml=None,
        max_height_mm=None,
        block=None,
        fixed_sku=None,
    )
