"""Give each bin two check digits that nobody reads off the bin next to it by mistake."""

from collections.abc import Iterable, Iterator

from backend.server.demo.draw import draw
from backend.server.demo.racks import Slot

TWO_DIGITS = 100


def of_slots(slots: Iterable[Slot]) -> dict[Slot, str]:
    """Return the check digits of each slot, different from those of all its neighbors."""
    chosen: dict[Slot, str] = {}
    before = ""
    for slot in slots:
        near = {chosen[other] for other in neighbors(slot) if other in chosen} | {before}
        before = chosen[slot] = _other_than(near, code=slot.code)
    return chosen


def of_codes(codes: Iterable[str]) -> dict[str, str]:
    """Return the check digits of bins that stand in a row, different from the one before."""
    chosen: dict[str, str] = {}
    before = ""
    for code in codes:
        before = chosen[code] = _other_than({before}, code=code)
    return chosen


def neighbors(slot: Slot) -> Iterator[Slot]:
    """Yield the slots that a person may mistake for this one.

    Above and below, across the aisle and beside it, and the same code in the aisles next to it.
    """
    for level in range(slot.level - 1, slot.level + 2):
        for bay in range(slot.bay - 3, slot.bay + 4):
            if (bay, level) != (slot.bay, slot.level):
                yield Slot(aisle=slot.aisle, bay=bay, level=level)
    yield Slot(aisle=slot.aisle - 1, bay=slot.bay, level=slot.level)
    yield Slot(aisle=slot.aisle + 1, bay=slot.bay, level=slot.level)


def _other_than(near: set[str], *, code: str) -> str:
    first = draw("check digits", code, below=TWO_DIGITS)
    candidates = (f"{(first + step) % TWO_DIGITS:02d}" for step in range(TWO_DIGITS))
    return next(digits for digits in candidates if digits not in near)
