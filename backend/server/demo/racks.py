"""Lay out the racks: aisles, bays and levels, where each slot is, and how people walk them.

An aisle has 20 bays on its left (odd numbers) and 20 on its right (even numbers). Levels 1 to 3
are pick faces, level 2 between hip and shoulder being the golden zone; levels 4 and 5 are reserve.
The front, with packing and the docks, is at y = 0; x grows to the right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

BAYS_PER_SIDE = 20
FACE_LEVELS = (1, 2, 3)
RESERVE_LEVELS = (4, 5)
GOLDEN_LEVEL = 2
FACES_PER_AISLE = 2 * BAYS_PER_SIDE * len(FACE_LEVELS)
RESERVES_PER_AISLE = 2 * BAYS_PER_SIDE * len(RESERVE_LEVELS)

FIRST_AISLE_X_MM = 6_000
AISLE_PITCH_MM = 4_000
AISLE_HALF_WIDTH_MM = 1_300
FIRST_BAY_Y_MM = 9_000
BAY_PITCH_MM = 1_250
LEVEL_Z_MM = {1: 150, 2: 850, 3: 1_450, 4: 2_200, 5: 3_800}


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a rack; numbers count from 1."""

    aisle: int
    bay: int
    level: int

    @property
    def code(self) -> str:
        """Return the code on its label, such as A01-03-2."""
        return f"A{self.aisle:02d}-{self.bay:02d}-{self.level}"

    @property
    def is_face(self) -> bool:
        """Return True where goods are picked from."""
        return self.level in FACE_LEVELS

    @property
    def x_mm(self) -> int:
        """Return how far right of the left wall it is."""
        side = -AISLE_HALF_WIDTH_MM if self.bay % 2 else AISLE_HALF_WIDTH_MM
        return aisle_x_mm(self.aisle) + side

    @property
    def y_mm(self) -> int:
        """Return how far behind the front wall it is."""
        return FIRST_BAY_Y_MM + (self.bay - 1) // 2 * BAY_PITCH_MM

    @property
    def z_mm(self) -> int:
        """Return how high its floor is."""
        return LEVEL_Z_MM[self.level]


def aisle_x_mm(aisle: int) -> int:
    """Return where people walk in an aisle."""
    return FIRST_AISLE_X_MM + (aisle - 1) * AISLE_PITCH_MM


def slots(aisles: int) -> Iterator[Slot]:
    """Yield every slot in the order of a serpentine walk: up the first aisle, down the next.

    At each step the left bay comes before the right one, from the lowest level to the highest.
    """
    for aisle in range(1, aisles + 1):
        steps = range(BAYS_PER_SIDE) if aisle % 2 else reversed(range(BAYS_PER_SIDE))
        for step in steps:
            for bay in (2 * step + 1, 2 * step + 2):
                for level in (*FACE_LEVELS, *RESERVE_LEVELS):
                    yield Slot(aisle=aisle, bay=bay, level=level)
