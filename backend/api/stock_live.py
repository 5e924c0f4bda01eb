"""GraphQL for live stock: a snapshot, then deltas, each beginning where the last one ended."""

from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, Union
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.containers import Container, may_see
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.errors import ForbiddenError
from backend.api.live import (
    After,
    Heartbeat,
    LiveMessage,
    MaxPerSecond,
    Resync,
    Teller,
    Turning,
    gone,
    parts,
    said,
    tell,
)
from backend.api.operations import Operation
from backend.api.scalars import Cursor
from backend.api.stock import Balance, Stock
from backend.api.stock_questions import FilterArgument, StockQuery, visible, wanted_stock
from backend.kernel.cursor import Cursor as LogCursor
from backend.kernel.live import Touched
from backend.kernel.pages import SIZE_MAX
from backend.master.permissions import Permission
from backend.stock.browse import (
    BalanceRow,
    StockRow,
    Wanted,
    balance_page,
    balances_of_ids,
    operations_of_ids,
    stock_at,
    stock_of_ids,
    stock_page,
)
from backend.stock.live import BALANCE, SUM


@strawberry.type(description="A part of the stock as it is.")
class StockSnapshot(LiveMessage):
    """One page of the beginning."""

    is_last: bool = strawberry.field(
        description="True on the last part: from now on there are deltas."
    )
    stock: list[Stock] = strawberry.field(
        description="Sums of this part.", directives=[Bounded(max=SIZE_MAX)]
    )
    balances: list[Balance] = strawberry.field(
        description="Balances of this part.", directives=[Bounded(max=SIZE_MAX)]
    )


@strawberry.type(
    description="What has changed since the message before. A long stretch comes in parts, of which"
    " only the last moves `to` on."
)
class StockDelta(LiveMessage):
    """A stretch of the log, folded per key."""

    stock: list[Stock] = strawberry.field(
        description="Sums that changed, as they are now.", directives=[Bounded(max=SIZE_MAX)]
    )
    balances: list[Balance] = strawberry.field(
        description="Balances that changed, as they are now.", directives=[Bounded(max=SIZE_MAX)]
    )
    removed: list[strawberry.ID] = strawberry.field(
        description="Balances that are empty now, and whatever no longer fits the filter.",
        directives=[Bounded(max=SIZE_MAX)],
    )
    operations: list[Operation] = strawberry.field(
        description="What happened, in log order.", directives=[Bounded(max=SIZE_MAX)]
    )


StockMessage = Annotated[
    Union[StockSnapshot, StockDelta, Heartbeat, Resync],  # noqa: UP007 - made at run time
    strawberry.union("StockMessage", description="What `stockChanged` says."),
]


@strawberry.type(description="Live stock.")
class StockSubscription:
    """Root field of the live ledger."""

    @strawberry.subscription(
        description="Stock, live: a snapshot in parts, then deltas. Pass the last `to` as `after`"
        " to go on without a gap; takes READ_STOCK."
    )
    async def stock_changed(
        self,
        info: Info,
        filter: FilterArgument = None,
        after: After = None,
        max_per_second: MaxPerSecond = 4,
    ) -> AsyncGenerator[StockMessage, None]:
        """Follow the log."""
        context = info.context

        async def hire() -> Teller:
            if not context.actor.may_somewhere(Permission.READ_STOCK):
                raise ForbiddenError(f"This takes the permission {Permission.READ_STOCK}.")
            return _StockTeller(context, await wanted_stock(context, filter))

        async for message in tell(context, hire, after=after, max_per_second=max_per_second):
            yield message


class _StockTeller:
    """Puts stock into messages."""

    kinds = (BALANCE, SUM)

    def __init__(self, context: Context, wanted: Wanted) -> None:
        self._context = context
        self._wanted = wanted

    def is_news(self, touched: Touched) -> bool:
        """Every operation is worth telling."""
        return bool(touched.operations)

    async def snapshot(
        self, here: LogCursor, *, start: Cursor | None
    ) -> AsyncIterator[StockSnapshot]:
        """Turn the pages of both lists at once."""
        reader, wanted, end = self._context.reader, self._wanted, said(here)
        sums, balances = Turning[StockRow](), Turning[BalanceRow]()
        while sums.has_more or balances.has_more:
            stock: tuple[StockRow, ...] = ()
            held: tuple[BalanceRow, ...] = ()
            if sums.has_more:
                stock = sums.turn(await stock_page(reader, wanted, sums.page))
            if balances.has_more:
                held = balances.turn(await balance_page(reader, wanted, balances.page))
            yield StockSnapshot(
                start=start,
                end=end,
                is_last=not (sums.has_more or balances.has_more),
                stock=[Stock(key=row.id, row=row) for row in stock],
                balances=[Balance(key=row.id, row=row) for row in held],
            )
            start = end

    async def delta(self, touched: Touched) -> AsyncIterator[StockDelta]:
        """Tell each part."""
        for part, end in parts(touched):
            yield await self._part(part, start=said(touched.start), end=end)

    async def _part(self, touched: Touched, *, start: Cursor, end: Cursor) -> StockDelta:
        reader, touched_sums = self._context.reader, touched.of(SUM)
        sums = await stock_of_ids(reader, list(touched_sums), self._wanted)
        balances = await balances_of_ids(reader, list(touched.of(BALANCE)), self._wanted)
        operations = {row.id: row for row in await operations_of_ids(reader, touched.operations)}
        return StockDelta(
            start=start,
            end=end,
            stock=[Stock(key=row.id, row=row) for row in sums],
            balances=[Balance(key=row.id, row=row) for row in balances],
            removed=await self._removed(
                touched, there={row.id for row in sums} | {row.id for row in balances}
            ),
            operations=[
                Operation(key=id_, row=operations[id_])
                for id_ in touched.operations
                if may_see(self._context, operations[id_].location_id)
            ],
        )

    async def _removed(self, touched: Touched, *, there: set[UUID]) -> list[strawberry.ID]:
        """Name what was touched and is not there, where the person may see stock; no more."""
        sums, balances = touched.of(SUM) - there, touched.of(BALANCE) - there
        places = visible(self._context, None)
        if places is not None and (sums or balances):
            seen = await stock_at(self._context.reader, sums | balances, places)
            sums, balances = sums & seen, balances & seen
        return gone(SUM, sums) + gone(BALANCE, balances)


AREA = Area(
    queries=(StockQuery,), subscriptions=(StockSubscription,), types=(Container, Balance, Stock)
)
