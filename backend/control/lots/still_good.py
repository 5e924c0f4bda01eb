"""Goods past their date are not made usable again, whoever asks."""

from collections.abc import Iterable
from uuid import UUID

from backend.control.lots import sql
from backend.kernel.work import Work
from backend.master.lots import Lot, expired, today_at
from backend.stock.keys import Disposition


async def check_still_good(
    work: Work, lot_ids: Iterable[UUID | None], *, into: Disposition, location_id: UUID
) -> None:
    """Go on unless goods of one of these lots would become usable past their date: EXPIRED."""
    asked = sorted({lot_id for lot_id in lot_ids if lot_id})
    if into is not Disposition.USABLE or not asked:
        return
    today = await today_at(work.reader, location_id, work.now)
    for lot in await work.reader.rows(Lot, sql.LOTS_BY_ID, asked):
        if lot.expires_on and lot.expires_on < today:
            raise expired(f"Lot {lot.number}", days=0)
