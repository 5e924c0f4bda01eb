"""Which lot or single things an adjustment names: each thing is a difference of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from backend.control.differences import Difference
from backend.kernel.ids import derived_id
from backend.kernel.plan import Write
from backend.kernel.work import Reader, Work
from backend.master.items import Item
from backend.master.lots import TRACKS_LOT, TRACKS_SERIAL, lot_of
from backend.master.refs import LotRef
from backend.stock.serials import (
    SerialElsewhere,
    Thing,
    serials_coming,
    serials_named,
    serials_said,
)


class Naming(Protocol):
    """What a line of an adjustment says to tell goods apart."""

    @property
    def difference(self) -> int:
        """Plus adds, minus takes."""
        ...

    @property
    def lot(self) -> LotRef | None:
        """Which lot."""
        ...

    @property
    def serials(self) -> tuple[str, ...]:
        """Which ones."""
        ...


@dataclass(frozen=True, slots=True)
class GoodsNamed:
    """A lot, or things, with the writes that make new ones known."""

    lot_id: UUID | None = None
    things: tuple[Thing, ...] = ()
    writes: tuple[Write, ...] = ()


async def goods_named(reader: Reader, item: Item, line: Naming) -> GoodsNamed:
    """Return what a line names; what the item does not tell apart is left out.

    Refuses NOT_FOUND, SERIAL_REQUIRED, WRONG_LOT, and SERIAL_ELSEWHERE for a thing that is said to
    have been found and stands somewhere.
    """
    lot_id = None
    if line.lot is not None and item.tracking in TRACKS_LOT:
        lot_id = (await lot_of(reader, item.id, line.lot)).id
    if item.tracking not in TRACKS_SERIAL or not line.serials:
        return GoodsNamed(lot_id)
    numbers = serials_said(item, line.serials, quantity=abs(line.difference))
    named = await serials_named(reader, item, numbers, lot_id=lot_id)
    if line.difference > 0:
        coming = await serials_coming(reader, [thing.id for thing in named.things])
        for one in coming.elsewhere:
            raise SerialElsewhere(serial=one.number, item=item.sku, where=f"in {one.bin_code}")
    return GoodsNamed(lot_id, named.things, named.writes)


def told_apart(work: Work, whole: Difference, named: GoodsNamed) -> list[Difference]:
    """Return a difference thing by thing, where things were named."""
    if not named.things:
        return [whole]
    sign = 1 if whole.quantity > 0 else -1
    return [
        replace(
            whole,
            quantity=sign,
            lot_id=thing.lot_id,
            serial_id=thing.id,
            line_id=derived_id(work.operation_id, f"line {whole.line_id} {thing.id}"),
        )
        for thing in named.things
    ]


def things_found(differences: Sequence[Difference]) -> list[UUID]:
    """Return the single things that come back into the book."""
    return [one.serial_id for one in differences if one.serial_id and one.quantity > 0]
