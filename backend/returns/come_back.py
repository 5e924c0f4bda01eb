"""What came back, told apart: of which lot, which things, and whether they ever left."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.master.items import Item
from backend.master.lots import (
    TRACKS_LOT,
    Lot,
    lot_of,
    register_unknown_lot,
    unknown_lot_id,
)
from backend.master.refs import LotRef
from backend.returns import sql
from backend.stock.keys import Disposition
from backend.stock.serials import serials_arriving, serials_of, serials_said


@dataclass(frozen=True, slots=True)
class Back:
    """Goods that came back; `never_left` begins the sentence of a case about what never did."""

    lot_id: UUID | None
    serial_ids: tuple[UUID, ...]
    disposition: Disposition
    never_left: str | None
    writes: tuple[Write, ...]


async def come_back(
    work: Work, item: Item, lot: LotRef | None, serials: Sequence[str], *, quantity: int
) -> Back:
    """Return what came back as the item tells it apart.

    A lot that nobody can read is the unknown one, for the goods are here all the same. What was
    called back comes in as recalled. Refuses SERIAL_REQUIRED, and SERIAL_ELSEWHERE for a thing that
    never went away.
    """
    numbers = serials_said(item, serials, quantity=quantity)
    known = await serials_of(work.reader, item.id, numbers) if numbers else {}
    of_lot = await _lot(work, item, lot, {one.lot_id for one in known.values()})
    lot_id = of_lot.id if of_lot else None
    unread = item.tracking in TRACKS_LOT and of_lot is None
    if unread:
        lot_id = unknown_lot_id(item.id)
    arriving = await serials_arriving(work, item, numbers, lot_id=lot_id)
    shipped = {
        row.id for row in await work.reader.rows(_Left, sql.SERIALS_LEFT, list(arriving.ids))
    }
    strange = len([id_ for id_ in arriving.ids if id_ not in shipped])
    recalled = of_lot is not None and of_lot.is_recalled
    return Back(
        lot_id=lot_id,
        serial_ids=arriving.ids,
        disposition=Disposition.RECALLED if recalled else Disposition.RETURN_PENDING,
        never_left=f"{strange} of {item.sku} came back whose serials never left"
        if strange
        else None,
        writes=(*([register_unknown_lot(item.id)] if unread else []), *arriving.writes),
    )


@dataclass(frozen=True, slots=True)
class _Left:
    id: UUID


def _never_left(item: Item, strange: int) -> str | None:
    return f"{strange} of {item.sku} came back whose serials never left" if strange else None


async def _lot(
    work: Work, item: Item, said: LotRef | None, of_serials: set[UUID | None]
) -> Lot | None:
    """Return the lot that was said, or that the things are known to be of."""
    if item.tracking not in TRACKS_LOT:
        return None
    known = next((lot_id for lot_id in of_serials if lot_id), None)
    ref = said or (LotRef(id=known) if known else None)
    return await lot_of(work.reader, item.id, ref) if ref else None
