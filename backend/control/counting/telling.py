"""What a counter said, translated: how many of an item, of each of its lots, or which things.

An item is counted one way at a time: as a whole, by lot, or by serial. The book is read the same
way, so that a swap of two lots is seen where lots were told, and nowhere else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from backend.control.counting.rules import Goods
from backend.kernel.plan import Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.items import Item, item_of
from backend.master.lots import TRACKS_LOT, TRACKS_SERIAL, lot_of
from backend.master.refs import ItemRef, LotRef
from backend.stock.serials import serials_named, serials_said


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLine:
    """So many base units of an item, of one of its lots, or these single things."""

    item: ItemRef
    quantity: int
    lot: LotRef | None = None
    serials: tuple[str, ...] = ()


class Telling(Enum):
    """How an item was counted."""

    WHOLE = "WHOLE"
    BY_LOT = "BY_LOT"
    BY_SERIAL = "BY_SERIAL"


@dataclass(frozen=True, slots=True)
class Said:
    """What was counted, how each item was told apart, and the things never seen before."""

    counted: Mapping[Goods, int]
    tellings: Mapping[UUID, Telling]
    writes: tuple[Write, ...]

    def of_book(self, goods: Goods) -> Goods:
        """Return as what goods of the book are compared."""
        telling = self.tellings.get(goods.item_id, Telling.WHOLE)
        if telling is Telling.WHOLE:
            return Goods(goods.item_id)
        return goods if telling is Telling.BY_SERIAL else Goods(goods.item_id, goods.lot_id)

    def summed(self, book: Iterable[tuple[Goods, int]]) -> dict[Goods, int]:
        """Return the book in the counter's own terms."""
        found: Counter[Goods] = Counter()
        for goods, quantity in book:
            found[self.of_book(goods)] += quantity
        return dict(found)


async def said_of(work: Work, lines: Sequence[CountedLine]) -> Said:
    """Return what was counted; what was said twice is added up, but for single things.

    Refuses INVALID_INPUT for an item counted in two ways, SERIAL_REQUIRED, and NOT_FOUND for a lot
    that nobody has made known.
    """
    counted: Counter[Goods] = Counter()
    tellings: dict[UUID, Telling] = {}
    writes: list[Write] = []
    for index, line in enumerate(lines):
        item = await item_of(work.reader, line.item)
        if not item.is_goods:
            raise InvalidInput(field=f"lines.{index}.item", problem="is a service; it lies nowhere")
        telling = _telling(item, line)
        if tellings.setdefault(item.id, telling) is not telling:
            problem = "was counted with its lot or serials, and without"
            raise InvalidInput(field=f"lines.{index}.item", problem=problem)
        found, registered = await _goods(work, item, line, telling)
        counted.update(found)
        writes += registered
    if any(units > 1 for goods, units in counted.items() if goods.serial_id):
        raise InvalidInput(field="lines", problem="name the same serial twice")
    return Said(dict(counted), tellings, tuple(writes))


def _telling(item: Item, line: CountedLine) -> Telling:
    if line.serials and item.tracking in TRACKS_SERIAL:
        return Telling.BY_SERIAL
    is_by_lot = line.lot is not None and item.tracking in TRACKS_LOT
    return Telling.BY_LOT if is_by_lot else Telling.WHOLE


async def _goods(
    work: Work, item: Item, line: CountedLine, telling: Telling
) -> tuple[dict[Goods, int], tuple[Write, ...]]:
    if telling is Telling.WHOLE:
        return {Goods(item.id): line.quantity}, ()
    lot = await lot_of(work.reader, item.id, line.lot) if line.lot else None
    lot_id = lot.id if lot and item.tracking in TRACKS_LOT else None
    if telling is Telling.BY_LOT:
        return {Goods(item.id, lot_id): line.quantity}, ()
    numbers = serials_said(item, line.serials, quantity=line.quantity)
    named = await serials_named(work.reader, item, numbers, lot_id=lot_id)
    return {Goods(item.id, one.lot_id, one.id): 1 for one in named.things}, named.writes
