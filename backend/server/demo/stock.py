"""Put the opening stock away: into the pick face first, the rest into reserve near it."""

from collections import deque
from collections.abc import Iterator, Mapping

from backend.server.demo.capacity import FACE, RESERVE
from backend.server.demo.racks import Slot, slots
from backend.server.demo.rows import ItemRow, StockRow
from backend.server.demo.supply import Supply
from backend.server.demo.warehouse import LOCATION, Warehouse


def opening_stock(
    plan: Warehouse, *, supplies: Mapping[str, Supply], items: Mapping[str, ItemRow]
) -> Iterator[StockRow]:
    """Yield the stock of the first day, SKU by SKU; no bin holds two SKUs or more than fits."""
    free = _FreeReserve(plan.aisles)
    for sku, one in supplies.items():
        item, left = items[sku], one.opening
        slot, fits = plan.faces[sku], FACE.units(items[sku])
        while left:
            quantity = min(left, fits)
            yield _row(slot, sku=sku, quantity=quantity)
            left -= quantity
            if left:
                slot, fits = free.nearest(plan.faces[sku]), RESERVE.units(item)


class _FreeReserve:
    """Reserve slots that hold nothing yet, aisle by aisle."""

    def __init__(self, aisles: int) -> None:
        self._by_aisle: dict[int, deque[Slot]] = {aisle: deque() for aisle in range(1, aisles + 1)}
        for slot in slots(aisles):
            if not slot.is_face:
                self._by_aisle[slot.aisle].append(slot)

    def nearest(self, face: Slot) -> Slot:
        """Take a free slot in the face's aisle or the nearest other one that has room."""
        with_room = (aisle for aisle, free in self._by_aisle.items() if free)
        aisle = min(with_room, key=lambda other: (abs(other - face.aisle), other))
        return self._by_aisle[aisle].popleft()


def _row(slot: Slot, *, sku: str, quantity: int) -> StockRow:
    return StockRow(
        location=LOCATION,
        bin=slot.code,
        sku=sku,
        quantity=quantity,
        disposition="USABLE",
        owner=None,
    )
