"""What stood, was promised and was free at a position of the log, or at a moment by the clock."""

from datetime import datetime
from typing import Any

from backend.kernel.pages import Page, Paged, read_page
from backend.kernel.work import Reader
from backend.stock.as_of import sql
from backend.stock.browse import BY_SKU, StockRow, Wanted
from backend.stock.proving.checkpoint import Position, checkpoint_before


async def position_at(session: Any, moment: datetime, *, head: Position) -> Position:
    """Return the position of the last operation that was recorded by a moment, up to the head."""
    row = (await session.fetch(sql.POSITION_AT, moment, str(head[0]), head[1]))[0]
    return (row["xid"], row["id"])


async def stock_then(
    session: Any, wanted: Wanted, position: Position, page: Page
) -> Paged[StockRow]:
    """Return a page of stock sums as they were, by SKU."""
    start = await checkpoint_before(session, position)
    return await read_page(
        Reader(session), StockRow, sql.STOCK_THEN, *wanted.values,
        str(start.xid), start.id, start.seal, str(position[0]), position[1],
        order=BY_SKU, page=page,
    )  # fmt: skip
