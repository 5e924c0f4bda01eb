"""GraphQL for the past: stock as it was at a moment, or at a position of the log."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.api import refs
from backend.api.connections import LiveConnection, connect_live
from backend.api.context import Context
from backend.api.scalars import Cursor
from backend.api.stock import Stock
from backend.kernel.cursor import Cursor as LogCursor
from backend.kernel.log import head
from backend.kernel.pages import Page
from backend.kernel.refusals import InvalidInput
from backend.stock.as_of.then import position_at, stock_then
from backend.stock.browse import Wanted
from backend.stock.proving.checkpoint import Position

AsOf = Annotated[
    refs.Moment | None,
    strawberry.argument(
        description="As it was then: every operation up to this position, or recorded by this"
        " moment. `states` is empty, and the safety stock is today's.",
    ),
]


async def stock_at(
    context: Context, moment: refs.Moment, wanted: Wanted, page: Page
) -> LiveConnection[Stock]:
    """Return a page of stock as it was; the future is as the present."""
    database = context.database
    async with database.session() as session:
        now = await head(session, database.epoch)
        newest = (now.xid, now.operation_id)
        if moment.at is not None:
            position = await position_at(session, _zoned(moment.at.value), head=newest)
        else:
            position = min(_position(context, moment), newest)
        paged = await stock_then(session, wanted, position, page)
    as_of = Cursor(str(LogCursor(database.epoch, *position)))
    return connect_live(
        paged, show=lambda row: Stock(key=row.id, row=row, is_past=True), as_of=as_of
    )


def _zoned(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise InvalidInput(field="asOf.at", problem="has no time zone")
    return moment


def _position(context: Context, moment: refs.Moment) -> Position:
    told = LogCursor.parse(moment.said()[1], epoch=context.database.epoch)
    if told is None:
        raise InvalidInput(field="asOf.cursor", problem="is not of this log")
    return (told.xid, told.operation_id)
